/** What the nodes that write to a contact share: the letter as an effect, and the way its fate leads to. */
import { isAway } from '../../shared/absence.ts'
import type { LetterCategory, SendEmail, Sender, WhenUnknown } from '../../shared/effects.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { Block } from '../../shared/letter.ts'
import {
  because,
  type Fields,
  fail,
  type Lookup,
  leaveWith,
  type Outcome,
  type OutputField,
  type Step,
  waitUntil,
} from '../../shared/node.ts'
import { choice, type FilledLetter, type Question } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { addDays, dayIn, isDay, localTime } from '../../shared/time.ts'
import { contactNeeds, contactOf, isRecord } from '../acted-on.ts'
import { resultOf, untilDone } from '../effect-done.ts'

interface Letter {
  readonly letter: FilledLetter
  readonly sender: Sender
  readonly whenAway: 'deputy' | 'wait'
  readonly category: LetterCategory
  readonly whenUnknown: WhenUnknown
}

type LetterPort = 'sent' | 'suppressed' | 'bounced'

/**
 * Lets one letter to the contact out and waits to hear of it; asked again, leaves by what became of it. Consent, caps
 * and quiet hours are the runtime's business; here only a contact without any address is not written to.
 */
export function sendLetter(step: Step, letter: Letter, questions: readonly Question[]): Outcome<LetterPort> {
  const id = idFor(step.seed, 'message', step.since)
  const result = resultOf(step)
  if (result) return fateOf(id, result['state'] ?? null, result)
  const contact = contactOf(step)
  if (!contact) return fail('no-contact')
  const to = contact['email'] ?? null
  if (typeof to !== 'string' || to.trim() === '') return because(leaveWith('suppressed', { message: null }), 'suppressed-no-address')
  const back = letter.sender === 'owner' && letter.whenAway === 'wait' ? backOn(step, contact) : null
  if (back) return waitUntil(back, { why: { code: 'waits-for-owner', with: { until: back.toISOString() } } })
  return untilDone({
    kind: 'send-email',
    id,
    contact: contact.id,
    to: to.trim(),
    sender: letter.sender,
    category: letter.category,
    subject: letter.letter.subject,
    ...(letter.letter.preheader === undefined ? {} : { preheader: letter.letter.preheader }),
    blocks: questions.length > 0 ? withQuestions(letter.letter.blocks) : letter.letter.blocks,
    questions,
    language: letter.letter.language,
    whenUnknown: letter.whenUnknown,
    empty: letter.letter.empty,
  } satisfies SendEmail)
}

/** The look-ups of a letter: whom it goes to and, where it waits for them, who looks after them. */
export function letterNeeds(step: Step, { whenAway }: Pick<Letter, 'whenAway'>): Readonly<Record<string, Lookup>> {
  const owner = contactOf(step)?.['owner']
  const isAsked = whenAway === 'wait' && typeof owner === 'string'
  return { ...contactNeeds(step), ...(isAsked ? { owner: { kind: 'record', entity: 'user', id: owner } as const } : {}) }
}

/** The morning after the absence of the owner; null while they are there. */
function backOn({ found, now, company }: Step, contact: Fields): Date | null {
  const owner = isRecord(contact['owner'] ?? null) ? (contact['owner'] as Fields) : (found['owner'] ?? null)
  if (!isRecord(owner) || !isAway(owner, dayIn(now, company.zone))) return null
  const until = owner['absentUntil']
  if (typeof until !== 'string' || !isDay(until)) return null
  return localTime(addDays(until, 1), '09:00', company.zone)
}

function fateOf(message: string, state: unknown, result: ReturnType<typeof resultOf>): Outcome<LetterPort> {
  if (state === 'sent') return because(leaveWith('sent', { message }), 'delivery-done')
  const problem = result?.['problem'] ?? null
  const why = isJsonObject(problem) && typeof problem['code'] === 'string' ? problem : null
  if (state === 'suppressed' || state === 'bounced') {
    const leaving = leaveWith(state, { message })
    return why ? because(leaving, String(why['code']), isJsonObject(why['with'] ?? null) ? (why['with'] as typeof why) : {}) : leaving
  }
  return fail('delivery-failed', { reason: why ?? String(state) })
}

/** The questions stand where the author has put them, else at the end, before the signature. */
function withQuestions(blocks: readonly Block<string>[]): readonly Block<string>[] {
  if (blocks.some((block) => block.kind === 'questions')) return blocks
  const signature = blocks.findIndex((block) => block.kind === 'signature')
  return signature < 0 ? [...blocks, { kind: 'questions' }] : blocks.toSpliced(signature, 0, { kind: 'questions' })
}

/** By what became of the letter: the server of the recipient took it, a rule or a person kept it back, or it came back. */
export const letterPorts = {
  sent: { en: 'Sent', ru: 'Отправлено' },
  suppressed: { en: 'Not sent on purpose', ru: 'Решено не отправлять' },
  bounced: { en: 'Came back', ru: 'Вернулось' },
} as const

/** The message that the letter becomes, under the same name in every node that writes one. */
export const letterOutput = {
  message: { type: 'record', entity: 'message', label: { en: 'Letter', ru: 'Письмо' } },
} as const satisfies Record<string, OutputField>

/** In whose name the letter goes; see `Sender`. */
export const senderParam = choice({
  default: 'owner',
  label: { en: 'From', ru: 'От кого' },
  options: {
    owner: { en: 'the owner of the contact', ru: 'ответственного за контакт' },
    department: { en: 'the department', ru: 'отдела' },
    company: { en: 'the company', ru: 'компании' },
  },
})

/** Asked only where the owner writes, because only a person can be away. */
export const whenAwayParam = choice({
  default: 'deputy',
  advanced: true,
  visibleWhen: { param: 'sender', is: ['owner'] },
  label: { en: 'While the owner is away', ru: 'Пока ответственного нет' },
  options: {
    deputy: { en: 'their deputy writes', ru: 'пишет заместитель' },
    wait: { en: 'the letter waits for them', ru: 'письмо ждёт его возвращения' },
  },
})

/** See `LetterCategory`: it decides whether consent is needed. */
export const categoryParam = choice({
  default: 'personal',
  label: { en: 'Kind of letter', ru: 'Вид письма' },
  help: {
    en: 'Offers go only to those who agreed, with a link to unsubscribe.',
    ru: 'Предложения уходят только тем, кто согласен, со ссылкой для отписки.',
  },
  options: {
    personal: { en: 'personal', ru: 'личное' },
    service: { en: 'about an order or a service', ru: 'о заказе или услуге' },
    offers: { en: 'an offer', ru: 'предложение' },
  },
})

/** See `WhenUnknown`. A person is asked by default, because nobody can tell which of the other two is right. */
export const whenUnknownParam = choice({
  default: 'hold',
  advanced: true,
  label: { en: 'If nobody knows whether it arrived', ru: 'Если неизвестно, дошло ли' },
  options: {
    hold: { en: 'ask a person', ru: 'спросить человека' },
    resend: { en: 'send it again', ru: 'отправить ещё раз' },
    'assume-sent': { en: 'take it as sent', ru: 'считать отправленным' },
  },
})
