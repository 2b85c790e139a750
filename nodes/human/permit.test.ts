import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { humanPermit } from './permit.ts'

test('leave is asked for all that follows, with the question of the author', () => {
  expect(humanPermit.run(aStep(humanPermit, { params: { question: 'May we begin with Anna?' } }))).toEqual({
    kind: 'hold',
    steps: 0,
    scenario: 'May we begin with Anna?',
  })
})
