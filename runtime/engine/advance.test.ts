import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { defineNode, fail, leaveBy } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const submitted = { form: 'website' }
const set = (field: string, value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field, value: [value] }] } satisfies JsonObject,
})

async function world(options: WorldOptions): Promise<World> {
  const made = await aWorld(options)
  onTestFinished(() => made.close())
  return made
}

test('a form goes through a condition and a change to its end in one go, every step kept', async () => {
  const flow = aWorkflow(
    {
      form,
      ask: { type: 'logic.if', params: { condition: is('stage', 'lead') } },
      win: set('stage', 'qualified'),
      lose: set('stage', 'lost'),
    },
    ['form -> ask', 'ask:yes -> win', 'ask:no -> lose'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', submitted)

  expect(await here.record('contact', 'anna')).toMatchObject({ stage: 'qualified' })
  const [one] = await here.runs()
  expect(one).toMatchObject({ run: { state: 'finished', ended: { code: 'reached-end' } }, positions: [] })
  const trail = await here.trail(one?.run.id ?? '')
  expect(trail.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual(['form leave:out', 'ask leave:yes', 'win leave:out'])
  expect(trail[1]?.detail['lines']).toMatchObject([{ value: 'lead', holds: true }])
})

test('a wait ends when its time has come, and not before', async () => {
  const flow = aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P2D' } }, after: set('city', 'Berlin') }, [
    'form -> wait',
    'wait -> after',
  ])
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.passes('PT47H')
  const before = await here.record('contact', 'anna')
  await here.passes('PT1H')

  expect(before).toMatchObject({ city: null })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})

test('a reply wakes the one who waits for it, and silence goes the other way', async () => {
  const flow = aWorkflow(
    {
      form,
      wait: { type: 'wait.forReply', params: { patience: 'P3D' } },
      replied: set('stage', 'qualified'),
      silent: set('stage', 'silent'),
    },
    ['form -> wait', 'wait:replied -> replied', 'wait:timeout -> silent'],
  )
  const here = await world({ workflows: [flow] })
  await here.creates('contact', 'boris', { firstName: 'Boris' })
  await here.happens('form-submitted', submitted)
  await here.happens('form-submitted', submitted, { contact: 'boris' })

  await here.passes('P1D')
  await here.happens('message-received', { channel: 'email', automatic: false })
  await here.passes('P3D')

  expect(await here.record('contact', 'anna')).toMatchObject({ stage: 'qualified' })
  expect(await here.record('contact', 'boris')).toMatchObject({ stage: 'silent' })
})

test('a goal that is reached withdraws what it guards, wherever that stands', async () => {
  const flow = aWorkflow(
    {
      form,
      goal: { type: 'logic.goal', params: { goal: is('stage', 'client') } },
      wait: { type: 'wait.delay', params: { duration: 'P5D' } },
      chase: set('city', 'chased'),
      thank: set('city', 'thanked'),
    },
    ['form -> goal', 'goal -> wait', 'wait -> chase', 'goal:reached -> thank'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.passes('P1D')
  await here.changes('contact', 'anna', { stage: 'client' })
  await here.passes('P10D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'thanked' })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
})

test('a flow is left as soon as its exit rule comes true, an order placed meanwhile included', async () => {
  const flow = aWorkflow(
    { form, wait: { type: 'wait.delay', params: { duration: 'P5D' } }, chase: set('city', 'chased') },
    ['form -> wait', 'wait -> chase'],
    { exit: { some: 'orders', last: 'P7D' } },
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.creates('order', 'o1', { number: '1001', orderedOn: '2026-03-02', contact: 'anna' })
  await here.passes('P10D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: null })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'exit' } } }])
})

test('a stretch that is no longer relevant ends its wait and goes on by its own port', async () => {
  const flow = aWorkflow(
    {
      form,
      while: { type: 'logic.relevance', params: { condition: is('stage', 'lead') } },
      wait: { type: 'wait.delay', params: { duration: 'P5D' } },
      offer: set('city', 'offered'),
      leave: set('city', 'left alone'),
    },
    ['form -> while', 'while -> wait', 'wait -> offer', 'while:withdrawn -> leave'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.changes('contact', 'anna', { stage: 'lost' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'left alone' })
})

const troubled = defineNode({
  ...nodeTypes.find(({ type }) => type === 'logic.stop'),
  type: 'test.trouble',
  params: params({}),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  run: () => fail('no-contact'),
  sample: { params: {} },
} as never)

const throwing = defineNode({
  ...(troubled as object),
  type: 'test.throwing',
  run() {
    throw new Error('a bug')
  },
} as never)

const types = [...nodeTypes, troubled, throwing]

test('a step that fails leaves by its error port', async () => {
  const flow = aWorkflow({ form, trouble: { type: 'test.trouble' }, mend: set('city', 'mended') }, [
    'form -> trouble',
    'trouble:error -> mend',
  ])
  const here = await world({ workflows: [flow], nodeTypes: types })

  await here.happens('form-submitted', submitted)

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'mended' })
})

test('a step that fails with no line from its error needs attention, with the reason, and harms no other run', async () => {
  const flow = aWorkflow(
    {
      form,
      ask: { type: 'logic.if', params: { condition: { field: 'id', is: 'is', value: 'anna' } } },
      trouble: { type: 'test.throwing' },
      fine: set('city', 'fine'),
    },
    ['form -> ask', 'ask:yes -> trouble', 'ask:no -> fine'],
  )
  const here = await world({ workflows: [flow], nodeTypes: types })
  await here.creates('contact', 'boris', { firstName: 'Boris' })

  await Promise.all([here.happens('form-submitted', submitted), here.happens('form-submitted', submitted, { contact: 'boris' })])

  expect(await here.record('contact', 'boris')).toMatchObject({ city: 'fine' })
  const parked = (await here.runs()).flatMap(({ positions }) => positions)
  expect(parked).toMatchObject([
    {
      state: 'parked',
      node: 'trouble',
      problem: { code: 'parked-error', with: { reason: { code: 'step-threw', with: { message: 'a bug' } } } },
    },
  ])
})

test('a step that is switched off is passed over without its effect', async () => {
  const flow = aWorkflow({ form, off: { ...set('city', 'Berlin'), mode: 'off' }, after: set('position', 'director') }, [
    'form -> off',
    'off -> after',
  ])
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', submitted)

  expect(await here.record('contact', 'anna')).toMatchObject({ city: null, position: 'director' })
  const [one] = await here.runs()
  expect((await here.trail(one?.run.id ?? ''))[1]).toMatchObject({ node: 'off', detail: { why: { code: 'switched-off' } } })
})

const wait = (duration: string) => ({ type: 'wait.delay', params: { duration } })
const ask = { type: 'logic.if', params: { condition: { field: 'vars.city', is: 'is', value: 'Perm' } } }

test('what a step remembers is there for later steps, also after a wait', async () => {
  const remember = (value: string) => ({ type: 'logic.set', params: { values: [{ field: 'city', value: [value] }] } })
  const flow = aWorkflow(
    { form, early: remember('Omsk'), later: remember('Perm'), wait: wait('P1D'), ask, yes: set('city', 'remembered') },
    ['form -> early', 'early -> later', 'later -> wait', 'wait -> ask', 'ask:yes -> yes'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.passes('P1D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'remembered' })
})

test('a goal that is reached already, and a stretch that is irrelevant already, are left at once', async () => {
  const flow = aWorkflow(
    {
      form,
      goal: { type: 'logic.goal', params: { goal: is('stage', 'lead') } },
      chase: set('position', 'chased'),
      while: { type: 'logic.relevance', params: { condition: is('stage', 'client') } },
      offer: set('position', 'offered'),
      leave: set('city', 'left alone'),
    },
    ['form -> goal', 'goal -> chase', 'goal:reached -> while', 'while -> offer', 'while:withdrawn -> leave'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', submitted)

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'left alone', position: null })
  // Why is told by the rule with its values.
  const [one] = await here.runs()
  const told = (await here.trail(one?.run.id ?? '')).flatMap(({ detail }) => detail['lines'] ?? []).flat()
  expect(told).toMatchObject([
    { rule: is('stage', 'lead'), value: 'lead', holds: true },
    { rule: is('stage', 'client'), value: 'lead', holds: false },
  ])
})

test('the outermost of two goals that are reached at once is the one that counts, and neither watches any more', async () => {
  const goal = (city: string) => ({ type: 'logic.goal', params: { goal: is('city', city) } })
  const flow = aWorkflow(
    {
      form,
      outer: goal('Perm'),
      inner: goal('Perm'),
      wait: wait('P9D'),
      late: set('position', 'inner'),
      pause: wait('P1D'),
      first: set('position', 'outer'),
    },
    ['form -> outer', 'outer -> inner', 'inner -> wait', 'inner:reached -> late', 'outer:reached -> pause', 'pause -> first'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', submitted)

  await here.changes('contact', 'anna', { city: 'Perm' })
  const [between] = (await here.runs()).map(({ positions }) => positions)
  await here.changes('contact', 'anna', { city: 'Omsk' })
  await here.changes('contact', 'anna', { city: 'Perm' })
  await here.passes('P10D')

  expect(between).toMatchObject([{ node: 'pause', guards: [] }])
  expect(await here.record('contact', 'anna')).toMatchObject({ position: 'outer' })
})

test('a step that is not relevant when its turn comes is not asked, and the way goes on by its own port', async () => {
  const offer = { ...set('position', 'offered'), common: { relevance: is('stage', 'client') } }
  const flow = aWorkflow({ form, offer, leave: set('city', 'left alone') }, ['form -> offer', 'offer:withdrawn -> leave'])
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', submitted)

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'left alone', position: null })
})

test('an event wakes only who waits for it with these values', async () => {
  const listening = {
    ...(troubled as object),
    type: 'test.listening',
    acts: false,
    run: ({ wokenBy }: { wokenBy: { kind: string } | null }) =>
      wokenBy?.kind === 'event'
        ? leaveBy('out')
        : {
            kind: 'wait',
            until: null,
            for: [{ event: 'message-received', about: 'anna', with: { channel: 'email' } }],
            effects: [],
            memory: null,
          },
  }
  const flow = aWorkflow({ form, wait: { type: 'test.listening' }, after: set('city', 'heard') }, ['form -> wait', 'wait -> after'])
  const here = await world({ workflows: [flow], nodeTypes: [...nodeTypes, listening as never] })
  await here.happens('form-submitted', submitted)
  const city = async () => (await here.record('contact', 'anna'))?.['city']

  await here.happens('message-received', { channel: 'sms' })
  const other = await city()
  await here.happens('message-received', {})
  const none = await city()
  await here.happens('message-received', { channel: 'email' })

  expect([other, none, await city()]).toEqual([null, null, 'heard'])
})

test('a wait for nothing, a step of a type that is gone and a step that is not in the flow need attention, with the reason', async () => {
  const forNothing = {
    ...(troubled as object),
    type: 'test.nothing',
    run: () => ({ kind: 'wait', until: null, for: [], effects: [], memory: null }),
  }
  const flow = (id: string, line: string) => ({
    ...aWorkflow({ form, nothing: { type: 'test.nothing' }, gone: { type: 'test.gone' } }, [line]),
    id,
  })
  const here = await world({
    workflows: [flow('nothing', 'form -> nothing'), flow('gone', 'form -> gone'), flow('none', 'form -> none')],
    nodeTypes: [...nodeTypes, forNothing as never],
  })

  await here.happens('form-submitted', submitted)

  const problems = (await here.runs()).map(({ run, positions }) => [run.workflow, positions[0]?.problem])
  expect(Object.fromEntries(problems)).toEqual({
    nothing: { code: 'parked-error', with: { reason: { code: 'waits-for-nothing' } } },
    gone: { code: 'parked-unknown-type', with: { type: 'test.gone' } },
    none: { code: 'parked-node-missing', with: { node: 'none' } },
  })
})

test('a step whose effect could not be committed fails, and leaves by its error port', async () => {
  const ghost = { type: 'crm.update', params: { entity: 'contact', record: 'event.whom', fields: [{ field: 'city', value: ['Perm'] }] } }
  const flow = aWorkflow({ form, ghost, mend: set('city', 'mended') }, ['form -> ghost', 'ghost:error -> mend'])
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { ...submitted, whom: 'nobody' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'mended' })
})
