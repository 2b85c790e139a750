import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { humanSuggest } from './suggest.ts'

test('what follows is held back, up to twenty steps', () => {
  expect(humanSuggest.run(aStep(humanSuggest))).toEqual({ kind: 'hold', steps: 20 })
})

test('approval is the first way out, which a step that is switched off takes', () => {
  expect(Object.keys(humanSuggest.ports)[0]).toBe('approved')
})
