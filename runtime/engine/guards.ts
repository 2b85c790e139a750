/** What a person should look at before a suggestion is approved. Each guard is one function; a new one is one more in the list. */
import type { Effect, SendEmail } from '../../shared/effects.ts'
import type { Fields } from '../../shared/node.ts'
import type { Warning } from '../../shared/suggestion.ts'
import { subtract } from '../../shared/time.ts'
import { type Asking, askFind, askRecord } from './asking.ts'
import type { EngineContext } from './context.ts'

type Guard = (letter: SendEmail, contact: Fields | null, context: EngineContext) => Asking<readonly Warning[]> | readonly Warning[]

/** Everything worth a look in these effects. */
export function* warningsOf(effects: readonly Effect[], context: EngineContext): Asking<readonly Warning[]> {
  const warnings: Warning[] = []
  for (const effect of effects) {
    if (effect.kind !== 'send-email') continue
    const contact = yield* askRecord('contact', effect.contact)
    for (const guard of guards) {
      const found = guard(effect, contact, context)
      warnings.push(...(Array.isArray(found) ? found : yield* found as Asking<readonly Warning[]>))
    }
  }
  return warnings
}

const emptyValues: Guard = ({ empty }) => empty.map((field) => ({ code: 'warn-empty-value', with: { field } }))

const noAddress: Guard = ({ to }) => (to === '' ? [{ code: 'warn-no-address' }] : [])

const addressRefused: Guard = (_, contact) => (contact?.['bouncedAt'] ? [{ code: 'warn-address-refused' }] : [])

const otherLanguage: Guard = ({ language }, contact) => {
  const spoken = contact?.['language'] ?? language
  return spoken === language ? [] : [{ code: 'warn-language', with: { letter: language, contact: spoken } }]
}

/** "ANNA" is how a form was filled in, not how one greets her. */
const nameInCapitals: Guard = ({ blocks }, contact) => {
  const name = contact?.['firstName']
  if (typeof name !== 'string' || name.length < 2 || name !== name.toUpperCase() || name === name.toLowerCase()) return []
  const isUsed = blocks.some((block) => 'text' in block && block.text.includes(name))
  return isUsed ? [{ code: 'warn-capitals', with: { name } }] : []
}

function* sameLetterAgain({ contact, subject, id }: SendEmail, _: Fields | null, { now }: EngineContext): Asking<readonly Warning[]> {
  const rules = [
    { field: 'contact', is: 'is', value: contact },
    { field: 'direction', is: 'is', value: 'out' },
    { field: 'subject', is: 'is', value: subject },
    { field: 'at', is: 'after', value: subtract(now, 'P30D').toISOString() },
  ] as const
  const before = (yield* askFind('message', { all: rules }, 2, '-at')).find((message) => message.id !== id)
  return before ? [{ code: 'warn-same-letter', with: { at: String(before['at']) } }] : []
}

const guards: readonly Guard[] = [emptyValues, noAddress, addressRefused, otherLanguage, nameInCapitals, sameLetterAgain]
