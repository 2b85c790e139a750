import { expect, test } from 'vitest'
import type { Json } from '../../shared/json.ts'
import { anna, aStep } from '../testing/a-step.ts'
import { crmUpsert } from './upsert.ts'

const fields = [
  { field: 'firstName', value: 'Anne' },
  { field: 'city', value: 'Berlin' },
  { field: 'need', value: '' },
]
const contact = (found: Readonly<Record<string, Json>>, existing: 'update' | 'fill' | 'keep' = 'update', phone: string | null = null) =>
  aStep(crmUpsert, { params: { entity: 'contact', email: 'anna@client.example', phone, fields, existing }, found })

test('somebody new is created with the address, and without empty values', () => {
  expect(crmUpsert.run(contact({ byEmail: null }))).toMatchObject({
    port: 'out',
    output: { created: true },
    effects: [{ change: 'create', fields: { firstName: 'Anne', city: 'Berlin', email: 'anna@client.example' } }],
  })
})

test.each([
  { existing: 'update', fields: { firstName: 'Anne', city: 'Berlin' } },
  { existing: 'fill', fields: { city: 'Berlin' } },
] as const)('of somebody known, "$existing" writes $fields', ({ existing, fields }) => {
  const outcome = crmUpsert.run(contact({ byEmail: anna }, existing))

  expect(outcome).toMatchObject({ output: { record: 'anna', created: false }, effects: [{ id: 'anna', change: 'update' }] })
  expect(outcome.kind === 'leave' && outcome.effects[0]).toHaveProperty('fields', fields)
})

test('nothing to write is no effect', () => {
  expect(crmUpsert.run(contact({ byEmail: anna }, 'keep'))).toMatchObject({ port: 'out', effects: [] })
})

test('a stranger never replaces the phone that we know', () => {
  expect(crmUpsert.run(contact({ byEmail: anna, byPhone: null }, 'update', '+49 30 999'))).not.toMatchObject({
    effects: [{ fields: { phone: '+49 30 999' } }],
  })
})

test('when e-mail and phone name two people, the one with the e-mail is taken and people are told', () => {
  const otto = { id: 'otto', phone: '+49 30 999' }

  expect(crmUpsert.run(contact({ byEmail: anna, byPhone: otto }, 'update', '+49 30 999'))).toMatchObject({
    port: 'duplicate',
    output: { record: 'anna' },
  })
})

test('in a run about nobody the record becomes what the run is about', () => {
  const nobody = { ...contact({ byEmail: null }), subject: null, subjectEntity: null }

  expect(crmUpsert.run(nobody)).toMatchObject({ subject: { entity: 'contact' } })
  expect(crmUpsert.run(contact({ byEmail: null }))).not.toHaveProperty('subject')
})

test('without any address nobody is created', () => {
  const step = aStep(crmUpsert, { params: { entity: 'contact', email: '', phone: null } })

  expect(crmUpsert.run(step)).toMatchObject({ kind: 'fail', problem: 'empty-value' })
})

test('another record is told by a field, or is new every time', () => {
  const params = { entity: 'deal', email: null, phone: null, fields: [{ field: 'externalId', value: '77' }] }
  const told = aStep(crmUpsert, { params: { ...params, matchBy: 'externalId' }, found: {} })
  const isNew = aStep(crmUpsert, { params: { ...params, matchBy: null }, found: {} })

  expect(crmUpsert.needs?.(told)).toEqual({
    ids: { kind: 'query', entity: 'deal', rule: { field: 'externalId', is: 'is', value: '77' }, limit: 1 },
  })
  expect(crmUpsert.needs?.(isNew)).toEqual({})
  expect(crmUpsert.run(isNew)).toMatchObject({ effects: [{ entity: 'deal', change: 'create' }] })
})
