import { expect, onTestFinished, test } from 'vitest'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const parallel = {
  type: 'logic.parallel',
  params: {
    branches: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ],
  },
}
const wait = (duration: string) => ({ type: 'wait.delay', params: { duration } })

async function world(options: WorldOptions): Promise<World> {
  const made = await aWorld(options)
  onTestFinished(() => made.close())
  return made
}

async function withOrders(count: number, options: WorldOptions): Promise<World> {
  const here = await world(options)
  const orders = Array.from({ length: count }, (_, index) =>
    here.creates('order', `o${index}`, { number: `${1000 + index}`, orderedOn: '2026-03-01', contact: 'anna' }),
  )
  await Promise.all(orders)
  return here
}

test('parallel ways are both gone, and what follows the join happens once', async () => {
  const flow = aWorkflow(
    {
      form,
      both: parallel,
      a: wait('P1D'),
      b: wait('P3D'),
      join: { type: 'logic.join', params: { mode: 'all' } },
      after: { type: 'crm.score', params: { points: 5, reason: ['met'] } },
    },
    ['form -> both', 'both:a -> a', 'both:b -> b', 'a -> join', 'b -> join', 'join -> after'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P2D')
  const early = await here.record('contact', 'anna')
  await here.passes('P2D')

  expect(early).toMatchObject({ score: 0 })
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 5 })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
})

test('when the first way is enough, the other is cancelled', async () => {
  const flow = aWorkflow(
    {
      form,
      both: parallel,
      a: wait('P1D'),
      b: wait('P3D'),
      late: set('city', 'late'),
      join: { type: 'logic.join', params: { mode: 'any' } },
      after: set('position', 'met'),
    },
    ['form -> both', 'both:a -> a', 'both:b -> b', 'a -> join', 'b -> late', 'late -> join', 'join -> after'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P9D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: null, position: 'met' })
})

const oneWayIsLate = (days: number) =>
  aWorkflow(
    {
      form,
      both: parallel,
      a: wait('P1D'),
      b: wait(`P${days}D`),
      join: { type: 'logic.join', params: { mode: 'all', patience: 'P2D' } },
      after: set('position', 'met'),
      late: set('city', 'late'),
    },
    ['form -> both', 'both:a -> a', 'both:b -> b', 'a -> join', 'b -> join', 'join -> after', 'join:timeout -> late'],
  )

test.each([
  { days: 3, position: 'met', city: null },
  { days: 4, position: null, city: 'late' },
])('two days after the first way a way of $days days is waited for no longer', async ({ days, position, city }) => {
  const here = await world({ workflows: [oneWayIsLate(days)] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P1DT1H')
  await here.restarts()
  await here.passes('P9D')

  expect(await here.record('contact', 'anna')).toMatchObject({ position, city })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
})

test('what is due on the ways goes before the end of the patience, however late both are looked at', async () => {
  const here = await world({ workflows: [oneWayIsLate(3)] })
  await here.happens('form-submitted', { form: 'website' })
  await here.passes('P1DT1H')

  await here.publishes(oneWayIsLate(3), 'paused')
  await here.passes('P9D')
  await here.publishes(oneWayIsLate(3))
  await here.passes('PT1H')

  expect(await here.record('contact', 'anna')).toMatchObject({ position: 'met', city: null })
})

test('a suggestion on a way that is late is withdrawn, with its reason', async () => {
  const offer = { ...set('city', 'offered'), mode: 'suggest' as const }
  const join = { type: 'logic.join', params: { mode: 'all', patience: 'P2D' } }
  const flow = aWorkflow({ form, both: parallel, offer, join }, ['form -> both', 'both:a -> join', 'both:b -> offer', 'offer -> join'])
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P3D')

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-late' } }])
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'ways-late' } } }])
})

test('a list is gone through item by item, and the flow goes on after the last', async () => {
  const flow = aWorkflow(
    {
      form,
      late: { type: 'data.query', params: { entity: 'order', where: is('contact', 'anna') } },
      each: { type: 'logic.forEach', params: { list: 'node.late.records' } },
      ship: { type: 'crm.update', params: { entity: 'order', fields: [{ field: 'status', value: ['shipped'] }] } },
      after: set('city', 'done'),
    },
    ['form -> late', 'late -> each', 'each:item -> ship', 'each:done -> after'],
  )
  const here = await withOrders(5, { workflows: [flow] })

  await here.happens('form-submitted', { form: 'website' })

  expect((await here.records('order')).map((order) => order['status'])).toEqual(Array(5).fill('shipped'))
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'done' })
})

test('a long list keeps no more items under way than it may, and ends all the same', async () => {
  const list = Array.from({ length: 3_000 }, (_, index) => index)
  const flow = aWorkflow(
    {
      form,
      each: { type: 'logic.forEach', params: { list: 'event.list', concurrency: 3, max: 10_000 } },
      pause: wait('PT1M'),
      after: set('city', 'done'),
    },
    ['form -> each', 'each:item -> pause', 'each:done -> after'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website', list })

  const [one] = await here.runs()
  expect(one?.positions).toHaveLength(4)
  expect(one?.positions.filter(({ state }) => state === 'forked')).toMatchObject([{ fork: { cursor: 3, running: 3 } }])
})

test('ten thousand items go through as many turns as let others in between, and every one of them once', async () => {
  const list = Array.from({ length: 10_000 }, (_, index) => index)
  const flow = aWorkflow(
    {
      form,
      each: { type: 'logic.forEach', params: { list: 'event.list', concurrency: 50, max: 10_000 } },
      ask: { type: 'logic.if', params: { condition: { field: 'item', is: 'over', value: 4_999 } } },
      after: set('city', 'done'),
    },
    ['form -> each', 'each:item -> ask', 'each:done -> after'],
  )
  const here = await world({ workflows: [flow], turnMs: 0 })

  const listed = here.happens('form-submitted', { form: 'website', list })
  await here.engine.pump.submit({ ops: [{ op: 'setting', key: 'other', value: 1 }] })
  expect((await here.runs())[0]?.run.state).toBe('active')
  await listed

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'done' })
  const [one] = await here.runs()
  const trail = await here.trail(one?.run.id ?? '')
  expect(trail.filter(({ node, outcome }) => node === 'ask' && outcome === 'leave:yes')).toHaveLength(5_000)
  expect(new Set(trail.map(({ number }) => number)).size).toBe(trail.length)
})

test('what a way has suggested or queued is taken back, when another was quicker at the same moment', async () => {
  const letter = {
    type: 'msg.email',
    params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal' },
  }
  const flow = aWorkflow(
    {
      form,
      both: { ...parallel, params: { branches: ['a', 'b', 'c'].map((id) => ({ id, name: id })) } },
      suggest: { ...set('city', 'Berlin'), mode: 'suggest' },
      letter,
      first: { type: 'logic.join', params: { mode: 'any' } },
    },
    ['form -> both', 'both:a -> suggest', 'both:b -> letter', 'both:c -> first'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website' })

  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' } }])
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-other-way' } }])
  expect(await here.store.deliveries({ limit: 10 })).toMatchObject([{ state: 'cancelled' }])
  expect(here.sent).toEqual([])
})

test('ways inside a list are about the same item, and the list goes on when they have met', async () => {
  const flow = aWorkflow(
    {
      form,
      each: { type: 'logic.forEach', params: { list: 'event.list' } },
      both: parallel,
      a: { type: 'crm.note', params: { text: ['a of ', { ref: 'item' }] } },
      b: { type: 'crm.note', params: { text: ['b of ', { ref: 'item' }] } },
      join: { type: 'logic.join', params: { mode: 'all' } },
      met: { type: 'crm.note', params: { text: ['both of ', { ref: 'item' }] } },
      after: set('city', 'done'),
    },
    ['form -> each', 'each:item -> both', 'both:a -> a', 'both:b -> b', 'a -> join', 'b -> join', 'join -> met', 'each:done -> after'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website', list: ['one', 'two'] })

  const notes = (await here.records('note')).map(({ text }) => text)
  expect(notes.sort()).toEqual(['a of one', 'a of two', 'b of one', 'b of two', 'both of one', 'both of two'])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'done' })
})

test('ways that have parted within a way end with it, when another was enough', async () => {
  const flow = aWorkflow(
    {
      form,
      both: parallel,
      inner: parallel,
      c: { ...set('city', 'c'), mode: 'suggest' },
      d: wait('P3D'),
      late: set('city', 'late'),
      b: wait('P1D'),
      join: { type: 'logic.join', params: { mode: 'any' } },
    },
    ['form -> both', 'both:a -> inner', 'both:b -> b', 'inner:a -> c', 'inner:b -> d', 'd -> late', 'b -> join', 'late -> join'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P9D')

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-other-way' } }])
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: null })
})

test('who comes to a join without having parted just passes, and a way that leads nowhere is not waited for', async () => {
  const flow = aWorkflow(
    {
      form,
      alone: { type: 'logic.join', params: { mode: 'all' } },
      both: parallel,
      join: { type: 'logic.join', params: { mode: 'all' } },
      after: set('city', 'met'),
    },
    ['form -> alone', 'alone -> both', 'both:a -> join', 'join -> after'],
  )
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'met' })
})

test('the patience of a join is counted from the first way that comes, however many come after it', async () => {
  const flow = aWorkflow(
    {
      form,
      ways: { ...parallel, params: { branches: ['a', 'b', 'c'].map((id) => ({ id, name: id })) } },
      a: wait('P1D'),
      b: wait('P2D'),
      c: wait('P4D'),
      join: { type: 'logic.join', params: { mode: 'all', patience: 'P2D' } },
      late: set('city', 'late'),
    },
    ['form -> ways', 'ways:a -> a', 'ways:b -> b', 'ways:c -> c', 'a -> join', 'b -> join', 'c -> join', 'join:timeout -> late'],
  )
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })

  await here.passes('P3D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'late' })
})
