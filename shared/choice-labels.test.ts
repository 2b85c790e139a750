import { expect, test } from 'vitest'
import { choiceLabels } from './choice-labels.ts'
import type { Field } from './entities/entity.ts'

const size: Field = { type: 'choice', title: { en: 'Size', ru: 'Размер' }, options: { l: { en: 'Large', ru: 'Большой' } } }
const labelOf = choiceLabels({
  subject: 'deal',
  item: 'invoice',
  event: 'order',
  output: (node, output) => (node === 'find' && output === 'id' ? 'task' : null),
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
])('%s is called by its label', (path, value, ru) => {
  expect(labelOf(path, value)?.ru).toBe(ru)
})

test.each([
  ['subject.title', 'client'],
  ['subject.contact.stage', 'toString'],
  ['company.stage', 'client'],
  ['node.other.id.kind', 'call'],
  ['vars.stage', 'client'],
  ['item', 'client'],
  ['', ''],
])('%s has no labels for “%s”', (path, value) => {
  expect(labelOf(path, value)).toBeNull()
})
