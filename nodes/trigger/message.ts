import { defineNode, leaveWith } from '../../shared/node.ts'
import { flag, params, text } from '../../shared/params.ts'
import { plainText } from './plain-text.ts'

/** Begins when a client writes. Automatic answers do not count. */
export const triggerMessage = defineNode({
  type: 'trigger.message',
  group: 'trigger',
  icon: 'MessageCircle',
  title: { en: 'A message arrives', ru: 'Пришло сообщение' },
  about: {
    en: 'Starts when a client writes to one of your mailboxes. Out-of-office answers do not count.',
    ru: 'Начинает сценарий, когда клиент написал на один из ваших адресов. Автоответы не считаются.',
  },
  summary: { en: 'when a message arrives[ that contains {contains}]', ru: 'когда приходит сообщение[, в котором есть {contains}]' },
  synonyms: {
    en: ['message', 'incoming', 'email received', 'letter', 'reply', 'inbox', 'support', 'client writes', 'chat', 'complaint'],
    ru: ['сообщение', 'входящее', 'пришло письмо', 'ответ', 'почта', 'поддержка', 'клиент написал', 'чат', 'жалоба', 'обращение'],
  },
  params: params({
    contains: text({
      optional: true,
      label: { en: 'Contains', ru: 'Содержит' },
      help: {
        en: 'A word from the subject or the text. Leave empty for any message.',
        ru: 'Слово из темы или текста. Пусто: любое сообщение.',
      },
    }),
    automatic: flag({ default: false, advanced: true, label: { en: 'Automatic answers count, too', ru: 'Учитывать автоответы' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    message: { type: 'record', entity: 'message', label: { en: 'Message', ru: 'Сообщение' } },
    subject: { type: 'text', label: { en: 'Subject', ru: 'Тема' } },
    text: { type: 'text', label: { en: 'Text', ru: 'Текст' } },
  },
  trigger: {
    events: ['message-received'],
    matches(params, event) {
      if (event.fields['automatic'] === true && !params.automatic) return false
      const written = `${event.fields['subject'] ?? ''}\n${event.fields['text'] ?? ''}`.toLowerCase()
      return written.includes(plainText(params.contains).toLowerCase())
    },
  },
  run: ({ event }) =>
    leaveWith('out', {
      message: event?.fields['message'] ?? null,
      subject: event?.fields['subject'] ?? null,
      text: event?.fields['text'] ?? null,
    }),
  sample: {
    params: { contains: ['warranty'], automatic: false },
    output: { message: 'message-1', subject: 'Warranty', text: 'The oven is cold.' },
  },
})
