import { expect, test } from 'vitest'
import { wrongInNeeds, wrongInOutcome } from './outcome-check.ts'

test.each([
  { outcome: { kind: 'stop', all: true }, wrong: null },
  { outcome: { kind: 'fail', problem: 'no-contact', with: {} }, wrong: null },
  { outcome: { kind: 'stop' }, wrong: 'all' },
  { outcome: { kind: 'leave', port: 'out', effects: [{ kind: 'call-http' }] }, wrong: 'effects[0]' },
  { outcome: { kind: 'join', of: 'all' }, wrong: 'kind' },
  { outcome: 'leave', wrong: 'run' },
])('of the outcome $outcome of a custom node is named what is wrong: $wrong', ({ outcome, wrong }) => {
  expect(wrongInOutcome(outcome)).toBe(wrong)
})

test.each([
  { needs: { orders: 5 }, wrong: 'needs.orders' },
  { needs: { orders: { kind: 'query', entity: 'order', rule: { all: [] }, limit: -1 } }, wrong: 'needs.orders.limit' },
  { needs: { orders: { kind: 'query', entity: 'order', rule: { all: [] }, limit: 5 } }, wrong: null },
])('of what a custom node wants looked up, $needs, is named what is wrong: $wrong', ({ needs, wrong }) => {
  expect(wrongInNeeds(needs)).toBe(wrong)
})
