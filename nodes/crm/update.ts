import { defineNode, fail, leaveWith } from '../../shared/node.ts'
import { fields, params, pick, value } from '../../shared/params.ts'
import { aboutOf, idOf } from '../acted-on.ts'

/** Changes fields of the record the run is about, of one near it, or of a record an earlier step has found. */
export const crmUpdate = defineNode({
  type: 'crm.update',
  group: 'record',
  icon: 'Pencil',
  title: { en: 'Change fields', ru: 'Изменить поля' },
  about: {
    en: 'Writes new values into a contact, its company, its deal or any record that an earlier step has found.',
    ru: 'Записывает новые значения в контакт, его компанию, сделку или запись, найденную прошлым шагом.',
  },
  summary: { en: 'change in the {entity}[ {record}]: {fields}', ru: 'изменить в записи «{entity}»[ {record}]: {fields}' },
  synonyms: {
    en: ['update', 'change', 'edit', 'set field', 'write', 'save', 'modify', 'fill in', 'contact', 'card', 'value', 'tag', 'label'],
    ru: [
      'изменить',
      'обновить',
      'поле',
      'записать',
      'сохранить',
      'редактировать',
      'заполнить',
      'карточка',
      'контакт',
      'значение',
      'тег',
      'метка',
    ],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Record', ru: 'Запись' } }),
    record: value({
      takes: 'record',
      of: '$entity',
      optional: true,
      advanced: true,
      label: { en: 'Which one', ru: 'Какую' },
      help: { en: 'Leave empty for the one this run is about.', ru: 'Пусто: ту, о которой сценарий.' },
    }),
    fields: fields({ of: '$entity', label: { en: 'Fields', ru: 'Поля' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['change-record'],
  output: { record: { type: 'record', entity: '$entity', label: { en: 'Record', ru: 'Запись' } } },
  run(step) {
    const { params } = step
    const id = idOf(params.record) ?? aboutOf(step)[params.entity]
    if (id === undefined) return fail('not-found')
    const changed = Object.fromEntries(params.fields.map(({ field, value }) => [field, value]))
    return leaveWith('out', { record: id }, { kind: 'change-record', entity: params.entity, id, change: 'update', fields: changed })
  },
  sample: {
    params: { entity: 'contact', fields: [{ field: 'need', value: [{ ref: 'event.text', or: 'unknown' }] }] },
    output: { record: 'anna' },
  },
})
