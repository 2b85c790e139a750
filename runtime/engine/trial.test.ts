import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { carryOutInside } from '../effects/index.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { letterDeliverer } from '../mail/letter-deliverer.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { builtInPost } from '../mail/post.ts'
import { theCompany } from '../testing/the-company.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'
import { nobodyAway } from './away.ts'
import type { Deliverer } from './deliverer.ts'
import { plan } from './plan.ts'
import { tryOut } from './trial.ts'

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: {
      type: 'msg.email',
      mode: 'suggest',
      params: {
        letter: { en: { subject: ['Hello ', { ref: 'subject.firstName' }], blocks: [] } },
        sender: 'company',
        category: 'personal',
      },
    },
    wait: { type: 'wait.forReply', params: { patience: 'P3D' } },
    win: { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'stage', value: ['qualified'] }] } },
    check: { type: 'logic.if', params: { condition: is('stage', 'qualified') } },
    score: { type: 'crm.score', params: { points: 5, reason: ['answered'] } },
    lose: { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'stage', value: ['silent'] }] } },
  },
  ['form -> ask', 'ask:sent -> wait', 'wait:replied -> win', 'win -> check', 'check:yes -> score', 'wait:timeout -> lose'],
)

async function tried(here: World, choices: Readonly<Record<string, string>>) {
  const event: CrmEvent = {
    id: 'event-1',
    kind: 'form-submitted',
    at: here.now(),
    about: 'anna',
    records: { contact: 'anna' },
    fields: { form: 'website' },
    cause: { kind: 'outside', id: null, depth: 0 },
  }
  const mail = letterDeliverer(linkTokens('secret'), builtInPost, addressMarks('secret')) as unknown as Deliverer
  const parts = {
    company: theCompany,
    inside: carryOutInside,
    deliverers: new Map([['send-email', mail]]),
    away: nobodyAway,
    reactionTo: () => null,
    graceMs: 0,
    ownFields: {},
    stepsPerTurn: 2_000,
    isLate: () => false,
  }
  const planned = plan('w:draft', flow, (type) => nodeTypes.find((each) => each.type === type) ?? null)
  return tryOut({ plan: planned, trigger: 'form', subject: 'anna', event, choices, until: null }, here.store, parts, here.now())
}

async function aCalmWorld(): Promise<World> {
  const here = await aWorld()
  onTestFinished(() => here.close())
  return here
}

test('a trial walks the whole way, jumps what would be waited for, and changes and sends nothing', async () => {
  const here = await aCalmWorld()

  const trial = await tried(here, {})

  expect(trial.steps.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual([
    'form leave:out',
    'ask suggest',
    'ask wait',
    'ask leave:sent',
    'wait wait',
    'wait leave:timeout',
    'lose leave:out',
  ])
  expect(trial.steps[1]?.detail['effects']).toMatchObject([{ subject: 'Hello Anna', frozen: { from: { name: 'Tandem' } } }])
  expect(trial.steps.at(-1)?.at).toEqual(new Date('2026-03-05T09:00:00Z'))
  expect(trial.ended).toEqual({ code: 'reached-end' })
  expect(await here.record('contact', 'anna')).toMatchObject({ stage: 'lead' })
  expect(await here.records('message')).toEqual([])
  expect(await here.runs()).toEqual([])
})

test('where the way depends on others, a trial goes the chosen way, and later steps see what earlier ones would change', async () => {
  const here = await aCalmWorld()

  const trial = await tried(here, { wait: 'replied' })

  expect(trial.steps.map(({ node }) => node)).toEqual(['form', 'ask', 'ask', 'ask', 'wait', 'wait', 'win', 'check', 'score'])
  expect(trial.open).toContainEqual({ node: 'wait', ports: ['replied', 'timeout'], chosen: 'replied' })
})

test('in a trial a suggestion can be turned down, too', async () => {
  const here = await aCalmWorld()

  const trial = await tried(here, { ask: 'dismissed' })

  expect(trial.steps.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual(['form leave:out', 'ask suggest', 'ask dismissed'])
  expect(trial.open).toEqual([{ node: 'ask', ports: ['sent', 'dismissed'], chosen: 'dismissed' }])
  expect(trial.ended).toEqual({ code: 'ended-dismissed' })
})
