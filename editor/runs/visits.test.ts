import { expect, test } from 'vitest'
import type { TrailStep } from '../../shared/api/workflows.ts'
import { detailOf, renewed, visitsIn } from './visits.ts'

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
      links: [],
      before: {},
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

test('a stay that is tried again stands where it stood, and what comes after it is old until it is tried again, too', () => {
  const way = trail(['form', 'leave:out'], ['ask', 'suggest'], ['ask', 'leave:sent'], ['wait', 'leave:out'], ['end', 'stop'])
  const [again] = trail(['ask', 'leave:dismissed'])
  const [later] = trail(['wait', 'leave:replied'])
  if (!again || !later) throw new Error('The trails are empty')

  const once = renewed({ steps: way, old: new Set() }, [again])
  const twice = renewed(once, [later])

  expect(once.steps.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual([
    'form leave:out',
    'ask leave:dismissed',
    'wait leave:out',
    'end stop',
  ])
  expect([...once.old]).toEqual(['wait 1', 'end 1'])
  expect([...twice.old]).toEqual(['end 1'])
})
