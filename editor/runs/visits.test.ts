import { expect, test } from 'vitest'
import type { TrailStep } from '../../shared/api/workflows.ts'
import { detailOf, visitsIn } from './visits.ts'

const trail = (...lines: readonly (readonly [node: string, outcome: string, position?: string, detail?: object])[]) =>
  lines.map(
    ([node, outcome, position = 'one', detail = {}], at): TrailStep => ({
      number: at + 1,
      node,
      visit: 1,
      position,
      at: '2026-03-02T09:00:00.000Z',
      outcome,
      said: [],
      detail: { ...detail },
    }),
  )

const shape = (steps: readonly TrailStep[]) => visitsIn(steps).map(({ node, steps: own }) => `${node} ${own.length}`)

test('a step that suggests, waits and goes on is one stay', () => {
  expect(shape(trail(['form', 'leave:out'], ['ask', 'suggest'], ['ask', 'wait'], ['ask', 'leave:sent'], ['end', 'stop']))).toEqual([
    'form 1',
    'ask 3',
    'end 1',
  ])
})

test('coming back to a step is another stay, and branches do not mix', () => {
  expect(shape(trail(['call', 'leave:out'], ['call', 'leave:out']))).toEqual(['call 1', 'call 1'])
  expect(shape(trail(['a', 'wait', 'one'], ['b', 'wait', 'two'], ['a', 'leave:out', 'one'], ['b', 'leave:out', 'two']))).toEqual([
    'a 2',
    'b 2',
  ])
})

test('a stay shows what came in first and what went out last', () => {
  const [visit] = visitsIn(
    trail(['ask', 'suggest', 'one', { in: { a: 1 }, effects: ['x'] }], ['ask', 'leave:sent', 'one', { output: { m: 1 } }]),
  )

  expect(visit && detailOf(visit)).toEqual({ in: { a: 1 }, effects: ['x'], output: { m: 1 } })
})
