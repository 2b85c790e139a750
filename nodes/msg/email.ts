import { defineNode } from '../../shared/node.ts'
import { letter, params } from '../../shared/params.ts'
import {
  categoryParam,
  letterNeeds,
  letterOutput,
  letterPorts,
  senderParam,
  sendLetter,
  whenAwayParam,
  whenUnknownParam,
} from './send-letter.ts'

/** Writes a letter to the contact, in the name of whoever looks after them. */
export const msgEmail = defineNode({
  type: 'msg.email',
  group: 'message',
  icon: 'Mail',
  title: { en: 'Send a letter', ru: 'Отправить письмо' },
  about: {
    en: 'Writes a letter to the contact in the name of their manager, the department or the company.',
    ru: 'Отправляет клиенту письмо от имени его менеджера, отдела или компании.',
  },
  summary: { en: 'send the letter {letter} from {sender}', ru: 'отправить письмо {letter} от {sender}' },
  synonyms: {
    en: [
      'email',
      'e-mail',
      'mail',
      'letter',
      'send',
      'newsletter',
      'message',
      'write',
      'offer',
      'follow up',
      'campaign',
      'congratulate',
      'reminder',
    ],
    ru: [
      'письмо',
      'почта',
      'имейл',
      'емейл',
      'email',
      'отправить',
      'рассылка',
      'сообщение',
      'написать',
      'предложение',
      'поздравить',
      'напоминание',
    ],
  },
  params: params({
    letter: letter({ label: { en: 'Letter', ru: 'Письмо' } }),
    sender: senderParam,
    whenAway: whenAwayParam,
    category: categoryParam,
    whenUnknown: whenUnknownParam,
  }),
  ports: letterPorts,
  acts: true,
  startsAs: 'suggest',
  effects: ['send-email'],
  output: letterOutput,
  needs: (step) => letterNeeds(step, step.params),
  run: (step) => sendLetter(step, step.params, []),
  sample: {
    params: {
      letter: {
        en: {
          subject: ['Hello ', { ref: 'subject.firstName', or: 'there' }],
          blocks: [{ kind: 'text', text: ['Thank you for writing to us.'] }, { kind: 'signature' }],
        },
        ru: {
          subject: ['Здравствуйте, ', { ref: 'subject.firstName', or: 'коллега' }],
          blocks: [{ kind: 'text', text: ['Спасибо, что написали нам.'] }, { kind: 'signature' }],
        },
      },
      sender: 'owner',
      category: 'personal',
    },
    output: { message: 'message-1' },
  },
})
