import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicJoin } from './join.ts'

test.each([
  { mode: 'all', of: 'all' },
  { mode: 'any', of: 'any' },
  { mode: 'some', of: 3 },
] as const)('asked for $mode it waits for $of', ({ mode, of }) => {
  expect(logicJoin.run(aStep(logicJoin, { params: { mode, count: 3 } }))).toEqual({ kind: 'join', of })
})
