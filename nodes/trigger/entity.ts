import { entityNamed, fieldOf, hasEntity } from '../../shared/entities.ts'
import { type CrmEvent, changeOf } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, params, pick, text } from '../../shared/params.ts'
import { plainText } from './plain-text.ts'

const eventOf = { created: 'record-created', changed: 'record-changed', archived: 'record-archived' } as const

/** Begins when a record appears, changes or is archived. */
export const triggerEntity = defineNode({
  type: 'trigger.entity',
  group: 'trigger',
  icon: 'DatabaseEdit',
  title: { en: 'A record changes', ru: 'Изменилась запись' },
  about: {
    en: 'Starts when a contact, order, invoice or any other record appears, changes or is archived.',
    ru: 'Начинает сценарий, когда контакт, заказ, счёт или другая запись появилась, изменилась или ушла в архив.',
  },
  summary: {
    en: 'when a record of the kind {entity} is {change}[: {field}][ was {from},][ becomes {to}]',
    ru: 'когда запись «{entity}» {change}[: {field}][ было {from},][ становится {to}]',
  },
  synonyms: {
    en: ['record', 'created', 'new contact', 'new order', 'updated', 'changed', 'field', 'archived', 'deleted', 'invoice paid', 'status'],
    ru: [
      'запись',
      'создана',
      'новый контакт',
      'новый заказ',
      'обновлена',
      'изменилась',
      'поле',
      'архив',
      'удалена',
      'счёт оплачен',
      'статус',
    ],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Record', ru: 'Запись' } }),
    change: choice({
      label: { en: 'What happens', ru: 'Что происходит' },
      default: 'created',
      options: {
        created: { en: 'created', ru: 'создана' },
        changed: { en: 'changed', ru: 'изменилась' },
        archived: { en: 'archived', ru: 'ушла в архив' },
      },
    }),
    field: pick({
      from: 'entity-fields',
      of: '$entity',
      optional: true,
      visibleWhen: { param: 'change', is: ['changed'] },
      label: { en: 'Which field', ru: 'Какое поле' },
      help: { en: 'Leave empty for any change.', ru: 'Пусто: любое изменение.' },
    }),
    from: text({
      optional: true,
      advanced: true,
      visibleWhen: { param: 'change', is: ['changed'] },
      label: { en: 'Was before', ru: 'Было' },
      help: { en: 'Leave empty for any value.', ru: 'Пусто: любое значение.' },
    }),
    to: text({
      optional: true,
      visibleWhen: { param: 'change', is: ['changed'] },
      label: { en: 'Becomes', ru: 'Стало' },
      help: { en: 'As it stands on the card. Leave empty for any value.', ru: 'Как в карточке. Пусто: любое значение.' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    record: { type: 'record', entity: '$entity', label: { en: 'Record', ru: 'Запись' } },
    from: { type: 'json', label: { en: 'Value before', ru: 'Было' } },
    to: { type: 'json', label: { en: 'Value now', ru: 'Стало' } },
  },
  trigger: {
    events: ['record-created', 'record-changed', 'record-archived'],
    matches(params, event) {
      if (event.kind !== eventOf[params.change] || event.fields['entity'] !== params.entity) return false
      return params.change !== 'changed' || becomes(event, params.field ?? null, plainText(params.from), plainText(params.to))
    },
  },
  run({ params, event }) {
    const change = event && params.field ? changeOf(event, params.field) : null
    return leaveWith('out', { record: event?.about ?? null, from: change?.from ?? null, to: change?.to ?? null })
  },
  sample: {
    params: { entity: 'invoice', change: 'changed', field: 'status', to: ['paid'] },
    output: { record: 'invoice-1', from: 'open', to: 'paid' },
  },
})

function becomes(event: CrmEvent, field: string | null, from: string, to: string): boolean {
  if (field === null) return true
  const change = changeOf(event, field)
  if (!change) return false
  const entity = String(event.fields['entity'])
  const was = [change.from, change.fromKey, ...titlesOf(entity, field, change.from)]
  const is = [change.to, change.toKey, ...titlesOf(entity, field, change.to)]
  return isNamed(from, was) && isNamed(to, is)
}

/** A reference may be named by its stable key, as everywhere in a workflow file, and a choice by its words. */
const isNamed = (wanted: string, names: readonly Json[]): boolean =>
  wanted === '' || names.some((name) => name !== null && String(name).toLowerCase() === wanted.toLowerCase())

/** What a choice is called on the screen, in either language: people write "Paid", not its key. */
function titlesOf(entity: string, name: string, value: Json): readonly string[] {
  const field = hasEntity(entity) ? fieldOf(entityNamed(entity), name) : null
  const title = field?.type === 'choice' ? field.options[String(value)] : undefined
  return title ? Object.values(title) : []
}
