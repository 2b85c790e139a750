import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const daily = (params: JsonObject) => ({ type: 'trigger.schedule', params: { when: { every: 'day', at: '10:00' }, ...params } })
const wait = (duration: string) => ({ type: 'wait.delay', params: { duration } })

async function world(trigger: JsonObject, lasts: string, subject: string | null = null, cooldown?: string): Promise<World> {
  const enrolment = { policy: 'every-time', ...(cooldown ? { cooldown } : {}) } as const
  const workflow = aWorkflow({ trigger: daily(trigger), wait: wait(lasts) }, ['trigger -> wait'], { subject, enrolment })
  const made = await aWorld({ workflows: [workflow] })
  onTestFinished(() => made.close())
  return made
}

/** Of each tick, oldest first: its day, and when its run left the trigger, or why it did not begin. */
async function told(here: World, subject: string | null = null): Promise<string[]> {
  const runs = (await here.runs()).filter(({ run }) => subject === null || run.subject === subject).reverse()
  return Promise.all(
    runs.map(async ({ run }) => {
      const left = (await here.trail(run.id)).find(({ node, outcome }) => node === 'trigger' && outcome === 'leave:out')
      const day = run.event?.at.getUTCDate()
      return `${day}: ${left ? left.at.getUTCDate() : run.state === 'active' ? 'waits' : run.ended?.code}`
    }),
  )
}

const leftOut = 'not-enrolled-overlap'

test.each([
  { overlap: undefined, ticks: ['2: 2', `3: ${leftOut}`, `4: ${leftOut}`, '5: 5'] },
  { overlap: 'skip', ticks: ['2: 2', `3: ${leftOut}`, `4: ${leftOut}`, '5: 5'] },
  { overlap: 'queue', ticks: ['2: 2', '3: 4', `4: ${leftOut}`, '5: waits'] },
  { overlap: 'allow', ticks: ['2: 2', '3: 3', '4: 4', '5: 5'] },
])('a tick that comes while the run before is going does what the author wants: $overlap', async ({ overlap, ticks }) => {
  const here = await world(overlap ? { overlap } : {}, 'P2DT2H')

  await until(here, '2026-03-05T11:00:00Z')

  expect(await told(here)).toEqual(ticks)
})

test('what waits for the run before begins when a person stops that one, and not before', async () => {
  const here = await world({ overlap: 'queue' }, 'P30D')
  await until(here, '2026-03-03T11:00:00Z')
  const [second, first] = await here.runs()
  expect(second?.positions).toMatchObject([{ node: 'trigger', state: 'waiting' }])

  await here.restarts('2026-03-03T12:00:00Z')
  const { cancelRun } = await import('./edit-run.ts')
  await here.engine.pump.perform(cancelRun(first?.run.id ?? '', { id: 'vera', name: 'Vera' }))
  await here.engine.pump.idle()

  expect(await told(here)).toEqual(['2: 2', '3: 3'])
})

test('a run that needs a person holds no further tick up', async () => {
  const parks = { type: 'wait.untilDate', params: { date: 'event.nothing' } }
  const workflow = aWorkflow({ trigger: daily({}), parks }, ['trigger -> parks'], { subject: null })
  const here = await aWorld({ workflows: [workflow] })
  onTestFinished(() => here.close())

  await until(here, '2026-03-03T11:00:00Z')

  expect(await told(here)).toEqual(['2: 2', '3: 3'])
})

test('what waits for the run before begins when that one needs a person', async () => {
  const parks = { type: 'wait.untilDate', params: { date: 'event.nothing' } }
  const nodes = { trigger: daily({ overlap: 'queue' }), wait: wait('P1DT2H'), parks }
  const here = await aWorld({ workflows: [aWorkflow(nodes, ['trigger -> wait', 'wait -> parks'], { subject: null })] })
  onTestFinished(() => here.close())

  await until(here, '2026-03-03T11:00:00Z')
  const before = await told(here)
  await until(here, '2026-03-03T13:00:00Z')

  expect(before).toEqual(['2: 2', '3: waits'])
  expect(await told(here)).toEqual(['2: 2', '3: 3'])
})

test('nobody waits for the end of the run before whom the cooldown would turn away then', async () => {
  const here = await world({ entity: 'contact', overlap: 'queue' }, 'P1DT2H', 'contact', 'P1D')

  await until(here, '2026-03-03T13:00:00Z')

  expect(await told(here, 'anna')).toEqual(['2: 2', `3: ${leftOut}`])
})

test('where a tick stands for records, each is held up only by its own run', async () => {
  const here = await world({ entity: 'contact', overlap: 'skip' }, 'P1DT2H', 'contact')
  await until(here, '2026-03-02T11:00:00Z')
  await here.creates('contact', 'boris', { firstName: 'Boris', email: 'boris@client.example' })

  await until(here, '2026-03-04T11:00:00Z')

  expect(await told(here, 'anna')).toEqual(['2: 2', `3: ${leftOut}`, '4: 4'])
  expect(await told(here, 'boris')).toEqual(['3: 3', `4: ${leftOut}`])
})
