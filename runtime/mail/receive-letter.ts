/**
 * What a letter that came in changes. It finds its conversation by the token in the address it was sent to, by the
 * letters it answers, or by its sender; it is kept raw and readable; and only what a person wrote wakes a wait.
 */
import { createHash } from 'node:crypto'
import { readAnswers } from '../../shared/answers.ts'
import { cut } from '../../shared/cut.ts'
import type { SendEmail } from '../../shared/effects.ts'
import type { Cause, CrmEvent } from '../../shared/events.ts'
import { normalEmail } from '../../shared/identity.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import { readReply } from '../../shared/unquote.ts'
import { applyAnswers } from '../crm/apply-answers.ts'
import { effectDone } from '../engine/effect-done.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads } from '../store/port.ts'
import { type LinkTokens, tokenInAddress, withoutToken } from './link-tokens.ts'
import { type BouncedAddress, type OpenedLetter, readLetter } from './read-letter.ts'

interface Receiving {
  readonly store: Reads
  readonly links: LinkTokens
  readonly now: Date
  readonly region: string
}

interface ReceivedLetter {
  /** The message it became. */
  readonly message: string
  readonly verdict: OpenedLetter['verdict']['kind']
  readonly contact: string | null
  readonly ops: readonly Op[]
}

/** Null for bytes that are no letter. The same letter handed in twice is refused by its unit as `repeated`. */
export async function receiveLetter(raw: Uint8Array, mailbox: string, receiving: Receiving): Promise<ReceivedLetter | null> {
  const read = await readLetter(raw)
  if (!read) return null
  const letter: OpenedLetter = (await isOwnAddress(read, receiving)) ? { ...read, verdict: { kind: 'automatic' } } : read
  const message = newId()
  const answered = await answeredLetter(letter, receiving)
  const about = await contactOf(letter, answered, receiving.store)
  const arrival = new Arrival(message, mailbox, letter, answered, about, receiving)
  const ops: Op[] = [arrival.once(raw), arrival.kept(raw), arrival.message()]
  switch (letter.verdict.kind) {
    case 'person':
      ops.push(...(await arrival.fromPerson()))
      break
    case 'automatic':
      ops.push(...arrival.received(true))
      break
    case 'bounce':
      ops.push(...(await arrival.cameBack(letter.verdict.recipients)))
      break
    case 'complaint':
      ops.push(...arrival.complained())
      break
  }
  return { message, verdict: letter.verdict.kind, contact: about, ops }
}

/** What one of our mailboxes has written is no answer, and is never answered. */
async function isOwnAddress({ from, verdict }: OpenedLetter, { store, now }: Receiving): Promise<boolean> {
  if (verdict.kind !== 'person' || !from) return false
  const address = withoutToken(from.address).toLowerCase()
  return (await store.count('mailbox', { field: 'address', is: 'is', value: address }, now)) > 0
}

/** Our letter that this one answers or returns, or null. */
async function answeredLetter(letter: OpenedLetter, { store, links, now }: Receiving): Promise<Fields | null> {
  for (const address of letter.to) {
    const id = links.read('reply', tokenInAddress(address) ?? '')
    const found = id === null ? null : await store.record('message', id)
    if (found) return found
  }
  const returned = 'letter' in letter.verdict ? letter.verdict.letter : null
  const ids = [...(returned ? [returned] : []), ...letter.answersTo].slice(0, 50)
  if (ids.length === 0) return null
  const rule: Rule = {
    all: [
      { field: 'direction', is: 'is', value: 'out' },
      { field: 'messageId', is: 'one-of', value: ids },
    ],
  }
  const { items } = await store.list({ entity: 'message', rule, sort: '-at', limit: 1, now })
  return items[0] ?? null
}

/** A reply belongs to the person we wrote to, from whichever address they answer. A machine speaks for the address it names. */
async function contactOf(letter: OpenedLetter, answered: Fields | null, store: Reads): Promise<string | null> {
  const written = answered?.['contact']
  if (typeof written === 'string') return written
  const { verdict } = letter
  const named =
    verdict.kind === 'bounce' ? verdict.recipients[0].address : verdict.kind === 'complaint' ? verdict.address : letter.from?.address
  const address = named ? normalEmail(named) : null
  const [found] = address === null ? [] : await store.identities([{ channel: 'email', address }])
  return found?.contact ?? null
}

class Arrival {
  readonly #cause: Cause
  readonly #id: string
  readonly #mailbox: string
  readonly #letter: OpenedLetter
  readonly #answered: Fields | null
  readonly #contact: string | null
  readonly #receiving: Receiving

  constructor(id: string, mailbox: string, letter: OpenedLetter, answered: Fields | null, contact: string | null, receiving: Receiving) {
    this.#id = id
    this.#mailbox = mailbox
    this.#letter = letter
    this.#answered = answered
    this.#contact = contact
    this.#receiving = receiving
    this.#cause = { kind: 'outside', id: mailbox, depth: 0 }
  }

  once(raw: Uint8Array): Op {
    const bodyHash = createHash('sha256').update(raw).digest('hex')
    const key = this.#letter.messageId ?? bodyHash
    return { op: 'once', scope: `mailbox:${this.#mailbox}`, key, event: this.#id, bodyHash, at: this.#receiving.now }
  }

  kept(raw: Uint8Array): Op {
    const file = {
      id: this.#file,
      name: 'letter.eml',
      type: 'message/rfc822',
      size: raw.length,
      about: this.#id,
      createdAt: this.#receiving.now,
    }
    return { op: 'file', file, bytes: raw }
  }

  message(): Op {
    const { from, subject, text, messageId, answersTo, verdict } = this.#letter
    return this.#change('create', 'message', this.#id, {
      direction: 'in',
      channel: 'email',
      state: verdict.kind === 'person' ? 'received' : verdict.kind,
      subject,
      text: verdict.kind === 'person' ? readReply(text) : text,
      from: from?.address ?? null,
      fromName: from?.name ?? null,
      to: this.#letter.to[0] ?? null,
      contact: this.#contact,
      mailbox: this.#mailbox,
      messageId,
      inReplyTo: answersTo[0] ?? null,
      thread: this.#answered?.id ?? null,
      run: this.#answered?.['run'] ?? null,
      node: this.#answered?.['node'] ?? null,
      automatic: verdict.kind !== 'person',
      rawFile: this.#file,
      at: this.#receiving.now.toISOString(),
    })
  }

  /** The wait for a reply ends, and answers land in their fields. */
  async fromPerson(): Promise<Op[]> {
    if (this.#contact === null) return []
    const { store, now, region } = this.#receiving
    const heard = this.#change('update', 'contact', this.#contact, { lastReplyAt: now.toISOString() })
    const received = [heard, ...this.received(false)]
    if (!this.#answered) return received
    const message = this.#answered.id
    const { answers } = readAnswers(this.#letter.text, await questionsOf(message, store))
    const given = { contact: this.#contact, answers, channel: 'email', now, cause: this.#cause, region } as const
    return [...(await applyAnswers(store, { message, ...given })), ...received]
  }

  received(automatic: boolean): Op[] {
    return this.#contact === null
      ? []
      : [this.#event(this.#contact, 'message-received', { automatic, text: cut(readReply(this.#letter.text), 10_000) })]
  }

  /** The person wants no more letters. */
  complained(): Op[] {
    if (this.#contact === null) return []
    const fields = { unsubscribedAt: this.#receiving.now.toISOString(), consentOffers: false }
    return [this.#change('update', 'contact', this.#contact, fields), this.#event(this.#contact, 'unsubscribed', {})]
  }

  /** A letter of ours was returned: it has failed, and an address that does not exist is not written to again. */
  async cameBack(recipients: readonly [BouncedAddress, ...BouncedAddress[]]): Promise<Op[]> {
    const { store, now } = this.#receiving
    const hard = recipients.some((recipient) => recipient.hard)
    const problem = { code: hard ? 'mail-no-such-address' : 'mail-came-back', with: { answer: recipients[0].said } }
    const ops: Op[] = []
    if (this.#answered) ops.push(this.#change('update', 'message', this.#answered.id, { state: 'failed', problem }))
    const delivery = this.#answered && (await store.delivery(this.#answered.id))
    // It keeps the time at which it was handed over: that is when it counts.
    if (delivery?.state === 'done' || delivery?.state === 'unknown') {
      const result = { ...delivery.result, state: hard ? 'bounced' : 'failed', problem }
      ops.push({ op: 'delivery', delivery: { ...delivery, state: 'failed', result, problem }, expects: [delivery.state] })
      // It was anybody's guess whether it had left: now its step hears what became of it, and nobody has to decide.
      if (delivery.state === 'unknown') ops.push(effectDone(delivery, result, now))
    }
    if (!hard || this.#contact === null) return ops
    const contact = await store.record('contact', this.#contact)
    const isStillTheirs = !this.#answered || contact?.['email'] === this.#answered['to']
    if (isStillTheirs) ops.push(this.#change('update', 'contact', this.#contact, { bouncedAt: now.toISOString() }))
    return [...ops, this.#event(this.#contact, 'email-bounced', {})]
  }

  get #file(): string {
    return `${this.#id}-raw`
  }

  #change(change: 'create' | 'update', entity: string, id: string, fields: JsonObject): Op {
    return { op: 'change', change: { change, entity, id, revision: null, fields, cause: this.#cause, at: this.#receiving.now } }
  }

  #event(contact: string, kind: CrmEvent['kind'], fields: JsonObject): Op {
    const answered = this.#answered?.id ?? null
    const event: CrmEvent = {
      id: newId(),
      kind,
      at: this.#receiving.now,
      about: contact,
      records: { contact, message: this.#id },
      fields: { message: this.#id, answered, subject: this.#letter.subject, channel: 'email', direction: 'in', ...fields },
      cause: this.#cause,
    }
    return { op: 'event', event, state: 'pending' }
  }
}

/** The questions of a letter of ours, as they were asked. */
async function questionsOf(message: string, store: Reads): Promise<SendEmail['questions']> {
  const delivery = await store.delivery(message)
  return delivery?.effect.kind === 'send-email' ? delivery.effect.questions : []
}
