import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dismissReasons } from './suggestion.ts'
import { decisionsIn, proposedMode, type StepDecision, trustIn } from './trust.ts'

const unchanged: StepDecision = { how: 'unchanged', reason: null }
const edited: StepDecision = { how: 'edited', reason: null }
const declined = (reason: StepDecision['reason']): StepDecision => ({ how: 'declined', reason })
const times = (count: number, one: StepDecision): StepDecision[] => Array.from({ length: count }, () => one)

const aDecision = fc.oneof(
  fc.constant(unchanged),
  fc.constant(edited),
  fc.constantFrom(...dismissReasons, null).map((reason) => declined(reason)),
)

test('decisions are counted by what became of the suggestion, reasons by how often they were given', () => {
  const decisions = [unchanged, declined('wrong-time'), edited, declined('other'), declined('wrong-time'), unchanged, declined(null)]

  expect(trustIn(decisions)).toEqual({
    unchanged: 2,
    edited: 1,
    declined: 4,
    editedLately: 1,
    reasons: [
      { reason: 'wrong-time', count: 2 },
      { reason: 'other', count: 1 },
    ],
  })
})

describe('a step that suggests', () => {
  test('is proposed to act after thirty decisions that changed nothing, and not before', () => {
    expect(proposedMode(trustIn(times(29, unchanged)), 'suggest')).toBeNull()
    expect(proposedMode(trustIn(times(30, unchanged)), 'suggest')).toBe('act')
  })

  test('may have been edited or declined three times in a hundred, and no more', () => {
    const three = [edited, declined('wrong-time'), declined('not-needed')]
    expect(proposedMode(trustIn([...three, ...times(97, unchanged)]), 'suggest')).toBe('act')
    expect(proposedMode(trustIn([...three, edited, ...times(96, unchanged)]), 'suggest')).toBeNull()
  })

  test.each(['wrong-person', 'wrong-text'] as const)('is not proposed to act while somebody says "%s"', (reason) => {
    expect(proposedMode(trustIn([...times(500, unchanged), declined(reason)]), 'suggest')).toBeNull()
  })
})

describe('a step that acts', () => {
  test('is proposed to suggest again after three edits among the latest twenty decisions', () => {
    expect(proposedMode(trustIn([...times(17, unchanged), ...times(3, edited)]), 'act')).toBe('suggest')
    expect(proposedMode(trustIn([...times(18, unchanged), ...times(3, edited)]), 'act')).toBeNull()
  })
})

test('nothing is proposed for a step that is paused, and never the mode that it has', () => {
  fc.assert(
    fc.property(fc.array(aDecision, { maxLength: 200 }), fc.constantFrom('suggest', 'act', 'off'), (decisions, mode) => {
      const trust = trustIn(decisions)
      const proposed = proposedMode(trust, mode)
      expect(decisionsIn(trust)).toBe(decisions.length)
      expect(proposed).not.toBe(mode)
      if (mode === 'off') expect(proposed).toBeNull()
    }),
  )
})
