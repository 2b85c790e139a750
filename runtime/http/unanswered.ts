/** Letters of clients that nobody has answered, and who is to. */
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import { add, subtract } from '../../shared/time.ts'
import type { Parts } from './parts.ts'

/** A letter that nobody has answered for longer is not work any more. */
const answeredWithin = 'P14D'
/** By then a letter should be answered. */
const answerIn = 'PT4H'
/** So many letters are looked at, the latest. */
const most = 500

/** By their ids; null: what nobody has. */
type People = readonly string[] | null | 'everybody'

/** A letter, and who is to answer it; null for nobody. */
export interface Unanswered {
  readonly letter: Fields
  readonly owner: string | null
}

/** The newest letter of each contact, where none has gone to them since: of clients of these people, or given to them to answer. */
export async function unansweredLetters(people: People, parts: Pick<Parts, 'store' | 'clock'>): Promise<readonly Unanswered[]> {
  const now = parts.clock.now()
  const { items } = await parts.store.list({ entity: 'message', rule: lettersTo(people, now), sort: '-at', limit: most, now })
  return withoutAnswer(items, parts)
}

/** When an answer is due. */
export const answerBy = (letter: Fields): Date => add(new Date(String(letter['at'])), answerIn)

/** The record that a field points to; null where it is empty. */
export const idIn = (record: Fields, name: string): string | null => (typeof record[name] === 'string' ? record[name] : null)

/** A rule about a field that points to people. */
export const ofPeople = (field: string, people: readonly string[] | null): Rule =>
  people === null ? { field, is: 'empty' } : { field, is: 'one-of', value: [...people] }

/** Written by people and not settled, of the clients of these people or given to them to answer. */
const lettersTo = (people: People, now: Date): Rule => ({
  all: [
    { field: 'direction', is: 'is', value: 'in' },
    { field: 'automatic', is: 'no' },
    { field: 'settledAt', is: 'empty' },
    { field: 'at', is: 'after', value: subtract(now, answeredWithin).toISOString() },
    ...(people === 'everybody'
      ? []
      : people === null
        ? [ofPeople('answerer', null), ofPeople('contact.owner', null)]
        : [{ any: [ofPeople('answerer', people), { all: [ofPeople('answerer', null), ofPeople('contact.owner', people)] }] }]),
  ],
})

async function withoutAnswer(letters: readonly Fields[], { store, clock }: Pick<Parts, 'store' | 'clock'>): Promise<readonly Unanswered[]> {
  const newest = new Map<string, Fields>()
  for (const letter of letters) {
    const contact = String(letter['contact'])
    if (!newest.has(contact)) newest.set(contact, letter)
  }
  if (newest.size === 0) return []
  const rule: Rule = {
    all: [
      { field: 'contact', is: 'one-of', value: [...newest.keys()] },
      { field: 'direction', is: 'is', value: 'out' },
      { field: 'state', is: 'one-of', value: ['sent', 'queued', 'deferred', 'sending'] },
    ],
  }
  const { items } = await store.list({ entity: 'message', rule, sort: '-at', limit: most, now: clock.now() })
  const contacts = new Map((await store.records('contact', [...newest.keys()])).map((contact) => [contact.id, contact]))
  return [...newest].flatMap(([contact, letter]) => {
    const answer = items.find((sent) => sent['contact'] === contact)
    if (answer && String(answer['at']) > String(letter['at'])) return []
    return [{ letter, owner: idIn(letter, 'answerer') ?? idIn(contacts.get(contact) ?? letter, 'owner') }]
  })
}
