import { expect, onTestFinished, test, vi } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { say } from '../../shared/say.ts'
import { newId } from '../store/ids.ts'
import type { Op, Store, Unit } from '../store/port.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const hook = { type: 'trigger.webhook', params: { hook: 'shop' } }

async function world(options: WorldOptions = {}): Promise<World> {
  const made = await aWorld(options)
  onTestFinished(() => made.close())
  return made
}

const anEvent = (here: World, kind: CrmEvent['kind'], fields: CrmEvent['fields'], records: CrmEvent['records']): Op => ({
  op: 'event',
  event: { id: newId(), kind, at: here.now(), about: null, records, fields, cause: { kind: 'outside', id: null, depth: 0 } },
  state: 'pending',
})

test('two strangers who come with the same address in one turn become one contact', async () => {
  const upsert = {
    type: 'crm.upsert',
    params: {
      entity: 'contact',
      email: [{ ref: 'event.body.email' }],
      fields: [{ field: 'firstName', value: [{ ref: 'event.body.name' }] }],
    },
  }
  const here = await world({
    workflows: [
      aWorkflow(
        { hook, upsert, after: { type: 'crm.score', params: { points: 5, reason: ['came'] } } },
        ['hook -> upsert', 'upsert -> after'],
        { subject: null },
      ),
    ],
  })
  const comes = (name: string) =>
    here.engine.pump.submit({
      ops: [anEvent(here, 'webhook-received', { hook: 'shop', body: { email: 'Boris@Client.example', name } }, {})],
    })

  await Promise.all([comes('Boris'), comes('Boris'), comes('Boris')])
  await here.engine.pump.idle()

  const strangers = (await here.records('contact')).filter(({ id }) => id !== 'anna')
  expect(strangers).toMatchObject([{ firstName: 'Boris', email: 'boris@client.example', score: 15 }])
})

test('a stranger who turns out to be inside already does not begin again', async () => {
  const upsert = { type: 'crm.upsert', params: { entity: 'contact', email: [{ ref: 'event.body.email' }] } }
  const flow = aWorkflow(
    { hook, upsert, wait: { type: 'wait.delay', params: { duration: 'P1D' } } },
    ['hook -> upsert', 'upsert -> wait'],
    {
      subject: null,
      enrolment: { policy: 'one-at-a-time' },
    },
  )
  const here = await world({ workflows: [flow] })
  const comes = () =>
    here.engine.pump.submit({ ops: [anEvent(here, 'webhook-received', { hook: 'shop', body: { email: 'boris@client.example' } }, {})] })

  await Promise.all([comes(), comes()])
  await comes()
  await here.engine.pump.idle()

  const runs = await here.runs()
  expect(runs.filter(({ run }) => run.state === 'active')).toHaveLength(1)
  expect(runs.filter(({ run }) => run.ended?.code === 'not-enrolled-inside')).toHaveLength(2)
})

test('a webhook is stored, enrolled and carried out in one commit', async () => {
  const here = await world({
    workflows: [
      aWorkflow({ form, ask: { type: 'logic.if', params: { condition: is('stage', 'lead') } }, win: set('city', 'Berlin') }, [
        'form -> ask',
        'ask:yes -> win',
      ]),
    ],
  })
  const commits: (readonly Unit[])[] = []
  const counted: Store = { ...here.store, commit: (units) => here.store.commit(commits[commits.push(units) - 1] ?? []) }
  await here.engine.close()
  const pump = await anotherPump(here, counted)
  commits.splice(0)

  await pump.submit({ ops: [anEvent(here, 'form-submitted', { form: 'website' }, { contact: 'anna' })] })

  expect(commits).toHaveLength(1)
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})

async function anotherPump(here: World, store: Store) {
  const { openEngine } = await import('./engine.ts')
  const { manualClock } = await import('./clock.ts')
  const { nodeTypes } = await import('../../nodes/index.ts')
  const { theCompany } = await import('../testing/the-company.ts')
  const engine = openEngine({
    store,
    clock: manualClock(here.now()),
    nodeTypes: () => nodeTypes,
    company: () => theCompany,
    graceMs: () => 0,
    deliverers: [],
    onError: () => {},
  })
  await engine.start()
  await engine.pump.idle()
  onTestFinished(() => engine.close())
  return engine.pump
}

test('a unit that is refused harms no other, and whoever handed it in is told', async () => {
  const here = await world()
  const change = (revision: number | null, city: string): Unit => ({
    ops: [
      {
        op: 'change',
        change: {
          change: 'update',
          entity: 'contact',
          id: 'anna',
          revision,
          fields: { city },
          cause: { kind: 'person', id: 'vera', depth: 0 },
          at: here.now(),
        },
      },
    ],
  })

  const results = await Promise.all([here.engine.pump.submit(change(99, 'Perm')), here.engine.pump.submit(change(null, 'Berlin'))])

  expect(results).toMatchObject([{ ok: false, problem: 'stale' }, { ok: true }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})

test('a run that cannot be committed is set aside alone, and the others of its batch are carried out', async () => {
  const here = await world({ workflows: [aWorkflow({ form, set: set('city', 'Berlin') }, ['form -> set'])] })
  await here.creates('contact', 'boris', { firstName: 'Boris' })
  await here.engine.close()
  const poisoned: Store = {
    ...here.store,
    async commit(units) {
      if (units.some(({ ops }) => ops.some((op) => op.op === 'change' && op.change.id === 'boris'))) throw new Error('constraint failed')
      return here.store.commit(units)
    },
  }
  const pump = await anotherPump(here, poisoned)

  await Promise.all([
    pump.submit({ ops: [anEvent(here, 'form-submitted', { form: 'website' }, { contact: 'boris' })] }),
    pump.submit({ ops: [anEvent(here, 'form-submitted', { form: 'website' }, { contact: 'anna' })] }),
  ])
  await pump.idle()

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
  const parked = (await here.runs()).filter(({ run }) => run.subject === 'boris').flatMap(({ positions }) => positions)
  expect(parked).toMatchObject([{ state: 'parked', problem: { with: { reason: { with: { message: 'constraint failed' } } } } }])
  expect(await here.records('notification')).toMatchObject([{ owner: 'vera', said: { code: 'run-needs-attention' } }])
})

test('a full disk sets nobody aside, though what is small can still be written', async () => {
  const here = await world({ workflows: [aWorkflow({ form, set: set('city', 'Berlin') }, ['form -> set'])] })
  await here.engine.close()
  let refusals = 0
  const full: Store = {
    ...here.store,
    async commit(units) {
      const isLarge = units.some(({ ops }) => ops.some((op) => op.op === 'change'))
      // More often than a run that breaks its turn is tried.
      if (isLarge && refusals++ < 7) throw new StoreProblem('disk-full', { where: 'here' })
      return here.store.commit(units)
    },
  }
  await here.store.commit([{ ops: [anEvent(here, 'form-submitted', { form: 'website' }, { contact: 'anna' })] }])
  await anotherPump(here, full)
  await vi.waitUntil(async () => (await here.record('contact', 'anna'))?.['city'] === 'Berlin', { timeout: 15_000 })

  expect((await here.runs()).map(({ run }) => run.state)).toEqual(['finished'])
})

test('whoever calls while the loop still asks how long it may sleep is heard before it does', async () => {
  const here = await world()
  await here.engine.close()
  let answers: (() => void)[] = []
  let isSlow = false
  const slow: Store = {
    ...here.store,
    async nextDue() {
      if (isSlow) await new Promise<void>((resolve) => answers.push(resolve))
      return here.store.nextDue()
    },
  }
  const pump = await anotherPump(here, slow)
  isSlow = true
  pump.poke()
  await vi.waitUntil(() => answers.length > 0)

  const idle = pump.idle()
  isSlow = false
  for (const answer of answers) answer()
  answers = []

  await expect(idle).resolves.toBeUndefined()
})

test('what one flow changes starts another, once for each change', async () => {
  const second = {
    ...aWorkflow(
      {
        came: { type: 'trigger.entity', params: { entity: 'contact', change: 'changed', field: 'city' } },
        score: { type: 'crm.score', params: { points: 7, reason: ['moved'] } },
      },
      ['came -> score'],
    ),
    id: 'second',
  }
  const here = await world({ workflows: [aWorkflow({ form, set: set('city', 'Berlin') }, ['form -> set']), second] })

  await here.happens('form-submitted', { form: 'website' })
  await here.happens('form-submitted', { form: 'website' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin', score: 7 })
})

test('flows that start each other for ever come to an end, and the reason names them and what they change', async () => {
  const set = (field: string, name: string) => ({
    type: 'crm.update',
    params: { entity: 'contact', fields: [{ field, value: [{ ref: `subject.${name}` }, '.'] }] },
  })
  const onChange = (field: string) => ({ type: 'trigger.entity', params: { entity: 'contact', change: 'changed', field } })
  const ping = { ...aWorkflow({ came: onChange('city'), set: set('position', 'position') }, ['came -> set']), id: 'ping', name: 'Ping' }
  const pong = { ...aWorkflow({ came: onChange('position'), set: set('city', 'city') }, ['came -> set']), id: 'pong', name: 'Pong' }
  const here = await world({ workflows: [ping, pong] })

  await here.changes('contact', 'anna', { city: 'Berlin' })

  const runs = await here.runs()
  const [parked, ...others] = runs.flatMap(({ positions }) => positions)
  expect(runs).toHaveLength(12)
  expect([parked?.state, others]).toEqual(['parked', []])
  expect(parked?.problem).toMatchObject({ code: 'parked-chain-limit', with: { limit: 10 } })
  expect(parked?.problem && say(parked.problem, 'en')).toContain('“Pong” changed “City”, “Ping” changed “Position”')
  expect(await here.records('notification')).toHaveLength(1)
})

test('a record that a flow is to start for again and again needs attention after a hundred times an hour, also when the process began anew', async () => {
  const here = await world({
    workflows: [aWorkflow({ form, score: { type: 'crm.score', params: { points: 1, reason: ['again'] } } }, ['form -> score'])],
  })
  const hundredth = async (count: number) => {
    for (let at = 0; at < count; at++) await here.happens('form-submitted', { form: 'website' })
  }

  await hundredth(60)
  await here.restarts()
  await hundredth(43)
  const parked = (await here.runs()).flatMap(({ positions }) => positions)
  await here.passes('PT1H')
  await here.happens('form-submitted', { form: 'website' })

  expect(parked.map(({ problem }) => problem?.code)).toEqual(['parked-too-often', 'parked-too-often', 'parked-too-often'])
  expect(await here.records('notification')).toHaveLength(1)
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 101 })
})

test('one at a time: who is inside does not begin again, and the refusal is on record', async () => {
  const flow = aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P1D' } } }, ['form -> wait'], {
    enrolment: { policy: 'one-at-a-time' },
  })
  const here = await world({ workflows: [flow] })

  await Promise.all([here.happens('form-submitted', { form: 'website' }), here.happens('form-submitted', { form: 'website' })])
  const ended = (await here.runs()).map(({ run }) => run.ended?.code ?? null)
  await here.passes('P2D')
  await here.happens('form-submitted', { form: 'website' })

  expect(ended.sort()).toEqual(['not-enrolled-inside', null].sort())
  expect((await here.runs()).filter(({ run }) => run.state === 'active')).toHaveLength(1)
})

test('after an end the flow rests for as long as its author chose', async () => {
  const flow = aWorkflow({ form, set: set('city', 'Berlin') }, ['form -> set'], { enrolment: { policy: 'every-time', cooldown: 'P7D' } })
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P6D')
  await here.happens('form-submitted', { form: 'website' })
  await here.passes('P1D')
  await here.happens('form-submitted', { form: 'website' })

  expect((await here.runs()).map(({ run }) => run.ended?.code).sort()).toEqual(['not-enrolled-cooldown', 'reached-end', 'reached-end'])
})

test('a paused flow holds whoever is inside, and lets them go on when it is live again', async () => {
  const flow = aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P1D' } }, set: set('city', 'Berlin') }, [
    'form -> wait',
    'wait -> set',
  ])
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.publishes(flow, 'paused')
  await here.passes('P3D')
  const held = await here.record('contact', 'anna')
  await here.publishes(flow, 'live')

  expect(held).toMatchObject({ city: null })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})

test('a reply that comes while the flow is paused is not lost: the run goes on by it later', async () => {
  const flow = aWorkflow(
    { form, wait: { type: 'wait.forReply', params: { patience: 'P9D' } }, replied: set('city', 'replied'), silent: set('city', 'silent') },
    ['form -> wait', 'wait:replied -> replied', 'wait:timeout -> silent'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.publishes(flow, 'paused')
  await here.happens('message-received', { channel: 'email', automatic: false })
  const held = await here.record('contact', 'anna')
  await here.publishes(flow, 'live')

  expect(held).toMatchObject({ city: null })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'replied' })
})

test('a schedule begins one run for each record that fits, at its time', async () => {
  const when = { type: 'trigger.schedule', params: { when: { every: 'day', at: '08:00' }, entity: 'contact', who: is('stage', 'lead') } }
  const here = await world({ workflows: [aWorkflow({ when, set: set('city', 'Berlin') }, ['when -> set'])] })
  await Promise.all(
    Array.from({ length: 600 }, (_, index) =>
      here.creates('contact', `c${index}`, { firstName: `C${index}`, stage: index % 2 === 0 ? 'lead' : 'client' }),
    ),
  )

  await here.passes('PT22H')
  const before = await here.runs()
  await here.passes('PT2H')

  expect(before).toEqual([])
  const moved = (await here.records('contact')).filter((contact) => contact['city'] === 'Berlin')
  expect(moved).toHaveLength(301)
})

test('a schedule finds each of many records, though its own flow changes what they are found by', async () => {
  const when = { type: 'trigger.schedule', params: { when: { every: 'day', at: '08:00' }, entity: 'contact', who: is('stage', 'lead') } }
  const here = await world({ workflows: [aWorkflow({ when, set: set('stage', 'client') }, ['when -> set'])] })
  await Promise.all(Array.from({ length: 700 }, (_, index) => here.creates('contact', `c${index}`, { firstName: `C${index}` })))

  await here.passes('P1D')

  expect((await here.records('contact')).filter((contact) => contact['stage'] === 'lead')).toEqual([])
})

test('ticks that were missed while nothing ran are made up for by one', async () => {
  const when = { type: 'trigger.schedule', params: { when: { every: 'day', at: '08:00' } } }
  const here = await world({
    workflows: [aWorkflow({ when, stop: { type: 'logic.stop', params: {} } }, ['when -> stop'], { subject: null })],
  })
  await here.engine.pump.idle()
  const [schedule] = await here.store.schedules()
  if (!schedule) throw new Error('There is no schedule')

  await here.engine.pump.submit({ ops: [{ op: 'schedule', schedule: { ...schedule, nextAt: new Date('2026-02-20T08:00:00Z') } }] })
  await here.engine.pump.idle()

  expect((await here.runs()).map(({ run }) => run.ended?.code)).toEqual(['stopped-by-step', 'not-enrolled-missed-times'])
  expect((await here.store.schedules())[0]?.nextAt).toEqual(new Date('2026-03-03T08:00:00Z'))
})

test('what was stored and not yet heard before the process died is heard after it', async () => {
  const here = await world({ workflows: [aWorkflow({ form, set: set('city', 'Berlin') }, ['form -> set'])] })
  await here.engine.close()
  await here.store.commit([{ ops: [anEvent(here, 'form-submitted', { form: 'website' }, { contact: 'anna' })] }])

  await here.restarts()

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})

test('a score that counts once for its reason is counted once, however often it is reached in one turn', async () => {
  const score = { type: 'crm.score', params: { points: 10, reason: ['Opened the price list'], counts: 'once' } }
  const here = await world({ workflows: [aWorkflow({ form, score }, ['form -> score'])] })

  await Promise.all(Array.from({ length: 5 }, () => here.happens('form-submitted', { form: 'website' })))

  expect(await here.record('contact', 'anna')).toMatchObject({ score: 10 })
  expect(await here.records('scoreEvent')).toHaveLength(1)
})
