/** What readers do with a letter: open it, follow a link, unsubscribe. The letter is the stored one, never the address they came by. */
import type { SendEmail } from '../../shared/effects.ts'
import type { Cause, CrmEvent, EventKind } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Parts } from '../http/parts.ts'
import { refusedBy } from '../http/problem.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'

/** A stored letter that went out, with the delivery that took it. */
export interface SentLetter {
  readonly message: Fields
  readonly contact: string
  readonly letter: SendEmail
  readonly delivery: DeliveryRow
}

/** The letter of a message, which has one id with its delivery; null when there is none (any more). */
export async function sentLetter(id: string, parts: Parts): Promise<SentLetter | null> {
  const message = await parts.store.record('message', id)
  const contact = message?.['contact']
  if (!message || typeof contact !== 'string') return null
  const delivery = await parts.store.delivery(id)
  return delivery?.effect.kind === 'send-email' ? { message, contact, letter: delivery.effect, delivery } : null
}

const cause: Cause = { kind: 'outside', id: 'letter', depth: 0 }

/** One open counts, by a person and by a machine each. */
export async function letterOpened(sent: SentLetter, machine: boolean, parts: Parts): Promise<void> {
  await signalled(sent, { kind: 'open', machine, url: null, key: `open:${machine}:${sent.message.id}` }, parts)
}

const sameClickMs = 10_000

/** The same click within ten seconds is one. */
export async function letterClicked(sent: SentLetter, machine: boolean, url: string, parts: Parts): Promise<void> {
  await signalled(sent, { kind: 'click', machine, url, key: `click:${machine}:${sent.message.id}:${url}`, withinMs: sameClickMs }, parts)
}

interface Signal {
  readonly kind: 'open' | 'click'
  readonly machine: boolean
  readonly url: string | null
  readonly key: string
  readonly withinMs?: number
}

async function signalled({ message, contact }: SentLetter, signal: Signal, parts: Parts): Promise<void> {
  const at = parts.clock.now()
  const { kind, machine, url, key, withinMs } = signal
  const event = happened(kind === 'open' ? 'email-opened' : 'email-clicked', contact, message.id, { machine, ...(url ? { url } : {}) }, at)
  const first = (field: string) => (machine || message[field] ? {} : { [field]: at.toISOString() })
  const marks = { ...first('openedAt'), ...(kind === 'click' ? first('clickedAt') : {}) }
  const ops: Op[] = [
    { op: 'once', scope: 'letter', key, event: event.id, bodyHash: '', at, ...(withinMs === undefined ? {} : { withinMs }) },
    {
      op: 'change',
      change: {
        change: 'create',
        entity: 'trackedEvent',
        id: newId(),
        revision: null,
        fields: { kind, url, contact, message: message.id, machine, at: at.toISOString() },
        cause,
        at,
      },
    },
    ...(Object.keys(marks).length === 0 ? [] : [update('message', message.id, marks, at)]),
    { op: 'event', event, state: 'pending' },
  ]
  const result = await parts.submit({ ops })
  if (!result.ok && result.problem !== 'repeated') throw refusedBy(result)
}

/** No more offers to this person. Asked again, it says nothing new. */
export async function unsubscribed({ contact, message }: SentLetter, parts: Parts): Promise<void> {
  const record = await parts.store.record('contact', contact)
  if (!record || record['unsubscribedAt']) return
  const at = parts.clock.now()
  const result = await parts.submit({
    ops: [
      update('contact', contact, { unsubscribedAt: at.toISOString(), consentOffers: false }, at),
      { op: 'event', event: happened('unsubscribed', contact, message.id, {}, at), state: 'pending' },
    ],
  })
  if (!result.ok) throw refusedBy(result)
}

const update = (entity: string, id: string, fields: JsonObject, at: Date): Op => ({
  op: 'change',
  change: { change: 'update', entity, id, revision: null, fields, cause, at },
})

const happened = (kind: EventKind, contact: string, message: string, fields: JsonObject, at: Date): CrmEvent => ({
  id: newId(),
  kind,
  at,
  about: contact,
  records: { contact, message },
  fields: { message, ...fields },
  cause,
})
