import { defineNode, fail, leaveBy } from '../../shared/node.ts'
import { params, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { actedOn } from '../acted-on.ts'

/** Writes a line on the timeline of the record. */
export const crmNote = defineNode({
  type: 'crm.note',
  group: 'record',
  icon: 'Note',
  title: { en: 'Write a note', ru: 'Оставить заметку' },
  about: {
    en: 'Writes a line on the timeline, where everybody who opens the card reads it.',
    ru: 'Оставляет запись в истории, её увидит каждый, кто откроет карточку.',
  },
  summary: { en: 'note: {text}', ru: 'заметка: {text}' },
  synonyms: {
    en: ['note', 'comment', 'timeline', 'log', 'write down', 'remark', 'history', 'memo'],
    ru: ['заметка', 'комментарий', 'история', 'записать', 'примечание', 'пометка', 'лог', 'хроника'],
  },
  params: params({ text: text({ lines: 'many', label: { en: 'Text', ru: 'Текст' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['add-note'],
  run(step) {
    const acted = actedOn(step)
    if (!acted) return fail('no-subject')
    const { params, seed, since } = step
    return leaveBy('out', {
      kind: 'add-note',
      id: idFor(seed, 'note', since),
      entity: acted.entity,
      about: acted.record.id,
      text: params.text,
    })
  },
  sample: { params: { text: ['Asked for a call in the evening.'] } },
})
