import { expect, test } from 'vitest'
import type { TrailStep } from '../../shared/api/workflows.ts'
import { secondChase } from '../workflow/sample-workflow.ts'
import { trailOverlay } from './trail-overlay.ts'

const trail = (...steps: (readonly [node: string, outcome: string, why?: string])[]): TrailStep[] =>
  steps.map(([node, outcome, why], number) => ({
    number,
    node,
    visit: 1,
    position: 'p1',
    at: '2026-03-02T09:00:00.000Z',
    outcome,
    said: [],
    detail: why === undefined ? {} : { why: { code: why } },
    links: [],
    before: {},
  }))

test('the way that was taken is lit, the way that was not is not', () => {
  const { states, taken } = trailOverlay(secondChase.edges, trail(['form', 'leave:out'], ['it', 'leave:yes'], ['letter', 'suggest']), [
    { node: 'letter', state: 'suggested' },
  ])

  expect([...(taken ?? [])]).toEqual(['form/out', 'it/yes'])
  expect(states.get('it')).toBe('done')
  expect(states.get('letter')).toBe('approval')
  expect(states.get('note')).toBeUndefined()
})

test.each([
  ['waiting', 'waiting'],
  ['parked', 'failed'],
  ['ready', 'waiting'],
])('where a run is %s its step is %s', (state, shown) => {
  const { states } = trailOverlay(secondChase.edges, trail(['form', 'leave:out']), [{ node: 'it', state }])

  expect(states.get('it')).toBe(shown)
})

test('a step that was switched off counts as skipped', () => {
  const { states } = trailOverlay(secondChase.edges, trail(['form', 'leave:out'], ['it', 'leave:yes', 'switched-off']), [])

  expect(states.get('it')).toBe('skipped')
})

test('a step that waited and then went on is done', () => {
  const { states, taken } = trailOverlay(secondChase.edges, trail(['pause', 'wait'], ['pause', 'leave:out'], ['task', 'leave:out']), [])

  expect(states.get('pause')).toBe('done')
  expect(taken?.has('pause/out')).toBe(true)
})

test('a step that was changed for one alone is not done by that, and one that somebody was moved away from is passed over', () => {
  const { states } = trailOverlay(secondChase.edges, trail(['form', 'leave:out'], ['letter', 'changed'], ['it', 'moved']), [])

  expect(states.get('letter')).toBeUndefined()
  expect(states.get('it')).toBe('skipped')
})
