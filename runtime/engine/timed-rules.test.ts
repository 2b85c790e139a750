/** Rules that time alone makes true or false: whoever waits by one hears of it at that moment, and not before. */
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Store } from '../store/port.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { setHalt } from './halt.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })
const wait = { type: 'wait.delay', params: { duration: 'P300D' } }
const silent: Rule = { field: 'lastReplyAt', is: 'before', value: { ago: 'P30D' } }
const repliedAt = (at: string) => ({ lastReplyAt: at })

async function world(...workflow: Parameters<typeof aWorkflow>): Promise<World> {
  const here = await aWorld({ workflows: [aWorkflow(...workflow)] })
  onTestFinished(() => here.close())
  await here.changes('contact', 'anna', repliedAt('2026-02-20T12:00:00Z'))
  return here
}

const begins = (here: World) => here.happens('form-submitted', { form: 'website' })
const ended = async (here: World) => (await here.runs()).map(({ run }) => [run.ended?.code ?? null, run.endedAt?.toISOString() ?? null])
const city = async (here: World) => (await here.record('contact', 'anna'))?.['city'] ?? null

test.each(['goal', 'exit'] as const)(
  'whoever falls silent leaves by the %s when the thirty days are over, and not before',
  async (name) => {
    const here = await world({ form, wait }, ['form -> wait'], { [name]: silent })
    await begins(here)

    await until(here, '2026-03-22T12:00:00Z')
    expect(await ended(here)).toEqual([[null, null]])
    await until(here, '2026-03-22T12:01:00Z')

    expect(await ended(here)).toEqual([[name, '2026-03-22T12:00:00.001Z']])
  },
)

test('a reply in between puts it off; a date that is set back brings it on at once', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { goal: silent })
  await begins(here)
  await until(here, '2026-03-20T00:00:00Z')
  await here.changes('contact', 'anna', repliedAt('2026-03-19T12:00:00Z'))

  await here.restarts('2026-04-10T00:00:00Z')
  expect(await ended(here)).toEqual([[null, null]])
  await here.changes('contact', 'anna', repliedAt('2026-03-12T12:00:00Z'))
  await until(here, '2026-04-12T00:00:00Z')

  expect(await ended(here)).toEqual([['goal', '2026-04-11T12:00:00.001Z']])
})

test('what came true while nothing ran is heard after the start', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { goal: silent })
  await begins(here)

  await here.restarts('2026-03-25T00:00:00Z')

  expect(await ended(here)).toEqual([['goal', '2026-03-25T00:00:00.000Z']])
})

test('what came true before a wait was over comes before it, though nothing ran at either moment', async () => {
  const short = { type: 'wait.delay', params: { duration: 'P25D' } }
  const here = await world({ form, short, chase: set('chased') }, ['form -> short', 'short -> chase'], { goal: silent })
  await begins(here)

  await here.restarts('2026-04-10T00:00:00Z')

  expect(await ended(here)).toEqual([['goal', '2026-04-10T00:00:00.000Z']])
  expect(await city(here)).toBeNull()
})

const guarded = {
  form,
  wait,
  goal: { type: 'logic.goal', params: { goal: silent as unknown as JsonObject } },
  while: { type: 'logic.relevance', params: { condition: { not: [silent] } as unknown as JsonObject } },
  event: { type: 'wait.forEvent', params: { what: 'changed', condition: silent as unknown as JsonObject, patience: 'P200D' } },
  reached: set('reached'),
}

test.each<{ what: string; nodes: readonly (keyof typeof guarded)[]; lines: string[] }>([
  {
    what: 'a goal on the way',
    nodes: ['form', 'goal', 'wait', 'reached'],
    lines: ['form -> goal', 'goal -> wait', 'goal:reached -> reached'],
  },
  {
    what: 'a stretch',
    nodes: ['form', 'while', 'wait', 'reached'],
    lines: ['form -> while', 'while -> wait', 'while:withdrawn -> reached'],
  },
  { what: 'a wait for a condition', nodes: ['form', 'event', 'reached'], lines: ['form -> event', 'event:happened -> reached'] },
])('$what hears of time', async ({ nodes, lines }) => {
  const here = await world(Object.fromEntries(nodes.map((name) => [name, guarded[name]])), lines)
  await begins(here)

  await until(here, '2026-03-22T11:59:00Z')
  expect(await city(here)).toBeNull()
  await until(here, '2026-03-22T12:01:00Z')

  expect(await city(here)).toBe('reached')
})

test('a step that is no longer relevant is withdrawn when time makes it so, its suggestion too', async () => {
  const relevance: Rule = { not: [silent] }
  const ask = { ...set('Berlin'), mode: 'suggest' as const, common: { relevance } }
  const here = await world({ form, ask }, ['form -> ask'])
  await begins(here)
  expect(await here.suggestions('pending')).toHaveLength(1)

  await until(here, '2026-03-22T12:01:00Z')

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn' }])
})

test('a segment whose rule speaks of time brings its people in and out as time passes', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { exit: { segment: 'silent', is: 'in' } })
  await here.creates('segment', 'silent', { key: 'silent', name: 'Silent', entity: 'contact', rule: silent as unknown as JsonObject })
  await begins(here)

  await until(here, '2026-03-22T12:01:00Z')

  expect(await ended(here)).toEqual([['exit', '2026-03-22T12:00:00.001Z']])
})

test.each<{ what: string; goal: Rule; at: string }>([
  { what: 'no order for ninety days', goal: { none: 'orders', last: 'P90D' }, at: '2026-05-31' },
  {
    what: 'an order that was due within the last days',
    goal: { some: 'orders', where: { field: 'orderedOn', is: 'before', value: { ago: 'P10D' } } },
    at: '2026-03-12',
  },
])('related records are asked about as time passes, too: $what', async ({ goal, at }) => {
  const here = await world({ form, wait }, ['form -> wait'], { goal })
  await here.creates('order', 'o1', { number: '1', orderedOn: '2026-03-01', contact: 'anna' })
  await begins(here)

  await until(here, '2026-07-01T00:00:00Z')

  expect((await ended(here)).map(([code, on]) => [code, on?.slice(0, 10)])).toEqual([['goal', at]])
})

test('nobody is looked at whose moment has not come, however many wait', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { goal: silent })
  await begins(here)
  const before = (await here.runs())[0]?.run.revision
  await until(here, '2026-03-22T11:00:00Z')

  expect((await here.runs())[0]?.run.revision).toBe(before)
  expect(await here.store.nextAsk()).toEqual(new Date('2026-03-22T12:00:00Z'))
})

test('while everything is paused no rule is asked again, and what came true meanwhile is heard when it goes on', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { goal: silent })
  await begins(here)
  await here.engine.pump.perform(setHalt(true, { id: 'vera', name: 'Vera' }))
  await until(here, '2026-03-22T12:03:00Z')
  const meanwhile = await ended(here)

  await here.engine.pump.perform(setHalt(false, { id: 'vera', name: 'Vera' }))
  await until(here, '2026-03-22T12:06:00Z')

  expect(meanwhile).toEqual([[null, null]])
  expect(await ended(here)).toMatchObject([['goal', expect.stringMatching('2026-03-22T12:0[3-6]')]])
})

const order = (here: World, id: string, fields: JsonObject = {}) =>
  here.creates('order', id, { number: id, contact: 'anna', orderedOn: '2026-03-01', ...fields })

test('a rule about what belongs to somebody is asked at its moment also when the flow itself has just added to it', async () => {
  const both = { type: 'logic.parallel', params: { branches: [{ id: 'left' }, { id: 'right' }] } }
  const task = { type: 'crm.createTask', params: { title: ['Call her'] } }
  const relevant = { ...wait, common: { relevance: { some: 'tasks', last: 'P10D' } satisfies Rule } }
  const here = await world({ form, both, relevant, task, late: set('late') }, [
    'form -> both',
    'both:left -> relevant',
    'both:right -> task',
    'relevant:withdrawn -> late',
  ])
  await here.creates('task', 'before', { title: 'Before', contact: 'anna', owner: 'valera', state: 'open' })
  await begins(here)

  await until(here, '2026-03-12T08:59:00Z')
  const before = await city(here)
  await until(here, '2026-03-12T09:01:00Z')

  expect([before, await city(here)]).toEqual([null, 'late'])
})

test('of more related records than are looked at one by one, a rule is asked again within the hour', async () => {
  const here = await world({ form, wait }, ['form -> wait'], { exit: { count: 'orders', is: 'over', value: 60, last: 'P10D' } })
  for (let index = 0; index < 51; index++) await order(here, `o${index}`)

  await begins(here)

  expect((await here.runs())[0]?.positions[0]?.askAt).toEqual(new Date('2026-03-02T10:00:00Z'))
})

test('in a run about nobody a rule about what belongs to somebody never changes', async () => {
  const relevant = { ...wait, common: { relevance: { none: 'orders', last: 'P10D' } satisfies Rule } }
  const here = await world({ form, relevant }, ['form -> relevant'], { subject: null })

  await here.happens('form-submitted', { form: 'website' }, {})
  await until(here, '2026-05-02T00:00:00Z')

  expect((await here.runs())[0]?.positions).toMatchObject([{ node: 'relevant', state: 'waiting', askAt: null }])
})

test('a run that cannot learn when it is to be asked again needs attention, with the reason', async () => {
  const relevant = { ...wait, common: { relevance: { none: 'orders', last: 'P10D' } satisfies Rule } }
  const blind = (store: Store): Store => ({
    ...store,
    ids: async () => {
      throw new Error('out of reach')
    },
  })
  const here = await aWorld({ workflows: [aWorkflow({ form, relevant }, ['form -> relevant'])], store: blind, onError: () => {} })
  onTestFinished(() => here.close())

  await begins(here)

  expect((await here.runs())[0]?.positions).toMatchObject([
    { state: 'parked', problem: { code: 'parked-error', with: { reason: { code: 'step-threw', with: { message: 'out of reach' } } } } },
  ])
})
