import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryRow } from '../store/rows.ts'
import { form, letter, letterFlow, setsCity } from '../testing/letter-flow.ts'
import { aDelivery } from '../testing/sample-rows.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'
import { alreadyKnown } from './asking.ts'
import type { Delivered, Deliverer } from './deliverer.ts'
import { openOutbox } from './outbox.ts'
import { nextTry } from './retry.ts'

async function lettered(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const city = async (here: World) => (await here.record('contact', 'anna'))?.['city']
const deliveries = (here: World) => here.store.deliveries({ limit: 10 })

/** Answers one after the other, the last one for ever. */
const answering =
  (...answers: Delivered[]) =>
  async (): Promise<Delivered> => {
    const [next] = answers.length > 1 ? answers.splice(0, 1) : answers
    if (!next) throw new Error('There is no answer')
    return next
  }

const sent: Delivered = { kind: 'done', result: { state: 'sent' } }
const busy: Delivered = { kind: 'again', problem: { code: 'mail-server-busy' } }

test('a letter that has left lets its step go on by "sent"', async () => {
  const here = await lettered({ workflows: [letterFlow()] })

  expect(here.sent).toHaveLength(1)
  expect(await city(here)).toBe('sent')
  expect(await deliveries(here)).toMatchObject([{ state: 'done', attempts: 1 }])
})

test('a busy server is tried again with growing waits, until it takes the letter', async () => {
  const here = await lettered({ workflows: [letterFlow()], post: answering(busy, busy, sent) })

  await here.passes('PT5S')
  const early = await deliveries(here)
  await here.passes('PT2M')

  expect(early).toMatchObject([{ state: 'deferred', attempts: 1, problem: { code: 'mail-server-busy' } }])
  expect(await deliveries(here)).toMatchObject([{ state: 'done', attempts: 3 }])
  expect(await city(here)).toBe('sent')
})

test('after eight tries it is over, and the step needs attention with the reason', async () => {
  const here = await lettered({ workflows: [letterFlow()], post: answering(busy) })

  await here.passes('P3D')

  expect(await deliveries(here)).toMatchObject([{ state: 'failed', attempts: 8, problem: { code: 'tries-used-up', with: { tries: 8 } } }])
  expect((await here.runs()).flatMap(({ positions }) => positions)).toMatchObject([{ state: 'parked', node: 'ask' }])
})

test('a step may say how often it is tried, and how long it waits at first', async () => {
  const ask = { ...letter(), common: { retry: { tries: 3, wait: 'PT10M' } } }
  const here = await lettered({ workflows: [aWorkflow({ form, ask }, ['form -> ask'])], post: answering(busy) })

  await here.passes('PT7M')
  const early = await deliveries(here)
  await here.passes('P1D')

  expect(early).toMatchObject([{ state: 'deferred', attempts: 1 }])
  expect(await deliveries(here)).toMatchObject([{ state: 'failed', attempts: 3, problem: { code: 'tries-used-up', with: { tries: 3 } } }])
})

test('a refused address is final, and the step goes on by "bounced"', async () => {
  const refused: Delivered = { kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address' } }
  const here = await lettered({ workflows: [letterFlow()], post: answering(refused) })

  expect(await city(here)).toBe('bounced')
})

test('a letter that may have left is held, and a person decides what it was', async () => {
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await lettered({ workflows: [letterFlow()], post: answering(unknown) })
  await here.passes('P3D')
  const [held] = await deliveries(here)
  const before = await city(here)

  await here.engine.outbox.resolve(held?.id ?? '', 'assume-sent')
  await here.engine.pump.idle()

  expect(held).toMatchObject({ state: 'unknown', attempts: 1 })
  expect(before).toBeNull()
  expect(await city(here)).toBe('sent')
})

test('what was under way when the process died is never sent a second time by itself', async () => {
  const here = await lettered({ workflows: [letterFlow()], post: answering(busy, sent) })
  const [waiting] = await deliveries(here)
  if (!waiting) throw new Error('There is no delivery')
  await here.engine.close()
  await here.store.commit([{ ops: [{ op: 'delivery', delivery: { ...waiting, state: 'sending' }, expects: ['deferred'] }] }])

  await here.restarts()
  await here.passes('P1D')

  expect(await deliveries(here)).toMatchObject([{ state: 'unknown' }])
  expect(here.sent).toEqual([])
})

test('however much waits when the process starts, none of it is forgotten', async () => {
  const here = await aWorld()
  onTestFinished(() => here.close())
  const due = (at: number) => new Date(here.now().getTime() + (at + 1) * 60_000)
  const waiting = Array.from({ length: 2_001 }, (_, at) => ({ ...aDelivery(), id: `d${at}`, dueAt: due(at) }))
  await here.store.commit([{ ops: waiting.map((delivery) => ({ op: 'delivery', delivery, expects: null })) }])

  const outbox = openOutbox({ store: here.store, clock: here, pump: here.engine.pump, deliverers: new Map(), onError: () => {} })
  await outbox.start()
  outbox.hear(waiting.slice(0, 2_000).map((delivery) => ({ op: 'delivery', delivery: { ...delivery, state: 'done' }, expects: null })))

  expect(outbox.nextDue()).toEqual(due(2_000))
})

test('the author may choose to send again what may have been sent', async () => {
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await lettered({ workflows: [letterFlow('resend')], post: answering(unknown, sent) })

  await here.passes('PT1M')

  expect(await city(here)).toBe('sent')
})

test('the author may choose to take as sent what may have been sent', async () => {
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await lettered({ workflows: [letterFlow('assume-sent')], post: answering(unknown) })

  expect(await city(here)).toBe('sent')
  expect(await deliveries(here)).toMatchObject([{ state: 'done', result: { assumed: true } }])
})

test('a held letter goes again when a person says so, and is decided once', async () => {
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await lettered({ workflows: [letterFlow()], post: answering(unknown, sent) })
  const id = (await deliveries(here))[0]?.id ?? ''
  const { outbox, pump } = here.engine

  const decided = [await outbox.resolve(id, 'resend'), await outbox.resolve(id, 'resend'), await outbox.resolve('nobody', 'resend')]
  await pump.idle()

  expect(decided).toEqual([true, false, false])
  expect(here.sent).toHaveLength(1)
  expect(await city(here)).toBe('sent')
})

test.each([new Error('It broke'), 'It broke'])('of a letter whose deliverer throws %s nobody knows anything', async (thrown) => {
  const here = await lettered({ workflows: [letterFlow()], post: () => Promise.reject(thrown) })

  expect(await deliveries(here)).toMatchObject([{ state: 'unknown', problem: { with: { message: 'It broke' } } }])
})

test('an answer about a letter that was cancelled meanwhile changes nothing', async () => {
  const here: World = await aWorld({
    workflows: [letterFlow()],
    post: async () => {
      const [sending] = await deliveries(here)
      if (sending)
        await here.store.commit([{ ops: [{ op: 'delivery', delivery: { ...sending, state: 'cancelled' }, expects: ['sending'] }] }])
      return sent
    },
  })
  onTestFinished(() => here.close())

  await here.happens('form-submitted', { form: 'website' })

  expect(await deliveries(here)).toMatchObject([{ state: 'cancelled', result: null }])
})

/** A letter outside of any run, as it stands in the store and as the outbox has heard of it. */
async function heardOf(here: World, stored: Partial<DeliveryRow> | null, heard: Partial<DeliveryRow> = {}): Promise<void> {
  await here.passes('PT1M')
  const sample = (await deliveries(here)).find(({ run }) => run !== null)
  if (!sample) throw new Error('There is no delivery')
  const row: DeliveryRow = { ...sample, id: 'other', run: null, position: null, state: 'queued', attempts: 0, dueAt: here.now(), ...stored }
  if (stored) await here.store.commit([{ ops: [{ op: 'delivery', delivery: row, expects: null }] }])
  here.engine.outbox.hear([{ op: 'delivery', delivery: { ...row, state: 'queued', ...heard }, expects: null }])
  here.engine.pump.poke()
  await here.engine.pump.idle()
}

test('a letter that is gone, through, or put off since it was heard of does not go', async () => {
  const here = await lettered({ workflows: [letterFlow()] })

  await heardOf(here, null)
  await heardOf(here, { id: 'through', state: 'done' })
  await heardOf(here, { id: 'late', dueAt: new Date(here.now().getTime() + 3_600_000) }, { dueAt: here.now() })

  expect(here.sent).toHaveLength(1)
  expect(await here.store.delivery('late')).toMatchObject({ state: 'queued', attempts: 0 })
})

test('what nobody delivers, or what cannot be written, is reported and looked at again later', async () => {
  const errors: unknown[] = []
  const here = await lettered({ workflows: [letterFlow()], onError: (error) => errors.push(error) })

  const [letter] = await deliveries(here)
  await heardOf(here, { effect: aDelivery().effect })
  // It would be cancelled, but its message is not there.
  const effect = { ...letter?.effect, id: 'nowhere', contact: 'nobody' } as DeliveryRow['effect']
  await heardOf(here, { id: 'unwritten', effect })

  expect([...new Set(errors.map(String))]).toEqual([
    expect.stringContaining('Nobody delivers "call"'),
    expect.stringContaining('Nothing could be decided about the delivery unwritten'),
  ])
})

test('an answer that cannot be written down is reported, and nothing is sent for it again', async () => {
  const here = await aWorld()
  onTestFinished(() => here.close())
  const errors: unknown[] = []
  let calls = 0
  const breaks = {
    kind: 'call',
    permit: () => alreadyKnown({ kind: 'go', everyMs: 0 }),
    deliver: async () => {
      calls++
      return sent
    },
    record: () => {
      throw new Error('It cannot be written')
    },
    whenUnknown: () => 'hold',
  } as unknown as Deliverer
  const rows: DeliveryRow[] = [
    { ...aDelivery(), id: 'interrupted', state: 'sending' },
    { ...aDelivery(), id: 'foreign', state: 'sending', effect: { kind: 'nobody' } as never },
    { ...aDelivery(), id: 'queued', dueAt: here.now() },
  ]
  await here.store.commit([{ ops: rows.map((delivery) => ({ op: 'delivery', delivery, expects: null })) }])
  const { pump } = here.engine
  const outbox = openOutbox({
    store: here.store,
    clock: here,
    pump,
    deliverers: new Map([['call', breaks]]),
    onError: (error) => errors.push(error),
  })

  await outbox.start()
  outbox.look(here.now())
  await outbox.idle()

  expect(calls).toBe(1)
  expect(errors.map(String)).toEqual(['Error: It cannot be written', 'Error: It cannot be written'])
  expect((await deliveries(here)).map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
    'foreign sending',
    'interrupted sending',
    'queued sending',
  ])
})

test('sending again ends with a person when every try is lost', async () => {
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await lettered({ workflows: [letterFlow('resend')], post: answering(unknown) })

  await here.passes('P3D')

  expect(await deliveries(here)).toMatchObject([{ state: 'unknown', attempts: 8 }])
})

test('a run that ends takes back what still waits in its outbox', async () => {
  const goal = aWorkflow({ form, ask: letter() }, ['form -> ask'], { goal: { field: 'stage', is: 'is', value: 'client' } })
  const here = await lettered({ workflows: [goal], post: answering(busy, sent) })

  await here.changes('contact', 'anna', { stage: 'client' })
  await here.passes('P1D')

  expect(await deliveries(here)).toMatchObject([{ state: 'cancelled' }])
  expect(here.sent).toEqual([])
})

test('waits grow threefold, spread by a fifth, up to six hours', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const wait = (attempts: number) => nextTry({ id: 'd1', attempts } as DeliveryRow, null, now).getTime() - now.getTime()

  for (const [attempts, middle] of [
    [1, 10_000],
    [2, 30_000],
    [3, 90_000],
    [4, 270_000],
  ] as const) {
    expect(wait(attempts)).toBeGreaterThanOrEqual(middle * 0.8)
    expect(wait(attempts)).toBeLessThanOrEqual(middle * 1.2)
  }
  expect(wait(8)).toBeLessThanOrEqual(6 * 3_600_000)
})

test.each([
  { calendar: 'company', zone: null, before: '2026-03-09T08:59:00Z', at: '2026-03-09T09:00:00Z' },
  { calendar: 'contact', zone: 'Europe/Moscow', before: '2026-03-07T04:59:00Z', at: '2026-03-07T05:00:00Z' },
  { calendar: 'contact', zone: 'Asia/Tokyo', before: '2026-03-06T22:59:00Z', at: '2026-03-06T23:00:00Z' },
])('on Friday night a letter waits for the hours of its step: $calendar, $zone', async ({ calendar, zone, before, at }) => {
  const ask = { ...letter(), common: { window: { calendar } } }
  const here = await aWorld({ workflows: [aWorkflow({ form, ask, sent: setsCity('sent') }, ['form -> ask', 'ask:sent -> sent'])] })
  onTestFinished(() => here.close())
  await here.changes('contact', 'anna', { zone })
  await until(here, '2026-03-06T20:30:00Z')
  await here.happens('form-submitted', { form: 'website' })

  await until(here, before)
  expect(here.sent).toEqual([])
  expect(await deliveries(here)).toMatchObject([{ state: 'deferred', attempts: 0, problem: { code: 'waits-for-hours' } }])
  expect(await here.records('message')).toMatchObject([{ state: 'deferred', problem: { code: 'waits-for-hours' } }])
  await here.restarts()
  await until(here, at)

  expect(here.sent).toHaveLength(1)
  expect(await city(here)).toBe('sent')
})

test('a letter that waits for its hours is taken back when it no longer makes sense', async () => {
  const guard = { type: 'logic.relevance', params: { condition: is('stage', 'lead') } }
  const ask = { ...letter(), common: { window: { calendar: 'company' } } }
  const here = await aWorld({ workflows: [aWorkflow({ form, guard, ask }, ['form -> guard', 'guard -> ask'])] })
  onTestFinished(() => here.close())
  await until(here, '2026-03-06T20:30:00Z')
  await here.happens('form-submitted', { form: 'website' })

  await here.changes('contact', 'anna', { stage: 'lost' })
  await here.passes('P7D')

  expect(await deliveries(here)).toMatchObject([{ state: 'cancelled' }])
  expect(here.sent).toEqual([])
})

test('a letter that waits for its hours says until when, as they are now; looked at again, it says nothing new', async () => {
  const ask = { ...letter(), common: { window: { calendar: 'night' } } }
  const here = await aWorld({ workflows: [aWorkflow({ form, ask }, ['form -> ask'])] })
  onTestFinished(() => here.close())
  const hours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['22:00', '23:00']]]))
  await here.creates('calendar', 'night', { key: 'night', name: 'Night', zone: 'UTC', hours, holidays: [] })
  await here.happens('form-submitted', { form: 'website' })
  const message = async () => (await here.store.records('message', [(await here.records('message'))[0]?.id ?? '']))[0]
  const lookAgain = () => here.changes('mailbox', 'office', { paused: false })
  const before = await message()

  await lookAgain()
  const after = await message()
  await here.changes('calendar', 'night', { hours: Object.fromEntries(Object.keys(hours).map((day) => [day, [['20:00', '21:00']]])) })
  await lookAgain()

  const waits = (until: string) => ({ code: 'waits-for-hours', with: { until } })
  expect(before).toMatchObject({ state: 'deferred', problem: waits('2026-03-02T22:00:00.000Z') })
  expect(after).toEqual(before)
  expect(await message()).toMatchObject({ state: 'deferred', problem: waits('2026-03-02T20:00:00.000Z') })
})
