import { expect, test } from 'vitest'
import { aStep, officeHours } from '../testing/a-step.ts'
import { logicJoin } from './join.ts'

test.each([
  { mode: 'all', of: 'all' },
  { mode: 'any', of: 'any' },
  { mode: 'some', of: 3 },
] as const)('asked for $mode it waits for $of', ({ mode, of }) => {
  expect(logicJoin.run(aStep(logicJoin, { params: { mode, count: 3, patience: null } }))).toEqual({ kind: 'join', of, until: null })
})

test.each([
  { patience: 'P2D', until: '2026-03-07T09:00:00Z' },
  { patience: '2 working days', until: '2026-03-09T09:00:00Z' },
])('from Thursday it waits $patience for the other ways', ({ patience, until }) => {
  const step = aStep(logicJoin, { params: { patience }, since: new Date('2026-03-05T09:00:00Z'), found: { calendar: officeHours } })

  expect(logicJoin.run(step)).toMatchObject({ of: 'all', until: new Date(until) })
})
