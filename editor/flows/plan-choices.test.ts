import { expect, test } from 'vitest'
import type { Impact } from '../../shared/api/moves.ts'
import { isAnything, isComplete, nobodyMoves, placeOf, withEverybody, withPlace } from './plan-choices.ts'

const impact: Impact = {
  inside: 5,
  nodes: [
    { node: 'wait', count: 3, change: 'changed', versions: [{ version: 1, count: 3 }] },
    { node: 'old', count: 2, change: 'deleted', versions: [{ version: 1, count: 2 }] },
  ],
}

test('without a choice everybody finishes on their version', () => {
  expect(placeOf(nobodyMoves, 'wait')).toEqual({ deed: 'stay' })
  expect([isAnything(nobodyMoves), isComplete(nobodyMoves, impact)]).toEqual([false, true])
})

test('when all are moved, those whose step is gone stay until a step is chosen for them', () => {
  const all = withEverybody(impact, 'move')
  const chosen = withPlace(all, 'old', { deed: 'move' })
  const placed = withPlace(all, 'old', { deed: 'move', to: 'wait' })

  expect([placeOf(all, 'wait').deed, placeOf(all, 'old').deed]).toEqual(['move', 'stay'])
  expect([all, chosen, placed].map((plan) => isComplete(plan, impact))).toEqual([true, false, true])
  expect(isAnything(placed)).toBe(true)
})

test('all can be stopped at once', () => {
  expect(withEverybody(impact, 'stop')).toEqual({ places: {}, rest: 'stop' })
})
