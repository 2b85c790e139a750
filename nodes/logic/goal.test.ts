import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicGoal } from './goal.ts'

test('the goal is handed over to be watched', () => {
  const goal = { field: 'stage', is: 'is', value: 'client' } as const

  expect(logicGoal.run(aStep(logicGoal, { params: { goal } }))).toEqual({ kind: 'guard', guard: 'goal', rule: goal })
})
