import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmStage } from './stage.ts'

const deal = { subject: { id: 'deal-1', contact: 'anna' }, subjectEntity: 'deal' }
const won = { id: 'stage-won', key: 'won', kind: 'won', pipeline: 'pipeline-1' }
const lost = { id: 'stage-lost', key: 'lost', kind: 'lost', pipeline: 'pipeline-1' }

test('a contact becomes what was chosen', () => {
  expect(crmStage.run(aStep(crmStage, { params: { of: 'contact', contactStage: 'client' } }))).toMatchObject({
    effects: [{ entity: 'contact', id: 'anna', fields: { stage: 'client' } }],
  })
})

test('a deal is moved to the stage with that key, and a won one is closed today', () => {
  const step = aStep(crmStage, { ...deal, params: { of: 'deal', stage: 'won' }, found: { stage: won } })

  expect(crmStage.needs?.(step)).toEqual({ stage: { kind: 'keyed', entity: 'stage', key: 'won' } })
  expect(crmStage.run(step)).toMatchObject({
    effects: [{ entity: 'deal', id: 'deal-1', fields: { stage: 'stage-won', pipeline: 'pipeline-1', closedOn: '2026-03-02' } }],
  })
})

test('a lost deal keeps why', () => {
  const step = aStep(crmStage, { ...deal, params: { of: 'deal', stage: 'lost', lostReason: 'Too dear' }, found: { stage: lost } })

  expect(crmStage.run(step)).toMatchObject({ effects: [{ fields: { lostReason: 'Too dear' } }] })
})

test('a stage that was deleted, and a run without a deal, are problems', () => {
  expect(crmStage.run(aStep(crmStage, { ...deal, params: { of: 'deal', stage: 'gone' }, found: { stage: null } }))).toMatchObject({
    problem: 'key-unknown',
  })
  expect(crmStage.run(aStep(crmStage, { params: { of: 'deal', stage: 'won' }, found: { stage: won } }))).toMatchObject({
    problem: 'not-found',
  })
})
