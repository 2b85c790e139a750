import { expect, test } from 'vitest'
import { anEvent, aStep } from '../testing/a-step.ts'
import { onDay } from './date.ts'
import { triggerStage } from './stage.ts'

const moved = anEvent({
  kind: 'record-changed',
  about: 'deal-1',
  fields: { entity: 'deal', changed: { stage: { from: 'id-offer', to: 'id-won', fromKey: 'offer', toKey: 'won' } } },
})

const anyDeal = { of: 'deal', pipeline: null, stage: null, contactStage: null, days: 7, time: '09:00', missed: 'late' } as const

test.each([
  { move: 'entered', stage: 'won', begins: true },
  { move: 'entered', stage: 'offer', begins: false },
  { move: 'left', stage: 'offer', begins: true },
  { move: 'left', stage: 'won', begins: false },
  { move: 'entered', stage: null, begins: true },
] as const)('a deal that goes from offer to won has $move "$stage": $begins', ({ move, stage, begins }) => {
  const params = { ...anyDeal, move, pipeline: 'sales', stage } as const

  expect(triggerStage.trigger?.matches(params, moved)).toBe(begins)
})

test('a deal that is created in a stage has entered it', () => {
  const created = anEvent({
    kind: 'record-created',
    about: 'deal-2',
    fields: { entity: 'deal', stage: 'id-new', keys: { stage: 'new' } },
  })
  const matches = (move: 'entered' | 'left') => triggerStage.trigger?.matches({ ...anyDeal, move }, created)

  expect([matches('entered'), matches('left')]).toEqual([true, false])
})

test('a contact that becomes a client begins a run, a deal does not stand for it', () => {
  const client = anEvent({ kind: 'record-changed', fields: { entity: 'contact', changed: { stage: { from: 'lead', to: 'client' } } } })
  const matches = (event: typeof client) =>
    triggerStage.trigger?.matches({ ...anyDeal, of: 'contact', move: 'entered', contactStage: 'client' }, event)

  expect([matches(client), matches(moved)]).toEqual([true, false])
})

test('later steps see both stages by their keys', () => {
  expect(triggerStage.run(aStep(triggerStage, { event: moved }))).toMatchObject({ output: { record: 'deal-1', from: 'offer', to: 'won' } })
})

test('only what is stuck goes by the clock', () => {
  const schedule = (move: 'entered' | 'stuck') => triggerStage.trigger?.schedule?.({ ...anyDeal, move })

  expect([schedule('entered'), schedule('stuck')]).toEqual([null, { every: 'day', at: '09:00' }])
  expect(triggerStage.trigger?.matches({ ...anyDeal, move: 'stuck' }, moved)).toBe(false)
})

test.each([
  { where: 'at a stage', params: { stage: 'offer' }, rule: { field: 'stage.key', is: 'is', value: 'offer' } },
  { where: 'anywhere it can still move', params: {}, rule: { field: 'stage.kind', is: 'is', value: 'open' } },
])('a deal that has stood $where for days is found', ({ params, rule }) => {
  const query = triggerStage.trigger?.query?.({ ...anyDeal, move: 'stuck', ...params })

  expect(query).toEqual({ entity: 'deal', rule: { all: [onDay('stageSince', -7), rule] } })
})

test('whoever is at the stage already stands there, or has been stuck for longer', () => {
  const standing = (params: object) => triggerStage.trigger?.standing?.({ ...anyDeal, move: 'entered', ...params })
  const offer = { field: 'stage.key', is: 'is', value: 'offer' }

  expect(standing({ stage: 'offer' })).toEqual({ entity: 'deal', rule: { all: [offer] } })
  expect(standing({ of: 'contact', contactStage: 'client' })).toEqual({
    entity: 'contact',
    rule: { all: [{ field: 'stage', is: 'is', value: 'client' }] },
  })
  expect(standing({ move: 'stuck', stage: 'offer' })).toEqual({
    entity: 'deal',
    rule: { all: [{ field: 'stageSince', is: 'before', value: { ago: 'P7D' } }, offer] },
  })
  expect([standing({}), standing({ move: 'left', stage: 'offer' })]).toEqual([null, null])
})
