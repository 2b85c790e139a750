import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmUpdate } from './update.ts'

const fields = [{ field: 'sector', value: 'food' }]

test.each([
  { entity: 'contact', record: null, id: 'anna' },
  { entity: 'company', record: null, id: 'bakery' },
  { entity: 'deal', record: 'deal-7', id: 'deal-7' },
])('in a run about Anna, a change of the $entity (chosen: $record) goes to $id', ({ entity, record, id }) => {
  expect(crmUpdate.run(aStep(crmUpdate, { params: { entity, record, fields } }))).toMatchObject({
    port: 'out',
    effects: [{ kind: 'change-record', entity, id, change: 'update', fields: { sector: 'food' } }],
  })
})

test('where there is no such record nothing is written', () => {
  expect(crmUpdate.run(aStep(crmUpdate, { params: { entity: 'deal', record: null, fields } }))).toMatchObject({
    kind: 'fail',
    problem: 'not-found',
  })
})
