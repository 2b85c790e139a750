/** Whether a letter is an automatic answer to what came in, and may go: machines must not talk to each other without end. */
import type { Said } from '../../shared/json.ts'
import { type Asking, askAnswers, askFind, askRun, askSuggestionsOf } from '../engine/asking.ts'
import type { DeliveryRow } from '../store/rows.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000

/**
 * Why this letter must not go; null when it may. A run that a message began answers it: never an automatic one, and one
 * run of a flow answers a sender within seven days. What a person has approved is their answer.
 */
export function* whyNoAnswer(delivery: DeliveryRow, to: string, now: Date): Asking<Said | null> {
  const [own] = yield* askFind('mailbox', { field: 'address', is: 'is', value: to.toLowerCase() }, 1)
  if (own) return { code: 'suppressed-own-address', with: { address: to } }
  const loaded = delivery.run === null ? null : yield* askRun(delivery.run)
  const event = loaded?.run.event
  if (!loaded || event?.kind !== 'message-received') return null
  if (yield* wasApproved(delivery)) return null
  if (event.fields['automatic'] === true) return { code: 'suppressed-automatic' }
  const { contact } = delivery
  if (contact === null) return null
  const answers = yield* askAnswers(loaded.run, contact, new Date(now.getTime() - weekMs))
  return answers > 0 ? { code: 'suppressed-answered-lately' } : null
}

function* wasApproved({ id, position }: DeliveryRow): Asking<boolean> {
  const suggestions = position === null ? [] : yield* askSuggestionsOf([position])
  return suggestions.some(({ decidedBy, effects }) => decidedBy !== null && effects.some((effect) => 'id' in effect && effect.id === id))
}
