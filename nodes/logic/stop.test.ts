import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicStop } from './stop.ts'

test('everything ends, with the reason the author gave', () => {
  expect(logicStop.run(aStep(logicStop))).toEqual({
    kind: 'stop',
    all: true,
    why: { code: 'stopped-because', with: { reason: 'Not interested' } },
  })
})

test('only this way ends when that is asked for', () => {
  expect(logicStop.run(aStep(logicStop, { params: { all: false, reason: null } }))).toEqual({ kind: 'stop', all: false })
})
