import { expect, test } from 'vitest'
import { choiceLabels, type Held } from './choice-labels.ts'
import type { Field } from './entities/entity.ts'

const size: Field = { type: 'choice', title: { en: 'Size', ru: 'Размер' }, options: { l: { en: 'Large', ru: 'Большой' } } }
const outputs: Readonly<Record<string, Held>> = {
  'find.id': { entity: 'task', field: null },
  'other.to': { entity: 'invoice', field: 'status' },
  'trigger.to': { entity: 'deal', field: 'stage' },
  'trigger.record': { entity: 'task', field: null },
}
const labelOf = choiceLabels({
  subject: 'deal',
  item: 'invoice',
  event: 'order',
  output: (node, output) => outputs[`${node ?? 'trigger'}.${output}`] ?? null,
  nameOf: (entity, key) => (entity === 'stage' && key === 'won' ? 'Gewonnen' : null),
  custom: (entity) => (entity === 'deal' ? { size } : {}),
})

test.each([
  ['subject.size', 'l', 'Большой'],
  ['subject.contact.stage', 'client', 'Клиент'],
  ['owner.role', 'admin', 'Администратор'],
  ['item.status', 'partly-paid', 'Оплачен частично'],
  ['event.status', 'shipped', 'Отгружен'],
  ['event.contact.stage', 'lead', 'Лид'],
  ['node.find.id.kind', 'call', 'Звонок'],
  ['node.other.to', 'paid', 'Оплачен'],
  ['event.to', 'won', 'Gewonnen'],
  ['event.record.kind', 'call', 'Звонок'],
])('%s is called by its label', (path, value, ru) => {
  expect(labelOf(path, value)?.ru).toBe(ru)
})

test.each([
  ['subject.title', 'client'],
  ['subject.contact.stage', 'toString'],
  ['company.stage', 'client'],
  ['node.other.id.kind', 'call'],
  ['node.find.id', 'call'],
  ['event.to', 'gone'],
  ['vars.stage', 'client'],
  ['item', 'client'],
  ['', ''],
])('%s has no labels for “%s”', (path, value) => {
  expect(labelOf(path, value)).toBeNull()
})
