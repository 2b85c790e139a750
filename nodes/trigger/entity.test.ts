import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { anEvent, aStep } from '../testing/a-step.ts'
import { triggerEntity } from './entity.ts'

const paid = (changed: JsonObject) => anEvent({ kind: 'record-changed', about: 'invoice-1', fields: { entity: 'invoice', changed } })

test.each([
  { field: null, to: null, begins: true },
  { field: 'status', to: null, begins: true },
  { field: 'status', to: ['Paid'], begins: true },
  { field: 'status', to: ['Оплачен'], begins: true },
  { field: 'status', to: ['Partly paid'], begins: false },
  { field: 'status', to: ['cancelled'], begins: false },
  { field: 'dueOn', to: null, begins: false },
])('an invoice that becomes paid begins a run that waits for $field to become $to: $begins', ({ field, to, begins }) => {
  const event = paid({ status: { from: 'open', to: 'paid' } })

  expect(triggerEntity.trigger?.matches({ entity: 'invoice', change: 'changed', field, from: null, to, quiet: null }, event)).toBe(begins)
})

test('a new record and a changed one are different things', () => {
  const created = anEvent({ kind: 'record-created', about: 'order-1', fields: { entity: 'order' } })
  const matches = (entity: string, change: 'created' | 'changed') =>
    triggerEntity.trigger?.matches({ entity, change, field: null, from: null, to: null, quiet: null }, created)

  expect([matches('order', 'created'), matches('order', 'changed'), matches('deal', 'created')]).toEqual([true, false, false])
})

test('a reference can be awaited by its stable key', () => {
  const event = paid({ stage: { from: 'id-1', to: 'id-2', fromKey: 'offer', toKey: 'won' } })

  const begins = triggerEntity.trigger?.matches(
    { entity: 'invoice', change: 'changed', field: 'stage', from: ['offer'], to: ['won'], quiet: null },
    event,
  )

  expect(begins).toBe(true)
})

test('a value that it had before can be asked for', () => {
  const event = paid({ status: { from: 'partly-paid', to: 'paid' } })
  const begins = (from: string) =>
    triggerEntity.trigger?.matches({ entity: 'invoice', change: 'changed', field: 'status', from: [from], to: null, quiet: null }, event)

  expect([begins('Partly paid'), begins('open')]).toEqual([true, false])
})

test('later steps see the value before and after', () => {
  const event = paid({ status: { from: 'open', to: 'paid' } })

  expect(triggerEntity.run(aStep(triggerEntity, { event }))).toMatchObject({ output: { record: 'invoice-1', from: 'open', to: 'paid' } })
})

test('every record that is there has been created already; of changes nobody knows', () => {
  const standing = (change: 'created' | 'changed' | 'archived') =>
    triggerEntity.trigger?.standing?.({ ...triggerEntity.sample.params, entity: 'invoice', change } as never)

  expect(standing('created')).toEqual({ entity: 'invoice', rule: { all: [] } })
  expect([standing('changed'), standing('archived')]).toEqual([null, null])
})
