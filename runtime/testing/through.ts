import type { Answer, Ask, Asking } from '../engine/asking.ts'

/** Goes through with something that asks, to its end: `answer` answers each question, with null unless the test says otherwise. */
export function through<Result>(asking: Asking<Result>, answer: (ask: Ask) => Answer = () => null): Result {
  let next = asking.next([])
  while (!next.done) next = asking.next(next.value.map(answer))
  return next.value
}
