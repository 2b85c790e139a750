/**
 * Drives a batch of askers together. Each goes as far as it can with what the turn knows; then everything they still
 * want is read at once, and they go on in their order. An asker that throws is taken out and harms no other.
 */
import { asError } from '../thrown.ts'
import type { Answer, Ask, Asking } from './asking.ts'
import { answerNow, type Found, lookUp, type Sources } from './lookups.ts'

/** How one asker ended. `error`: its own, that of a look-up, or `Later`. */
export type Ended<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly error: Error }

/** Runs all askers to their end. The results have their order. */
export async function rounds<Result>(askers: readonly Asking<Result>[], sources: Sources): Promise<Ended<Result>[]> {
  const ended = new Array<Ended<Result>>(askers.length)
  let going = askers.flatMap((asker, index) => {
    const asks = firstAsks(asker, index, ended)
    return asks ? [{ asker, index, asks, found: [] as Found[] }] : []
  })
  for (;;) {
    const waiting: typeof going = []
    for (const one of going) {
      const asks = goOn(one.asker, one.asks, one.found, sources, (result) => {
        ended[one.index] = result
      })
      if (!asks) continue
      one.asks = asks
      waiting.push(one)
    }
    if (waiting.length === 0) return ended
    const wanted = waiting.flatMap(({ asks }) => asks)
    const found = await lookUp(wanted, sources)
    let from = 0
    for (const one of waiting) {
      one.found = found.slice(from, from + one.asks.length)
      from += one.asks.length
    }
    going = waiting
  }
}

/** Runs one asker to its end; throws what it throws. */
export async function answerAll<Result>(asker: Asking<Result>, sources: Sources): Promise<Result> {
  const [ended] = (await rounds([asker], sources)) as [Ended<Result>]
  if (!ended.ok) throw ended.error
  return ended.result
}

function firstAsks<Result>(asker: Asking<Result>, index: number, ended: Ended<Result>[]): readonly Ask[] | null {
  return step(
    () => asker.next([]),
    (result) => {
      ended[index] = result
    },
  )
}

/** Resumes an asker until it wants something that has to be read; null when it has ended. */
function goOn<Result>(
  asker: Asking<Result>,
  asks: readonly Ask[] | null,
  found: readonly Found[],
  sources: Sources,
  end: (ended: Ended<Result>) => void,
): readonly Ask[] | null {
  let wanted = asks
  let read = found
  while (wanted) {
    const answers: Answer[] = []
    let error: Error | null = null
    for (const [index, ask] of wanted.entries()) {
      const one = read[index]
      if (one?.kind === 'error') error = one.error
      const answer = one?.kind === 'answer' ? one.answer : answerNow(ask, sources)
      if (answer === undefined) {
        if (!error) return wanted
      } else answers.push(answer)
    }
    read = []
    wanted = step(() => (error ? asker.throw(error) : asker.next(answers)), end)
  }
  return null
}

function step<Result>(resume: () => IteratorResult<readonly Ask[], Result>, end: (ended: Ended<Result>) => void): readonly Ask[] | null {
  try {
    const next = resume()
    if (!next.done) return next.value
    end({ ok: true, result: next.value })
  } catch (error) {
    end({ ok: false, error: asError(error) })
  }
  return null
}
