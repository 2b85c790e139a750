import { expect, test } from 'vitest'
import { anEvent } from '../testing/a-step.ts'
import { triggerScore } from './score.ts'

test.each([
  { from: 40, to: 50, up: true, down: false },
  { from: 50, to: 60, up: false, down: false },
  { from: 60, to: 49, up: false, down: true },
  { from: 49, to: 40, up: false, down: false },
  { from: 0, to: 100, up: true, down: false },
])('from $from to $to points, the line of 50 is crossed upwards: $up, downwards: $down', ({ from, to, up, down }) => {
  const event = anEvent({ kind: 'score-changed', fields: { from, to } })
  const crosses = (direction: 'up' | 'down') => triggerScore.trigger?.matches({ direction, threshold: 50 }, event)

  expect({ up: crosses('up'), down: crosses('down') }).toEqual({ up, down })
})

test('those beyond the line already stand there', () => {
  const standing = (direction: 'up' | 'down') => triggerScore.trigger?.standing?.({ direction, threshold: 50 })

  expect(standing('up')).toEqual({ entity: 'contact', rule: { field: 'score', is: 'at-least', value: 50 } })
  expect(standing('down')).toEqual({ entity: 'contact', rule: { field: 'score', is: 'under', value: 50 } })
})
