/** How a node asks the outside world: it names the effect, waits for `effect-done`, and is asked again with the answer. */
import type { CallHttp, SendEmail } from '../shared/effects.ts'
import { isJsonObject, type JsonObject } from '../shared/json.ts'
import { type Outcome, type Step, waitUntil } from '../shared/node.ts'

/** Lets the effect out and waits for its answer. */
export const untilDone = (effect: SendEmail | CallHttp): Outcome<never> =>
  waitUntil(null, {
    for: [{ event: 'effect-done', about: effect.id }],
    effects: [effect],
    memory: { effect: effect.id },
    why: { code: 'waits-for-delivery' },
  })

/** What became of the effect: its `state` and whatever else was answered; null while nothing is known. */
export function resultOf(step: Step): JsonObject | null {
  if (step.wokenBy?.kind !== 'event' || step.wokenBy.event.kind !== 'effect-done') return null
  const result = step.wokenBy.event.fields['result']
  return result !== undefined && isJsonObject(result) ? result : null
}
