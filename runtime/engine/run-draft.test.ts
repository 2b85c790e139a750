import { expect, test } from 'vitest'
import type { Run } from '../store/rows.ts'
import { firstPosition } from './enrol.ts'
import { RunDraft } from './run-draft.ts'

const now = new Date('2026-03-02T09:00:00.000Z')
const position = firstPosition('annas-run', 'ask', now)

const run: Run = {
  id: 'annas-run',
  workflow: 'chase',
  version: 'chase:1',
  subjectEntity: 'contact',
  subject: 'anna',
  key: '',
  event: null,
  state: 'active',
  paused: false,
  startedAt: now,
  endedAt: null,
  ended: null,
  vars: {},
  outputs: {},
  nextStep: 1,
  visits: { ask: 1 },
  depth: 0,
  revision: 1,
}

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
