import { entityNamed, fieldOf, hasEntity } from '../../shared/entities.ts'
import { type CrmEvent, changeOf } from '../../shared/events.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { defineNode, leaveWith, waitUntil } from '../../shared/node.ts'
import { choice, duration, params, pick, text } from '../../shared/params.ts'
import { add } from '../../shared/time.ts'
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
    en: 'when a record of the kind {entity} is {change}[: {field}][ was {from},][ becomes {to}][, then quiet for {quiet}]',
    ru: 'когда запись «{entity}» {change}[: {field}][ было {from},][ становится {to}][, потом тишина {quiet}]',
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
      valuesOf: { entity: '$entity', field: '$field' },
      label: { en: 'Was before', ru: 'Было' },
      help: { en: 'Leave empty for any value.', ru: 'Пусто: любое значение.' },
    }),
    to: text({
      optional: true,
      visibleWhen: { param: 'change', is: ['changed'] },
      valuesOf: { entity: '$entity', field: '$field' },
      label: { en: 'Becomes', ru: 'Стало' },
      help: { en: 'As it stands on the card. Leave empty for any value.', ru: 'Как в карточке. Пусто: любое значение.' },
    }),
    quiet: duration({
      optional: true,
      advanced: true,
      visibleWhen: { param: 'change', is: ['changed'] },
      label: { en: 'And then quiet for', ru: 'И потом тишина в течение' },
      help: {
        en: 'Starts once, when it has not changed again for so long.',
        ru: 'Начнётся один раз, когда столько времени не будет новых изменений.',
      },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  waits: true,
  output: {
    record: { type: 'record', entity: '$entity', label: { en: 'Record', ru: 'Запись' } },
    from: { type: 'json', entity: '$entity', field: '$field', label: { en: 'Value before', ru: 'Было' } },
    to: { type: 'json', entity: '$entity', field: '$field', label: { en: 'Value now', ru: 'Стало' } },
  },
  trigger: {
    events: ['record-created', 'record-changed', 'record-archived'],
    matches(params, event) {
      if (event.kind !== eventOf[params.change] || event.fields['entity'] !== params.entity) return false
      return params.change !== 'changed' || becomes(event, params.field ?? null, plainText(params.from), plainText(params.to))
    },
    standing: ({ entity, change }) => (change === 'created' ? { entity, rule: { all: [] } } : null),
    settles: ({ change, quiet }) => change === 'changed' && Boolean(quiet),
  },
  needs: ({ params, event }) =>
    params.change === 'changed' && params.quiet && event?.about
      ? { record: { kind: 'record', entity: params.entity, id: event.about } }
      : {},
  run(step) {
    const { params, event, wokenBy, found } = step
    const { field, quiet } = params
    const change = event && field ? changeOf(event, field) : null
    const about = event?.about ?? null
    const wanted = params.to ?? ''
    if (params.change !== 'changed' || !quiet || about === null) {
      return leaveWith('out', { record: about, from: change?.from ?? null, to: change?.to ?? null })
    }
    if (wokenBy?.kind === 'time') {
      // Of several changes at once the last is not heard, but stands in the record.
      const value = (isJsonObject(found['record']) && field ? found['record'][field] : null) ?? null
      return hasValue(params.entity, field, value, wanted)
        ? leaveWith('out', { record: about, from: change?.from ?? null, to: value })
        : gone
    }
    if (wokenBy && field && changeOf(wokenBy.event, field) === null) return settle(about, untilIn(step.memory) ?? step.now)
    if (wokenBy && !becomes(wokenBy.event, field, '', wanted)) return gone
    return settle(about, add(step.now, quiet, step.company.zone))
  },
  sample: {
    params: { entity: 'invoice', change: 'changed', field: 'status', to: ['paid'] },
    output: { record: 'invoice-1', from: 'open', to: 'paid' },
  },
})

const gone = { kind: 'stop', all: true, why: { code: 'changed-again' } } as const

/** Waits until the record has been quiet. */
const settle = (about: string, until: Date) =>
  waitUntil(until, {
    for: [{ event: 'record-changed', about }],
    memory: until.toISOString(),
    why: { code: 'waits-until', with: { until: until.toISOString() } },
  })

const untilIn = (memory: Json): Date | null => (typeof memory === 'string' ? new Date(memory) : null)

/** Does it still stand where it was to come to? Of a reference only events know the key by which it is wanted. */
function hasValue(entity: string, field: string | null, value: Json, wanted: string): boolean {
  const isRef = field !== null && hasEntity(entity) && fieldOf(entityNamed(entity), field)?.type === 'ref'
  return field === null || isRef || isNamed(wanted, [value, ...titlesOf(entity, field, value)])
}

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
