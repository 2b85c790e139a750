import { defineNode } from '../../shared/node.ts'
import { letter, params, questions } from '../../shared/params.ts'
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

/** Writes a letter with questions. The answers land in the fields that the questions name, whenever they come. */
export const msgAskQuestions = defineNode({
  type: 'msg.askQuestions',
  group: 'message',
  icon: 'MessageQuestion',
  title: { en: 'Ask questions by letter', ru: 'Задать вопросы письмом' },
  about: {
    en: 'Writes a letter with questions; the client answers in the reply or by a link, and the answers land in their card.',
    ru: 'Отправляет письмо с вопросами; клиент отвечает письмом или по ссылке, и ответы попадают в его карточку.',
  },
  summary: { en: 'ask {questions} by letter from {sender}', ru: 'спросить письмом от {sender}: {questions}' },
  synonyms: {
    en: [
      'questions',
      'ask',
      'survey',
      'profile',
      'qualify',
      'quiz',
      'poll',
      'clarify',
      'need',
      'brief',
      'answers',
      'interview',
      'questionnaire',
    ],
    ru: [
      'вопросы',
      'спросить',
      'опрос',
      'анкета',
      'квалификация',
      'уточнить',
      'потребность',
      'бриф',
      'ответы',
      'три вопроса',
      'выяснить',
      'опросник',
    ],
  },
  params: params({
    letter: letter({
      label: { en: 'Letter', ru: 'Письмо' },
      help: {
        en: 'The questions stand before the signature, unless you place them.',
        ru: 'Вопросы встанут перед подписью, если не указать место.',
      },
    }),
    questions: questions({ label: { en: 'Questions', ru: 'Вопросы' } }),
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
  run: (step) => sendLetter(step, step.params, step.params.questions),
  sample: {
    params: {
      letter: {
        en: {
          subject: ['Three quick questions'],
          blocks: [{ kind: 'text', text: ['So that we can help you:'] }, { kind: 'signature' }],
        },
        ru: {
          subject: ['Три коротких вопроса'],
          blocks: [{ kind: 'text', text: ['Чтобы мы могли помочь:'] }, { kind: 'signature' }],
        },
      },
      questions: [
        { id: 'need', text: { en: 'What do you need?', ru: 'Что вам нужно?' }, answer: 'text', field: 'need' },
        { id: 'budget', text: { en: 'What may it cost?', ru: 'Какой бюджет?' }, answer: 'text', field: 'budget' },
        { id: 'deadline', text: { en: 'By when?', ru: 'К какому сроку?' }, answer: 'text', field: 'deadline' },
      ],
      sender: 'owner',
      category: 'personal',
    },
    output: { message: 'message-1' },
  },
})
