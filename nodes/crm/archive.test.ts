import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmArchive } from './archive.ts'

const list = { entity: 'contact', ids: ['anna', 'boris', 'clara', 'dead', 'gone'] }
const found = {
  'record:anna': { id: 'anna', firstName: 'Anna', lastName: 'Weber', archivedAt: null },
  'record:boris': { id: 'boris', firstName: 'Boris', archivedAt: null },
  'record:clara': { id: 'clara', firstName: 'Clara', archivedAt: null, personalCare: true },
  'record:dead': { id: 'dead', firstName: 'Dead', archivedAt: '2026-01-01T00:00:00Z' },
  'record:gone': null,
  'left-out-open-deal': ['boris'],
  'left-out-debt': ['boris'],
  'left-out-rule': [],
}

test('a list is archived as one, without those against whom something speaks, who stay in sight with the reason', () => {
  const outcome = crmArchive.run(aStep(crmArchive, { params: { list, note: 'Silent' }, found }))

  expect(outcome).toMatchObject({ kind: 'leave', port: 'out', output: { count: 1 } })
  expect('effects' in outcome && outcome.effects).toEqual([
    {
      kind: 'change-many',
      entity: 'contact',
      change: 'archive',
      fields: {},
      note: 'Silent',
      items: [
        { id: 'anna', title: 'Anna Weber', leftOut: null, included: true },
        { id: 'boris', title: 'Boris', leftOut: { code: 'left-out-open-deal' }, included: false },
        { id: 'clara', title: 'Clara', leftOut: { code: 'left-out-care' }, included: false },
      ],
    },
  ])
})

test('each exception is one look-up for the whole list, and only those that are wanted are looked up', () => {
  const needs = (more: object) => Object.keys(crmArchive.needs?.(aStep(crmArchive, { params: { list, ...more } })) ?? {})

  expect(needs({}).filter((name) => !name.startsWith('record:'))).toEqual(['left-out-open-deal', 'left-out-debt'])
  const except = { field: 'city', is: 'is', value: 'Perm' } as const
  expect(needs({ openDeals: false, debts: false, except }).filter((name) => !name.startsWith('record:'))).toEqual(['left-out-rule'])
  expect(needs({ entity: 'task' }).filter((name) => !name.startsWith('record:'))).toEqual([])
})

test('a list of nobody changes nothing, and one that nobody can look through is refused', () => {
  const run = (ids: readonly string[]) => crmArchive.run(aStep(crmArchive, { params: { list: { entity: 'contact', ids } }, found: {} }))

  expect(run([])).toMatchObject({ kind: 'leave', effects: [] })
  expect(run(Array.from({ length: 1_001 }, (_, at) => `c${at}`))).toMatchObject({ kind: 'fail', problem: 'list-too-long' })
})
