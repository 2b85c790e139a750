/** Letters on their way out: frozen, queued as a message of the conversation, permitted, handed over, recorded. */
import type { SendEmail } from '../../shared/effects.ts'
import type { JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { EffectContext } from '../effects/effect.ts'
import { type Asking, askErased, askLetters, askRecord, askSetting, stage } from '../engine/asking.ts'
import type { Deliverer, Permit } from '../engine/deliverer.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { AddressMark } from './address-mark.ts'
import { whyNoAnswer } from './answering.ts'
import { freezeLetter } from './freeze-letter.ts'
import type { LinkTokens } from './link-tokens.ts'
import type { Post } from './post.ts'
import { recordLetter } from './record-letter.ts'

/** Automatic letters to one person in 24 hours, unless the setting `mail` says otherwise (`{ dailyCap }`). */
const dailyCap = 3
const dayMs = 24 * 60 * 60 * 1000
/** Letters of a paused mailbox are looked at when it is switched on again, and at the latest then. */
const pauseMs = 6 * 60 * 60 * 1000

/** Five letters of one mailbox at once. `post` decides whether they leave the house. */
export function letterDeliverer(links: LinkTokens, post: Post, markOf: AddressMark): Deliverer<SendEmail> {
  return {
    kind: 'send-email',
    freeze: (letter, context) => freezeLetter(letter, context, links),
    queue,
    permit: (delivery, now) => permit(delivery, now, markOf),
    deliver: (delivery) => post.send(letterOf(delivery), delivery.updatedAt),
    record: (delivery, delivered, now) => recordLetter(letterOf(delivery), delivered, now),
    opens,
    whenUnknown: (letter) => letter.whenUnknown,
  }
}

const letterOf = (delivery: DeliveryRow): SendEmail => delivery.effect as SendEmail

/** The message is in the conversation from the moment the letter is decided, its open questions beside it; tried again, it is the same one. */
function* queue(letter: SendEmail, context: EffectContext): ReturnType<Deliverer<SendEmail>['queue']> {
  const { frozen } = letter
  const isThere = context.again === true && (yield* askRecord('message', letter.id)) !== null
  const create = (entity: string, id: string, fields: JsonObject): RecordChange => ({
    change: isThere ? 'update' : 'create',
    entity,
    id,
    revision: null,
    fields,
    cause: context.cause,
    at: context.now,
  })
  const changes = [
    create('message', letter.id, {
      direction: 'out',
      channel: 'email',
      state: 'queued',
      subject: letter.subject,
      text: frozen?.text ?? '',
      html: frozen?.html ?? '',
      from: frozen?.from.address ?? null,
      fromName: frozen?.from.name ?? null,
      to: letter.to,
      contact: letter.contact,
      mailbox: frozen?.mailbox ?? null,
      messageId: frozen?.messageId ?? null,
      inReplyTo: frozen?.inReplyTo ?? null,
      category: letter.category,
      run: context.run,
      node: context.node,
      at: context.now.toISOString(),
    }),
    ...(isThere ? [] : letter.questions).map((question) =>
      create('answer', idFor(letter.id, `answer:${question.id}`, context.now), {
        contact: letter.contact,
        message: letter.id,
        question: question.text[letter.language] ?? question.text.en ?? question.text.ru ?? question.id,
        questionId: question.id,
        field: question.field,
        value: null,
      }),
    ),
  ]
  for (const change of changes) yield* stage(change)
  const ops: Op[] = changes.map((change) => ({ op: 'change', change }))
  return { channel: `mailbox:${frozen?.mailbox ?? 'none'}`, contact: letter.contact, ops }
}

/** Milliseconds between two letters of a mailbox; 0 without a limit. */
const paceOf = (mailbox: Fields | null): number => {
  const perMinute = mailbox?.['perMinute']
  return typeof perMinute === 'number' ? 60_000 / perMinute : 0
}

/** A mailbox that was switched on again, or has another server: its letters need not wait for their next look. */
function opens(op: Op): string | null {
  if (op.op !== 'change' || op.change.entity !== 'mailbox') return null
  const { id, fields } = op.change
  return fields['paused'] === false || 'smtp' in fields ? `mailbox:${id}` : null
}

/** Consent, erased and refused addresses and the cap are checked in the commit that hands the letter over: nothing slips in between. */
function* permit(delivery: DeliveryRow, now: Date, markOf: AddressMark): Asking<Permit> {
  const letter = letterOf(delivery)
  const refuse = (code: string, values: JsonObject = {}): Permit => ({ kind: 'refuse', reason: { code, with: values } })
  if (!letter.frozen) return refuse('no-mailbox')
  const contact = yield* askRecord('contact', letter.contact)
  if (!contact || (yield* askErased(markOf(letter.to)))) return refuse('suppressed-erased')
  if (contact['archivedAt']) return refuse('suppressed-contact-archived')
  if (contact['bouncedAt'] && contact['email'] === letter.to) return refuse('suppressed-bounced')
  if (letter.category === 'offers' && contact['unsubscribedAt']) return refuse('suppressed-unsubscribed')
  if (letter.category === 'offers' && contact['consentOffers'] !== true) return refuse('suppressed-no-consent')
  const noAnswer = yield* whyNoAnswer(delivery, letter.to, now)
  if (noAnswer) return { kind: 'refuse', reason: noAnswer }
  const mailbox = yield* askRecord('mailbox', letter.frozen.mailbox)
  if (mailbox?.['paused'] === true) {
    const reason: Said = { code: 'mailbox-paused', with: { mailbox: letter.frozen.from.address } }
    return { kind: 'wait', until: new Date(now.getTime() + pauseMs), reason }
  }
  const setting = yield* askSetting('mail')
  const cap = typeof setting === 'object' && setting !== null && 'dailyCap' in setting ? Number(setting['dailyCap']) : dailyCap
  const sent = yield* askLetters(letter.contact, new Date(now.getTime() - dayMs))
  return sent >= cap ? refuse('suppressed-cap', { count: sent }) : { kind: 'go', everyMs: paceOf(mailbox) }
}
