/** What becomes of what a turn wants to write when somebody else was quicker, when it breaks, or when something is gone. */
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Op, Store, UnitResult } from '../store/port.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import { askFind } from './asking.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })
const wait = { type: 'wait.delay', params: { duration: 'P1D' } }
const waiting = aWorkflow({ form, wait, after: set('Perm') }, ['form -> wait', 'wait -> after'])

async function world(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  return here
}

/** Of the units that are meant, so many find that somebody else was quicker. */
class Rivals {
  private readonly isMeant: (ops: readonly Op[]) => boolean
  private readonly answer: UnitResult
  left = 0

  constructor(isMeant: (ops: readonly Op[]) => boolean, answer: UnitResult = { ok: false, problem: 'stale', said: { code: 'stale' } }) {
    this.isMeant = isMeant
    this.answer = answer
  }

  readonly under = (store: Store): Store => ({
    ...store,
    commit: async (units) => {
      const isLate = units.map(({ ops }) => this.left > 0 && this.isMeant(ops) && this.left-- > 0)
      const passed = [...(await store.commit(units.filter((_, index) => !isLate[index])))]
      return isLate.map((isOne) => (isOne ? this.answer : (passed.shift() as UnitResult)))
    },
  })
}

const amount = { cents: 500, currency: 'EUR' }
const owes = (here: World) =>
  here.creates('invoice', 'i1', { number: '1', contact: 'anna', amount, status: 'open', issuedOn: '2026-03-01' })
const payment = { number: 'p', invoice: 'i1', contact: 'anna', amount, paidOn: '2026-03-02' }

async function pays(here: World): Promise<void> {
  await owes(here)
  await here.creates('payment', 'pay', payment)
}

const makesPaid = (ops: readonly Op[]) => ops.some((op) => op.op === 'change' && op.change.fields['status'] === 'paid')

test('what follows by itself from a record is done, though somebody else was quicker four times', async () => {
  const rivals = new Rivals(makesPaid)
  const here = await world({ store: rivals.under })

  rivals.left = 4
  await pays(here)

  expect(rivals.left).toBe(0)
  expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid' })
  expect(await here.store.pendingEvents(10)).toEqual([])
})

/** What follows from a payment cannot be written, or its look-ups fail, as long as `isOn`. */
class Trouble {
  isOn = true
  readonly errors: unknown[] = []
  readonly onError = (error: unknown) => void this.errors.push(error)

  readonly unwritten = (store: Store): Store => ({
    ...store,
    commit: async (units) => {
      if (this.isOn && units.some(({ ops }) => makesPaid(ops))) throw new Error('cannot be written')
      return store.commit(units)
    },
  })

  readonly unread = (store: Store): Store => ({
    ...store,
    ids: async (entity, ...more) => {
      if (this.isOn && entity === 'payment') throw new Error('out of reach')
      return store.ids(entity, ...more)
    },
  })
}

const noted = aWorkflow(
  {
    entity: { type: 'trigger.entity', params: { entity: 'payment', change: 'created' } },
    note: { type: 'crm.note', params: { text: ['paid'] } },
  },
  ['entity -> note'],
)

test.each(['unwritten', 'unread'] as const)(
  'what follows by itself and is %s is reported, tried again with growing waits, done once, and holds nobody up',
  async (kind) => {
    const trouble = new Trouble()
    const here = await world({ workflows: [noted], store: trouble[kind], onError: trouble.onError })

    await pays(here)
    const told = trouble.errors.length
    await here.passes('PT1M')
    const tries = trouble.errors.length
    trouble.isOn = false
    await here.passes('PT3M')

    expect([told, tries]).toEqual([1, 3])
    expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid', paid: amount })
    expect(await here.records('note')).toHaveLength(1)
    expect(await here.store.pendingEvents(10)).toEqual([])
    expect(await here.engine.pump.nextDue()).toBeNull()
  },
)

test('what follows by itself and failed before the process ended is tried at once by the next, and nothing else is done again', async () => {
  const trouble = new Trouble()
  const here = await world({ workflows: [noted], store: trouble.unread, onError: trouble.onError })
  await pays(here)

  trouble.isOn = false
  await here.restarts()

  expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid' })
  expect(await here.records('note')).toHaveLength(1)
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test('those in charge are told once of what follows by itself and has failed eight times; it goes on being tried', async () => {
  const trouble = new Trouble()
  const here = await world({ store: trouble.unread, onError: trouble.onError })
  await pays(here)
  await here.creates('payment', 'second', { ...payment, number: 'q' })

  await here.passes('PT1H')
  const early = await here.records('notification')
  await here.passes('PT9H')

  expect(early).toEqual([])
  expect(await here.records('notification')).toMatchObject([
    { owner: 'vera', said: { code: 'reaction-put-off', with: { times: 8 } }, links: [{ entity: 'payment' }] },
  ])
  expect(await here.store.pendingEvents(10)).toHaveLength(2)
  trouble.isOn = false
  await here.passes('PT6H')
  expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid' })
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test('an event whose run has begun, and that was not marked as heard before the process ended, begins no other and is heard no more', async () => {
  const entity = { type: 'trigger.entity', params: { entity: 'contact', change: 'created' } }
  const marks = new Rivals((ops) => ops.every(({ op }) => op === 'events-handled'), { ok: true, events: [] })
  const here = await world({ workflows: [aWorkflow({ entity, wait }, ['entity -> wait'])], store: marks.under })

  marks.left = Number.POSITIVE_INFINITY
  await here.creates('contact', 'boris', { firstName: 'Boris' })
  marks.left = 0
  const before = await here.store.pendingEvents(10)
  await here.restarts()

  expect(before).toHaveLength(1)
  expect(await here.runs()).toMatchObject([{ run: { subject: 'boris', state: 'active' } }])
  expect(await here.store.pendingEvents(10)).toEqual([])
})

const isRunGoingOn = (ops: readonly Op[]) => ops.some((op) => op.op === 'run') && ops.some((op) => op.op === 'steps')

test.each([
  { times: 4, became: 'finished' },
  { times: 5, became: 'active' },
])('a run that others were quicker than $times times is $became: after the fifth it needs attention', async ({ times, became }) => {
  const rivals = new Rivals(isRunGoingOn)
  const here = await world({ workflows: [waiting], store: rivals.under })
  await here.happens('form-submitted', { form: 'website' })

  rivals.left = times
  await here.passes('P1D')

  const [one] = await here.runs()
  const parked = { state: 'parked', problem: { code: 'parked-error', with: { reason: { code: 'stale' } } } }
  expect(one?.run.state).toBe(became)
  expect(one?.positions).toMatchObject(became === 'active' ? [parked] : [])
})

test('a run that others were quicker than goes on, though then the store cannot say who is due', async () => {
  const rivals = new Rivals(isRunGoingOn)
  let isOut = false
  const out = (store: Store): Store => {
    const under = rivals.under(store)
    return {
      ...under,
      claim: async (...asked) => {
        const isNow = isOut && rivals.left === 0
        if (isNow) isOut = false
        if (isNow) throw new Error('out of reach')
        return under.claim(...asked)
      },
    }
  }
  const here = await world({ workflows: [waiting], store: out, onError: () => {} })
  await here.happens('form-submitted', { form: 'website' })

  rivals.left = 1
  isOut = true
  await here.passes('P1D')
  while (isOut) await here.engine.pump.idle()
  await here.engine.pump.idle()

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Perm' })
})

test('a run whose version is missing needs attention, and says so', async () => {
  let isMissing = false
  const without = (store: Store): Store => ({ ...store, version: async (id) => (isMissing ? null : store.version(id)) })
  const here = await world({ workflows: [waiting], store: without })
  await here.happens('form-submitted', { form: 'website' })

  isMissing = true
  await here.restarts('2026-03-03T10:00:00Z')

  const reason = { code: 'step-threw', with: { message: 'The version of this run is missing' } }
  expect((await here.runs())[0]?.positions).toMatchObject([{ state: 'parked', problem: { with: { reason } } }])
})

const goal = { count: 'orders', is: 'over', value: 1 } as const
const order = (id: string) => ({ number: id, contact: 'anna', orderedOn: '2026-03-01' })
const creating = (here: World, entity: string, id: string, fields: JsonObject): Op => ({
  op: 'change',
  change: { change: 'create', entity, id, revision: null, fields, cause: { kind: 'outside', id: null, depth: 0 }, at: here.now() },
})
const orderOp = (here: World, id: string): Op => creating(here, 'order', id, order(id))
const eventOp = (here: World, id: string, form: string): Op => ({
  op: 'event',
  event: {
    id,
    kind: 'form-submitted',
    at: here.now(),
    about: 'anna',
    records: { contact: 'anna' },
    fields: { form },
    cause: { kind: 'outside', id: null, depth: 0 },
  },
  state: 'pending',
})

test('whoever comes together with an order begins after it, and is asked about it', async () => {
  const here = await world({ workflows: [aWorkflow({ form, wait }, ['form -> wait'], { goal })] })
  await here.creates('order', 'first', order('first'))

  await here.engine.pump.submit({ ops: [orderOp(here, 'second'), eventOp(here, 'event', 'website')] })
  await here.engine.pump.idle()

  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'goal' } } }])
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test('who begins while something that their goal asks about is being written begins right after it, and all that follows is done once', async () => {
  const paying = { type: 'trigger.entity', params: { entity: 'payment', change: 'created' } }
  const here = await world({ workflows: [aWorkflow({ paying, wait }, ['paying -> wait'], { goal })] })
  await here.creates('order', 'first', order('first'))
  await owes(here)
  const ops = [orderOp(here, 'second'), eventOp(here, 'event', 'other')]

  // The payment is heard in the turn that writes the order.
  await here.engine.pump.submit({ ops: [creating(here, 'payment', 'pay', payment)] })
  await here.engine.pump.submit({ ops })
  await here.engine.pump.idle()

  expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid' })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'goal' } } }])
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test('a question that what is being written may change is answered after it', async () => {
  const here = await world({})

  const written = here.engine.pump.submit({ ops: [orderOp(here, 'first'), eventOp(here, 'event', 'other')] })
  const asked = here.engine.pump.perform(function* () {
    const found = yield* askFind('order', { field: 'contact', is: 'is', value: 'anna' }, 10)
    return { ops: [], value: found.map(({ id }) => id) }
  })

  expect([await written, (await asked).value]).toMatchObject([{ ok: true }, ['first']])
})

test('the next tick of a schedule that waits for the one before goes on when that has broken', async () => {
  const tick = { type: 'trigger.schedule', params: { when: { every: 'day', at: '10:00' }, overlap: 'queue' } }
  const rivals = new Rivals(isRunGoingOn)
  const long = { type: 'wait.delay', params: { duration: 'P2D' } }
  const flow = aWorkflow({ tick, long, note: { type: 'crm.note', params: { text: ['Begun'] } } }, ['tick -> long', 'long -> note'], {
    subject: null,
  })
  const here = await world({ workflows: [flow], store: rivals.under })
  await here.passes('P1DT2H')
  const before = (await here.runs()).map(({ positions }) => positions[0]?.node)

  rivals.left = 5
  await here.passes('P1D')

  expect(before).toEqual(['tick', 'long'])
  expect((await here.runs()).map(({ positions }) => [positions[0]?.node, positions[0]?.state])).toContainEqual(['long', 'waiting'])
})
