import { expect, test } from 'vitest'
import { triggerSchedule } from './schedule.ts'

const mondays = { every: 'week', on: [1], at: '09:00' } as const

test('it ticks by the rule of the calendar that was chosen', () => {
  expect(triggerSchedule.trigger?.schedule?.({ when: mondays, entity: null, who: null, missed: 'late', overlap: 'skip' })).toEqual(mondays)
})

test.each([
  { entity: null, who: null, begins: null },
  { entity: 'contact', who: null, begins: { entity: 'contact', rule: { all: [] } } },
  {
    entity: 'deal',
    who: { field: 'closesOn', is: 'empty' } as const,
    begins: { entity: 'deal', rule: { field: 'closesOn', is: 'empty' } },
  },
])('for each $entity it begins $begins', ({ entity, who, begins }) => {
  expect(triggerSchedule.trigger?.query?.({ when: mondays, entity, who, missed: 'late', overlap: 'skip' })).toEqual(begins)
})
