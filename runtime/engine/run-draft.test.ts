import { expect, test } from 'vitest'
import { aRun, now } from '../testing/sample-rows.ts'
import { firstPosition } from './enrol.ts'
import { RunDraft } from './run-draft.ts'

const run = aRun({ visits: { ask: 1 } })
const position = firstPosition(run.id, 'ask', now)

test('a draft and its copy go their own ways, and the run they came from stays as it was', () => {
  const draft = new RunDraft({ run, positions: [position] }, now, false)
  draft.arrive(position, 'wait')

  const copy = draft.copy()
  copy.arrive(position, 'ask')
  copy.keep('ask', { answer: 'yes' })
  draft.arrive(position, 'chase')

  expect(run).toMatchObject({ visits: { ask: 1 }, outputs: {} })
  expect([draft.run.visits, draft.run.outputs]).toEqual([{ ask: 1, wait: 1, chase: 1 }, {}])
  expect([copy.run.visits, copy.run.outputs]).toEqual([{ ask: 2, wait: 1 }, { ask: { answer: 'yes' } }])
})

test('a branch that was stored before steps were counted counts them from its next one', () => {
  const draft = new RunDraft({ run, positions: [{ ...position, steps: null }] }, now, false)

  expect(draft.arrive({ ...position, steps: null }, 'wait').steps).toBe(1)
})
