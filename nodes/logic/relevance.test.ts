import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicRelevance } from './relevance.ts'

test('the condition is handed over to be watched', () => {
  const condition = { field: 'stage', is: 'is-not', value: 'lost' } as const

  expect(logicRelevance.run(aStep(logicRelevance, { params: { condition } }))).toEqual({
    kind: 'guard',
    guard: 'relevance',
    rule: condition,
  })
})
