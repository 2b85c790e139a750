import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmScore } from './score.ts'

test.each([
  { counts: 'always', key: null },
  { counts: 'daily', key: 'Price list 2026-03-02' },
  { counts: 'once', key: 'Price list' },
] as const)('points that count $counts have the key $key', ({ counts, key }) => {
  const step = aStep(crmScore, { params: { points: 10, reason: 'Price list', counts } })

  expect(crmScore.run(step)).toMatchObject({
    port: 'out',
    effects: [{ kind: 'add-score', entity: 'contact', id: 'anna', points: 10, reason: 'Price list', key }],
  })
})

test('by a rule the points are those of the rule, and without it the step says which one is missing', () => {
  const params = { points: 10, reason: 'Price list', counts: 'once', rule: 'page' } as const
  const rule = { id: 'rule-1', points: 25 }

  expect(crmScore.run(aStep(crmScore, { params, found: { rule } }))).toMatchObject({ effects: [{ points: 25, rule: 'rule-1' }] })
  expect(crmScore.run(aStep(crmScore, { params, found: { rule: null } }))).toEqual({
    kind: 'fail',
    problem: 'no-points-rule',
    with: { rule: 'page' },
  })
})

test('in a run about a deal the points go to its contact', () => {
  const step = aStep(crmScore, { subject: { id: 'deal-1', contact: 'anna' }, subjectEntity: 'deal' })

  expect(crmScore.run(step)).toMatchObject({ effects: [{ id: 'anna' }] })
})
