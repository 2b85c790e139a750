import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const note = { type: 'crm.note', params: { text: ['Begun'] } }

async function world(trigger: { readonly type: string; readonly params: JsonObject }, subject: string): Promise<World> {
  const made = await aWorld({ workflows: [aWorkflow({ trigger, note }, ['trigger -> note'], { subject })] })
  onTestFinished(() => made.close())
  return made
}

/** The program was not running from Tuesday noon to Friday noon; what was due meanwhile is done at once. */
async function isAway(here: World): Promise<void> {
  await until(here, '2026-03-03T12:00:00Z')
  await here.restarts('2026-03-06T12:00:00Z')
}

const begun = async (here: World) =>
  (await here.runs()).map(({ run }) => `${run.subject} ${run.event?.at.toISOString().slice(0, 10)}`).sort()

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
})

test.each([
  { missed: 'late', times: 4 },
  { missed: 'none', times: 3 },
])('a schedule that was missed three times begins as the author wants: $missed', async ({ missed, times }) => {
  const here = await world({ type: 'trigger.schedule', params: { when: { every: 'day', at: '10:00' }, entity: 'user', missed } }, 'user')

  await isAway(here)
  await until(here, '2026-03-07T12:00:00Z')

  expect((await begun(here)).filter((one) => one.startsWith('vera'))).toHaveLength(times)
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
