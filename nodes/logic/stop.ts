import { defineNode } from '../../shared/node.ts'
import { flag, params, text } from '../../shared/params.ts'

/** Ends the way of the participant here, or only this branch of it. */
export const logicStop = defineNode({
  type: 'logic.stop',
  group: 'logic',
  icon: 'PlayerStop',
  title: { en: 'End', ru: 'Завершить' },
  about: {
    en: 'Ends the flow for this participant, parallel ways included, and keeps the reason.',
    ru: 'Завершает сценарий для этого участника, вместе с параллельными путями, и сохраняет причину.',
  },
  summary: { en: 'end[{all} everything][: {reason}]', ru: 'завершить[{all} всё][: {reason}]' },
  synonyms: {
    en: ['stop', 'end', 'finish', 'exit', 'quit', 'leave', 'abort', 'terminate', 'done'],
    ru: ['стоп', 'конец', 'завершить', 'выход', 'закончить', 'прекратить', 'остановить', 'прервать', 'готово'],
  },
  params: params({
    all: flag({
      default: true,
      label: { en: 'Parallel ways, too', ru: 'И параллельные пути' },
      help: { en: 'Otherwise only this way ends.', ru: 'Иначе закончится только этот путь.' },
    }),
    reason: text({ optional: true, label: { en: 'Reason', ru: 'Причина' } }),
  }),
  ports: {},
  acts: false,
  run: ({ params }) => ({
    kind: 'stop',
    all: params.all,
    ...(params.reason ? { why: { code: 'stopped-because', with: { reason: params.reason } } } : {}),
  }),
  sample: { params: { all: true, reason: ['Not interested'] } },
})
