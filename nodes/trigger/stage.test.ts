import { expect, test } from 'vitest'
import { anEvent, aStep } from '../testing/a-step.ts'
import { triggerStage } from './stage.ts'

const moved = anEvent({
  kind: 'record-changed',
  about: 'deal-1',
  fields: { entity: 'deal', changed: { stage: { from: 'id-offer', to: 'id-won', fromKey: 'offer', toKey: 'won' } } },
})

test.each([
  { move: 'entered', stage: 'won', begins: true },
  { move: 'entered', stage: 'offer', begins: false },
  { move: 'left', stage: 'offer', begins: true },
  { move: 'left', stage: 'won', begins: false },
  { move: 'entered', stage: null, begins: true },
] as const)('a deal that goes from offer to won has $move "$stage": $begins', ({ move, stage, begins }) => {
  const params = { of: 'deal', move, pipeline: 'sales', stage, contactStage: null } as const

  expect(triggerStage.trigger?.matches(params, moved)).toBe(begins)
})

test('a deal that is created in a stage has entered it', () => {
  const created = anEvent({
    kind: 'record-created',
    about: 'deal-2',
    fields: { entity: 'deal', stage: 'id-new', keys: { stage: 'new' } },
  })
  const matches = (move: 'entered' | 'left') =>
    triggerStage.trigger?.matches({ of: 'deal', move, pipeline: null, stage: null, contactStage: null }, created)

  expect([matches('entered'), matches('left')]).toEqual([true, false])
})

test('a contact that becomes a client begins a run, a deal does not stand for it', () => {
  const client = anEvent({ kind: 'record-changed', fields: { entity: 'contact', changed: { stage: { from: 'lead', to: 'client' } } } })
  const matches = (event: typeof client) =>
    triggerStage.trigger?.matches({ of: 'contact', move: 'entered', pipeline: null, stage: null, contactStage: 'client' }, event)

  expect([matches(client), matches(moved)]).toEqual([true, false])
})

test('later steps see both stages by their keys', () => {
  expect(triggerStage.run(aStep(triggerStage, { event: moved }))).toMatchObject({ output: { record: 'deal-1', from: 'offer', to: 'won' } })
})
