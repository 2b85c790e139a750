import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { Effect } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { type AnyNodeType, leaveBy, type Outcome, type Step, waitUntil } from '../../shared/node.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { carryOutInside } from '../effects/index.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { letterDeliverer } from '../mail/letter-deliverer.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { builtInPost } from '../mail/post.ts'
import { theCompany } from '../testing/the-company.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'
import { alreadyKnown } from './asking.ts'
import { nobodyAway } from './away.ts'
import type { Deliverer } from './deliverer.ts'
import { plan } from './plan.ts'
import { foresee, type Trial, tryOut } from './trial.ts'

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

const mail = letterDeliverer(linkTokens('secret'), builtInPost, addressMarks('secret')) as unknown as Deliverer
const calls = {
  kind: 'call-http',
  freeze: (call: Effect) => alreadyKnown(call),
  queue: () => alreadyKnown({ channel: 'elsewhere', contact: null, ops: [] }),
} as unknown as Deliverer
const parts = {
  company: theCompany,
  inside: carryOutInside,
  deliverers: new Map([mail, calls].map((each) => [each.kind, each])),
  away: nobodyAway,
  reactionTo: () => null,
  graceMs: 0,
  ownFields: {},
  stepsPerTurn: 2_000,
  isLate: () => false,
}

/** Listens for an answer without end, or for so long; its last way is not called `timeout`. */
const listening = (type: string, until: Date | null) =>
  ({
    ...nodeTypes.find((each) => each.type === 'wait.forReply'),
    type,
    params: {},
    needs: undefined,
    ports: { heard: { en: 'Heard', ru: 'Слышно' }, silent: { en: 'Silent', ru: 'Тихо' } },
    run: ({ wokenBy }: Step): Outcome =>
      wokenBy === null
        ? waitUntil(until, { for: [{ event: 'custom', about: 'anna' }] })
        : leaveBy(wokenBy.kind === 'event' ? 'heard' : 'silent'),
  }) as unknown as AnyNodeType
const installed = [...nodeTypes, listening('test.endless', null), listening('test.patient', new Date('2026-03-03T09:00:00Z'))]

const way = (drawn: Workflow) => ({
  plan: plan('w:draft', drawn, (type) => installed.find((each) => each.type === type) ?? null),
  until: null,
})

interface Tried {
  readonly drawn?: Workflow
  readonly trigger?: string
  readonly stepsPerTurn?: number
}

async function tried(here: World, choices: Readonly<Record<string, string>>, { drawn = flow, trigger = 'form', ...more }: Tried = {}) {
  const event: CrmEvent = {
    id: 'event-1',
    kind: 'form-submitted',
    at: here.now(),
    about: 'anna',
    records: { contact: 'anna' },
    fields: { form: 'website' },
    cause: { kind: 'outside', id: null, depth: 0 },
  }
  return tryOut({ ...way(drawn), trigger, subject: 'anna', event, choices }, here.store, { ...parts, ...more }, here.now())
}

const said = ({ steps }: Trial) => steps.map(({ node, outcome }) => `${node} ${outcome}`)

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

test('a trial that takes more steps than one turn has goes on to its end', async () => {
  const here = await aCalmWorld()

  expect(said(await tried(here, { wait: 'replied' }, { stepsPerTurn: 1 }))).toEqual(said(await tried(here, { wait: 'replied' })))
})

test('a trial begins at a step of the flow, and nowhere else', async () => {
  await expect(tried(await aCalmWorld(), {}, { trigger: 'nowhere' })).rejects.toThrow('nowhere')
})

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })

test.each([
  { type: 'test.endless', chosen: {}, goes: 'heard' },
  { type: 'test.endless', chosen: { listen: 'heard' }, goes: 'heard' },
  { type: 'test.patient', chosen: {}, goes: 'silent' },
  { type: 'test.patient', chosen: { listen: 'heard' }, goes: 'heard' },
])('a step $type is left by "$goes" when $chosen is chosen: what would be waited for without end is taken to happen', async (of) => {
  const drawn = aWorkflow({ form, listen: { type: of.type } }, ['form -> listen'])

  const trial = await tried(await aCalmWorld(), of.chosen, { drawn })

  expect(said(trial).at(-1)).toBe(`listen leave:${of.goes}`)
  expect(trial.open).toEqual([{ node: 'listen', ports: ['heard', 'silent'], chosen: of.goes }])
})

test.each([
  { chosen: {}, goes: 'well' },
  { chosen: { call: 'error' }, goes: 'badly' },
])('what another program would answer is chosen: with $chosen it goes $goes', async ({ chosen, goes }) => {
  const call = { type: 'out.http', params: { method: 'GET', url: ['https://elsewhere.example'] } }
  const drawn = aWorkflow({ form, call, well: set('well'), badly: set('badly') }, [
    'form -> call',
    'call:ok -> well',
    'call:error -> badly',
  ])

  expect(said(await tried(await aCalmWorld(), chosen, { drawn })).at(-1)).toBe(`${goes} leave:out`)
})

test('of somebody whose step waits for a person is foreseen what follows an approval, and nothing is decided', async () => {
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  const [loaded] = await here.runs()

  const seen = loaded && (await foresee(loaded, { ...way(flow), choices: {} }, here.store, parts, here.now()))

  expect(loaded?.positions).toMatchObject([{ node: 'ask', state: 'suggested' }])
  expect(seen && said(seen).slice(-2)).toEqual(['wait leave:timeout', 'lose leave:out'])
  expect(await here.suggestions('pending')).toHaveLength(1)
})
