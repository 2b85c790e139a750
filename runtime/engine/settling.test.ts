/** A trigger that waits until a record has been quiet: however often it changes meanwhile, one run begins. */
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { until } from '../testing/story.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

async function world(params: JsonObject, enrolment: Workflow['settings']['enrolment']): Promise<World> {
  const trigger = { type: 'trigger.entity', params: { entity: 'contact', change: 'changed', quiet: 'PT10M', ...params } }
  const note = { type: 'crm.note', params: { text: [{ ref: 'node.trigger.to', or: 'nothing' }] } }
  const here = await aWorld({ workflows: [aWorkflow({ trigger, note }, ['trigger -> note'], { enrolment })] })
  onTestFinished(() => here.close())
  return here
}

const said = async (here: World) => (await here.records('note')).map(({ text, createdAt }) => `${text} ${String(createdAt).slice(11, 16)}`)
const inCity = (here: World, city: string) => here.changes('contact', 'anna', { city })

test.each(['every-time', 'one-at-a-time'] as const)('changes in a row begin one run, when they have ended: %s', async (policy) => {
  const here = await world({ field: 'city' }, { policy })
  await Promise.all([inCity(here, 'Bonn'), inCity(here, 'Berlin')])
  await until(here, '2026-03-02T09:06:00Z')
  await Promise.all([inCity(here, 'Perm'), inCity(here, 'Rome')])
  await here.restarts()
  await until(here, '2026-03-02T09:08:00Z')
  await here.changes('contact', 'anna', { firstName: 'Anna-Maria' })
  await until(here, '2026-03-02T09:15:59Z')
  expect(await said(here)).toEqual([])

  await until(here, '2026-03-02T10:00:00Z')
  expect(await said(here)).toEqual(['Rome 09:16'])
  await inCity(here, 'Oslo')
  await until(here, '2026-03-02T11:00:00Z')

  expect(await said(here)).toEqual(['Rome 09:16', 'Oslo 10:10'])
  expect(await here.runs()).toHaveLength(2)
})

test('a value that does not stay begins nothing, and is told', async () => {
  const here = await world({ field: 'city', to: ['Berlin'] }, { policy: 'every-time' })
  await inCity(here, 'Berlin')
  await until(here, '2026-03-02T09:06:00Z')

  await inCity(here, 'Perm')
  await until(here, '2026-03-02T10:00:00Z')

  expect(await said(here)).toEqual([])
  expect((await here.runs()).map(({ run }) => run.ended?.code)).toEqual(['changed-again'])
})
