import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicSplit } from './split.ts'

const wayOf = (person: string, seed = 'run-1') => {
  const outcome = logicSplit.run(aStep(logicSplit, { subjectSeed: `${person}/split`, seed }))
  return outcome.kind === 'leave' ? outcome.port : outcome.kind
}

test('a person goes the same way every time, in every run', () => {
  expect(wayOf('anna', 'run-2')).toBe(wayOf('anna', 'run-1'))
})

test('of a thousand people each way gets its share', () => {
  const ways = Array.from({ length: 1_000 }, (_, i) => wayOf(`person-${i}`))

  const short = ways.filter((way) => way === 'short').length

  expect(short).toBeGreaterThan(650)
  expect(short).toBeLessThan(750)
  expect(new Set(ways)).toEqual(new Set(['short', 'long']))
})

test('shares of nothing are a problem, not a way', () => {
  const branches = [{ id: 'a', name: 'A', weight: 0 }]

  expect(logicSplit.run(aStep(logicSplit, { params: { branches } }))).toMatchObject({ kind: 'fail', problem: 'weights-not-100' })
})
