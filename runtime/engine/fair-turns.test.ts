import { expect, onTestFinished, test, vi } from 'vitest'
import type { Op } from '../store/port.ts'
import { aPosition, aRun } from '../testing/sample-rows.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'

/** Due runs of the workflow that floods; `FLOOD=100000` is the promise in full. */
const flood = Number(process.env['FLOOD'] ?? 2_000)

const form = { type: 'trigger.form', params: { form: 'website' } }
const wait = { type: 'wait.delay', params: { duration: 'P1D' } }
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })

test('a workflow with a flood of due runs does not make another wait for its end', async () => {
  const flow = (id: string, city: string) => ({ ...aWorkflow({ form, wait, set: set(city) }, ['form -> wait', 'wait -> set']), id })
  const here = await aWorld({ workflows: [flow('flood', 'flooded'), flow('other', 'done')] })
  onTestFinished(() => here.close())
  const others = Array.from({ length: 10 }, (_, index) => `other${index}`)
  for (const id of [...others, 'everybody']) await here.creates('contact', id, { firstName: id })
  const dueAt = (minutes: number) => new Date(here.now().getTime() + minutes * 60_000)
  const waiting = (workflow: string, subject: string, minutes: number): Op[] => {
    const run = aRun({ workflow, version: `${workflow}:1`, subjectEntity: 'contact', subject, startedAt: here.now() })
    const position = aPosition(run.id, {
      node: 'wait',
      state: 'waiting',
      since: here.now(),
      dueAt: dueAt(minutes),
      waitsFor: [],
      memory: null,
    })
    return [
      { op: 'run-new', run },
      { op: 'positions', workflow, put: [position], remove: [] },
    ]
  }
  for (let from = 0; from < flood; from += 1_000) {
    const ops = Array.from({ length: Math.min(1_000, flood - from) }, () => waiting('flood', 'everybody', 1)).flat()
    await here.store.commit([{ ops }])
  }
  await here.store.commit([{ ops: others.flatMap((id) => waiting('other', id, 2)) }])

  const began = performance.now()
  const passing = here.restarts(dueAt(60).toISOString())
  const late: number[] = []
  for (const id of others) {
    await vi.waitUntil(async () => (await here.store.record('contact', id).catch(() => null))?.['city'] === 'done', {
      timeout: 10_000,
      interval: 2,
    })
    late.push(performance.now() - began)
  }
  const left = (await here.store.listRuns({ workflow: 'flood', state: 'active', limit: 1 })).total
  await passing

  // The start of the engine is among it.
  if (flood > 2_000) console.log(`The last of ten was done after ${Math.round(Math.max(...late))} ms, with ${left} of ${flood} still due`)
  expect(left).toBeGreaterThan(flood / 2)
}, 300_000)
