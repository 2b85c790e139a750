import { defineNode } from '../../shared/node.ts'
import { params, text } from '../../shared/params.ts'

/**
 * Asks once whether a whole scenario may begin: a person sees every step that would act, what it would do and when, may
 * leave steps out or correct them, and with their leave all of them act without asking, each as it was seen.
 */
export const humanPermit = defineNode({
  type: 'human.permit',
  group: 'approval',
  icon: 'LockOpen',
  title: { en: 'Ask whether it may begin', ru: 'Спросить, можно ли начинать' },
  about: {
    en: 'Shows a person the whole scenario, letters with their times included, and asks once; then its steps act without asking each time.',
    ru: 'Показывает человеку весь сценарий, с письмами и временем, и спрашивает один раз; потом шаги действуют, уже не спрашивая.',
  },
  summary: { en: 'ask whether the scenario may begin: {question}', ru: 'спросить, можно ли начинать сценарий: {question}' },
  synonyms: {
    en: ['permission', 'permit', 'may I', 'whole scenario', 'start', 'approve all', 'allow', 'leave', 'once', 'in advance'],
    ru: ['разрешение', 'разрешить', 'можно ли', 'весь сценарий', 'начать', 'одобрить всё', 'позволить', 'один раз', 'заранее'],
  },
  params: params({ question: text({ label: { en: 'Question', ru: 'Вопрос' } }) }),
  ports: {
    approved: { en: 'It may', ru: 'Можно' },
    dismissed: { en: 'It may not', ru: 'Нельзя' },
    expired: { en: 'Nobody decided', ru: 'Никто не решил' },
    withdrawn: { en: 'No longer relevant', ru: 'Уже не нужно' },
  },
  acts: false,
  waits: true,
  run: ({ params }) => ({ kind: 'hold', steps: 0, scenario: params.question }),
  sample: { params: { question: ['May we begin with ', { ref: 'subject.firstName', or: 'this client' }, '?'] } },
})
