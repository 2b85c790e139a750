import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { because, defineNode, fail, leaveBy, leaveWith, type Step, waitUntil } from '../../shared/node.ts'
import { duration, params, value } from '../../shared/params.ts'
import { contactIdOf, contactNeeds, contactOf, isRecord } from '../acted-on.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'

/**
 * Waits for the contact to write, or to answer the questions of a letter on their page, for so long and no longer. An
 * out-of-office answer is no reply.
 */
export const waitForReply = defineNode({
  type: 'wait.forReply',
  group: 'wait',
  icon: 'MailQuestion',
  title: { en: 'Wait for a reply', ru: 'Ждать ответа' },
  about: {
    en: 'Goes one way when the contact answers and another when they stay silent. Out-of-office answers do not count.',
    ru: 'Идёт одним путём, если клиент ответил, и другим, если промолчал. Автоответы не считаются.',
  },
  summary: { en: 'wait {patience} for a reply[ to {letter}]', ru: 'ждать ответа {patience}[ на {letter}]' },
  synonyms: {
    en: ['reply', 'answer', 'response', 'wait for reply', 'replied', 'silent', 'no answer', 'chase', 'follow up', 'inbox'],
    ru: ['ответ', 'ждать ответа', 'ответил', 'молчит', 'нет ответа', 'не отвечает', 'догон', 'напомнить', 'отклик', 'входящее'],
  },
  params: params({
    patience: duration({ workingDays: true, default: '2 working days', label: { en: 'Wait at most', ru: 'Ждать не дольше' } }),
    letter: value({
      optional: true,
      advanced: true,
      label: { en: 'To which letter', ru: 'На какое письмо' },
      help: {
        en: 'A reply that came between this letter and this step counts, too.',
        ru: 'Учитывается и ответ, пришедший между письмом и этим шагом.',
      },
    }),
  }),
  ports: { replied: { en: 'Replied', ru: 'Ответил' }, timeout: { en: 'Silent', ru: 'Молчит' } },
  acts: false,
  waits: true,
  output: {
    message: { type: 'record', entity: 'message', label: { en: 'Reply', ru: 'Ответ' } },
    subject: { type: 'text', label: { en: 'Subject', ru: 'Тема' } },
    text: { type: 'text', label: { en: 'Text', ru: 'Текст' } },
  },
  needs: (step) => ({
    ...contactNeeds(step),
    ...deadlineNeeds(step, step.params.patience),
    ...(typeof step.params.letter === 'string' ? { letter: { kind: 'record', entity: 'message', id: step.params.letter } as const } : {}),
  }),
  run(step) {
    const { params, wokenBy } = step
    if (wokenBy?.kind === 'event') {
      return because(leaveWith('replied', replyIn(wokenBy.event)), 'woken-by-reply')
    }
    if (hasReplied(step)) return because(leaveWith('replied', { message: null, subject: null, text: null }), 'woken-by-reply')
    if (wokenBy) return because(leaveBy('timeout'), 'wait-over')
    const contact = contactIdOf(step)
    if (contact === null) return fail('no-subject')
    const until = deadline(step, params.patience)
    if (!until) return fail('no-open-hours')
    return waitUntil(until, {
      for: [
        { event: 'message-received', about: contact, with: { automatic: false } },
        { event: 'questions-answered', about: contact, with: { channel: 'page' } },
      ],
      why: { code: 'waits-for-reply', with: { until: until.toISOString() } },
    })
  },
  sample: {
    params: { patience: '2 working days' },
    output: { message: 'message-2', subject: 'Re: Three quick questions', text: 'We need two ovens by May.' },
  },
})

/** What a letter says; of answers given on the page their text, for they are no message. */
function replyIn({ kind, fields }: CrmEvent): JsonObject {
  const { message = null, subject = null, text = null, answers = null } = fields
  if (kind !== 'questions-answered') return { message, subject, text }
  return { message: null, subject: null, text: isJsonObject(answers) ? Object.values(answers).join('\n') : null }
}

/** Has the contact written since the letter left? */
function hasReplied(step: Step): boolean {
  const letter = step.found['letter'] ?? null
  const replied = contactOf(step)?.['lastReplyAt'] ?? null
  const sent: Json = isRecord(letter) ? (letter['at'] ?? null) : null
  return typeof sent === 'string' && typeof replied === 'string' && Date.parse(replied) > Date.parse(sent)
}
