import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import type { LoadedRun } from '../store/port.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'

const note = { type: 'crm.note', params: { text: ['Begun'] } }

async function world(
  trigger: { readonly type: string; readonly params: JsonObject },
  subject: string | null,
  options: WorldOptions = {},
): Promise<World> {
  const made = await aWorld({ workflows: [aWorkflow({ trigger, note }, ['trigger -> note'], { subject })], ...options })
  onTestFinished(() => made.close())
  return made
}

/** The program was not running from Tuesday noon to Friday noon; what was due meanwhile is done at once. */
async function isAway(here: World): Promise<void> {
  await until(here, '2026-03-03T12:00:00Z')
  await here.restarts('2026-03-06T12:00:00Z')
}

const isRefused = ({ run }: LoadedRun): boolean => run.ended?.code.startsWith('not-enrolled') ?? false

const begun = async (here: World) =>
  (await here.runs())
    .filter((one) => !isRefused(one))
    .map(({ run }) => `${run.subject} ${run.event?.at.toISOString().slice(0, 10)}`)
    .sort()

/** What the list of runs says of those that did not come, the oldest first. */
const missed = async (here: World) =>
  (await here.runs())
    .filter(isRefused)
    .map(({ run }) => run.ended && say(run.ended, 'en'))
    .reverse()

async function withInvoices(missed: string): Promise<World> {
  const params = { entity: 'invoice', field: 'dueOn', when: 'on', yearly: false, time: '09:00', missed }
  const here = await world({ type: 'trigger.date', params }, 'invoice')
  for (const day of ['03', '04', '05', '06', '07'])
    await here.creates('invoice', `due-${day}`, { number: day, amount: { cents: 100, currency: 'EUR' }, dueOn: `2026-03-${day}` })
  return here
}

test('dates that came while nothing ran are made up for, each as it was on its day', async () => {
  const here = await withInvoices('late')

  await isAway(here)
  await until(here, '2026-03-07T12:00:00Z')

  expect(await begun(here)).toEqual(['03', '04', '05', '06', '07'].map((day) => `due-${day} 2026-03-${day}`))
})

test('they are left out where the author wants it so', async () => {
  const here = await withInvoices('none')

  await isAway(here)
  await until(here, '2026-03-07T12:00:00Z')

  expect(await begun(here)).toEqual(['due-03 2026-03-03', 'due-07 2026-03-07'])
  expect(await missed(here)).toEqual(['Not run: missed 3 times, from Wed 4 Mar, 09:00 to Fri 6 Mar, 09:00.'])
})

test.each([
  { policy: 'late', days: ['03', '06', '07'], told: ['Not run: missed 2 times, from Wed 4 Mar, 10:00 to Thu 5 Mar, 10:00.'] },
  { policy: 'all', days: ['03', '04', '05', '06', '07'], told: [] },
  { policy: 'none', days: ['03', '07'], told: ['Not run: missed 3 times, from Wed 4 Mar, 10:00 to Fri 6 Mar, 10:00.'] },
])('of a schedule that was missed three times comes what the author wants: $policy', async ({ policy, days, told }) => {
  const here = await world(
    { type: 'trigger.schedule', params: { when: { every: 'day', at: '10:00' }, entity: 'user', missed: policy } },
    'user',
  )

  await isAway(here)
  await until(here, '2026-03-07T12:00:00Z')

  const after = (await begun(here)).filter((one) => one.startsWith('vera') && !one.endsWith('03-02'))
  expect(after).toEqual(days.map((day) => `vera 2026-03-${day}`))
  expect(await missed(here)).toEqual(told)
})

test('one that was missed is told by its moment alone', async () => {
  const when = { every: 'day', at: '10:00' }
  const here = await world({ type: 'trigger.schedule', params: { when, missed: 'none' } }, null)
  await until(here, '2026-03-03T12:00:00Z')

  await here.restarts('2026-03-04T12:00:00Z')

  expect(await missed(here)).toEqual(['Not run: missed at Wed 4 Mar, 10:00.'])
})

test('a trigger of which nobody has said what becomes of missed ticks makes up for the last', async () => {
  const schedule = nodeTypes.find(({ type }) => type === 'trigger.schedule')
  const silent = { ...schedule, type: 'trigger.silent', trigger: { ...schedule?.trigger, missed: undefined } } as never
  const params = { when: { every: 'day', at: '10:00' }, entity: null }
  const here = await world({ type: 'trigger.silent', params }, null, { nodeTypes: [...nodeTypes, silent] })

  await isAway(here)

  expect((await begun(here)).map((one) => one.slice(-10))).toEqual(['2026-03-02', '2026-03-03', '2026-03-06'])
})

test('a schedule that comes no more after its last time is forgotten', async () => {
  const when = { cron: '0 0 10 3 3 * 2026' }
  const here = await world({ type: 'trigger.schedule', params: { when } }, null)

  await until(here, '2026-03-04T12:00:00Z')

  expect(await begun(here)).toHaveLength(1)
  expect(await here.store.schedules()).toEqual([])
})

test('of very many that were missed the newest hundred are made up for, in their order, and each other one is recorded', async () => {
  const when = { every: 'minutes', count: 30 }
  const here = await world({ type: 'trigger.schedule', params: { when, missed: 'all' } }, null)

  await here.restarts('2026-03-16T09:00:00Z')

  const begunAt = (await here.runs()).filter((one) => !isRefused(one)).flatMap(({ run }) => run.event?.at ?? [])
  const newest = Array.from({ length: 100 }, (_, index) => new Date(Date.parse('2026-03-16T09:00:00Z') - index * 30 * 60_000))
  expect(begunAt).toEqual(newest)
  const named = (await here.runs()).filter(isRefused).flatMap(({ run }) => run.event?.fields['missed'] ?? [])
  expect(new Set(named).size).toBe(14 * 48 - 100)
})

test('a clock that jumps ahead or back begins nothing twice, and takes up what it jumped over as the author wants', async () => {
  const here = await world({ type: 'trigger.schedule', params: { when: { every: 'day', at: '10:00' } } }, null)
  const days = async () => (await begun(here)).map((one) => one.slice(-10))
  await until(here, '2026-03-03T10:30:00Z')
  expect(await days()).toEqual(['2026-03-02', '2026-03-03'])

  await here.restarts('2026-03-03T09:30:00Z')
  await until(here, '2026-03-03T10:30:00Z')
  expect(await days()).toEqual(['2026-03-02', '2026-03-03'])

  await here.restarts('2026-04-12T12:00:00Z')
  expect(await days()).toEqual(['2026-03-02', '2026-03-03', '2026-04-12'])
  expect(await missed(here)).toEqual(['Not run: missed 39 times, from Wed 4 Mar, 10:00 to Sat 11 Apr, 10:00.'])
})

test('a deal that has stood at a stage for a week is found on one morning, and not before', async () => {
  const params = { of: 'deal', move: 'stuck', days: 7, stage: 'offer' }
  const here = await world({ type: 'trigger.stage', params }, 'deal')
  await here.creates('pipeline', 'sales-1', { key: 'sales', name: 'Sales' })
  for (const [position, key] of ['new', 'offer'].entries())
    await here.creates('stage', key, { key, name: key, pipeline: 'sales-1', position })
  for (const [id, stage] of [
    ['stuck', 'offer'],
    ['moved', 'offer'],
    ['young', 'new'],
  ] as const)
    await here.creates('deal', id, { title: id, stage, pipeline: 'sales-1' })
  await until(here, '2026-03-05T12:00:00Z')
  await here.changes('deal', 'moved', { stage: 'new' })
  await here.changes('deal', 'moved', { stage: 'offer' })

  await until(here, '2026-03-09T08:59:00Z')
  expect(await begun(here)).toEqual([])
  await until(here, '2026-03-30T12:00:00Z')

  expect(await begun(here)).toEqual(['moved 2026-03-12', 'stuck 2026-03-09'])
})
