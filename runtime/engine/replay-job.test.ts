import { expect, onTestFinished, test } from 'vitest'
import { type Jobs, openJobs } from '../crm/jobs.ts'
import type { Store } from '../store/port.ts'
import { dyingPump } from '../testing/dying-pump.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import { cancelRun } from './edit-run.ts'
import { type ReplayInput, replayWork } from './replay-job.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const update = (field: string, value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field, value: [value] }] },
})
const flow = (birthday: string) => aWorkflow({ form, step: update('birthday', birthday) }, ['form -> step'])

/** So many people stand at a step that cannot be done, and by now there is a version in which it can. */
async function stuck(people: number, options: WorldOptions = {}): Promise<World> {
  const here = await aWorld({ workflows: [flow('tomorrow')], ...options })
  onTestFinished(() => here.close())
  for (let at = 0; at < people; at++) {
    await here.creates('contact', `c${at}`, { firstName: `c${at}` })
    await here.happens('form-submitted', { form: 'website' }, { contact: `c${at}` })
  }
  await here.publishes(flow('1990-05-01'))
  return here
}

function jobsOf(here: World, store: Store = here.store): Jobs {
  const { pump } = here.engine
  const jobs = openJobs({ store, submit: pump.submit, now: here.now, onError: (error) => expect.fail(String(error)) })
  jobs.register('replay', replayWork({ store, pump, now: here.now }))
  return jobs
}

async function replayed(here: World, input: Partial<ReplayInput>, user: string | null = 'vera', jobs = jobsOf(here)) {
  const whole: ReplayInput = { deed: 'step', version: 'live', anew: false, ...input }
  const job = await jobs.start({ kind: 'replay', title: { code: 'job-replay' }, user, input: { ...whole } })
  await jobs.idle()
  await here.engine.pump.idle()
  return (await here.store.job(job.id))?.result
}

const idsOf = async (here: World) => (await here.runs()).map(({ run }) => run.id)
const states = async (here: World) => (await here.runs()).map(({ run }) => run.state)

test('of chosen runs each is tried again, however many were chosen, and the others stay', async () => {
  const here = await stuck(123)
  const [left, ...chosen] = await idsOf(here)

  const result = await replayed(here, { runs: chosen })

  expect(result).toMatchObject({ done: 122, left: [], leftCount: 0 })
  expect((await here.runs()).filter(({ run }) => run.state === 'active').map(({ run }) => run.id)).toEqual([left])
})

test('whatever needs attention is tried again where no group is named', async () => {
  const here = await stuck(2)

  expect(await replayed(here, {})).toMatchObject({ done: 2, leftCount: 0 })
  expect(await states(here)).toEqual(['finished', 'finished'])
})

test('a group that is given up is stopped, and its trail names who gave it up', async () => {
  const here = await stuck(2)

  const result = await replayed(here, { deed: 'stop', workflow: 'w' })

  expect(result).toMatchObject({ done: 2, leftCount: 0 })
  expect((await here.runs()).map(({ run }) => [run.state, run.ended])).toEqual(
    [0, 1].map(() => ['stopped', { code: 'stopped-by', with: { user: 'Vera' } }]),
  )
})

test('killed in the middle of a page, it counts everybody once, also those who need nobody any more', async () => {
  const here = await stuck(12)
  const killed = openJobs({ store: here.store, submit: here.engine.pump.submit, now: here.now, onError: () => {} })
  const { pump, died } = dyingPump(here, 5)
  killed.register('replay', replayWork({ store: here.store, pump, now: here.now }))
  const input = { deed: 'step', version: 'live', anew: false, workflow: 'w' }
  const { id } = await killed.start({ kind: 'replay', title: { code: 'job-replay' }, user: 'vera', input, total: 12 })
  await died()

  await here.restarts()
  const jobs = jobsOf(here)
  await jobs.resume()
  await jobs.idle()

  expect(await here.store.job(id)).toMatchObject({ state: 'done', done: 12, total: 12, result: { done: 12, left: [], leftCount: 0 } })
})

test("what nobody in particular has asked for is done in nobody's name", async () => {
  const here = await stuck(1)

  await replayed(here, { deed: 'stop', workflow: 'w' }, null)

  expect(await here.runs()).toMatchObject([{ run: { state: 'stopped', ended: { with: { user: '' } } } }])
})

test('where no version is live, a run stays on its own', async () => {
  const here = await stuck(1)
  const workflow = await here.store.workflow('w')
  if (!workflow) throw new Error('There is no workflow')
  await here.engine.pump.submit({ ops: [{ op: 'workflow', workflow: { ...workflow, liveVersion: null, revision: 3 } }] })

  const result = await replayed(here, { workflow: 'w' })

  expect(result).toMatchObject({ done: 1, leftCount: 0 })
  expect(await here.runs()).toMatchObject([{ run: { version: 'w:1' }, positions: [{ state: 'parked' }] }])
})

test('what cannot be tried again is left with its reason', async () => {
  const here = await stuck(2)
  await here.publishes(aWorkflow({ form, other: update('city', 'Berlin') }, ['form -> other']))
  const ids = await idsOf(here)

  const result = await replayed(here, { runs: ['gone', ...ids] })

  expect(result).toMatchObject({ done: 0, leftCount: 3 })
  expect(result).toMatchObject({
    left: expect.arrayContaining([{ run: 'gone', problem: 'not-found' }, ...ids.map((run) => ({ run, problem: 'no-place' }))]),
  })
})

test.each<{ what: string; cleared: (here: World, run: string) => Promise<unknown> }>([
  { what: 'was mended', cleared: (here, run) => replayed(here, { runs: [run] }) },
  { what: 'was stopped', cleared: (here, run) => here.engine.pump.perform(cancelRun(run, { id: 'nikita', name: 'Nikita' })) },
])('who was quicker does not make it fail: a run that $what meanwhile counts as done', async ({ cleared }) => {
  const here = await stuck(1)
  const [run = ''] = await idsOf(here)
  await cleared(here, run)

  expect(await replayed(here, { runs: [run] })).toMatchObject({ done: 1, left: [] })
})

test('a run that goes on meanwhile needs nobody any more, and counts as done', async () => {
  const here = await stuck(1)
  const waits = { type: 'wait.delay', params: { duration: 'P1D' } }
  await here.publishes(aWorkflow({ form, step: waits }, ['form -> step']))
  const [run = ''] = await idsOf(here)
  await replayed(here, { runs: [run] })

  expect(await replayed(here, { runs: [run] })).toMatchObject({ done: 1, left: [] })
  expect(await states(here)).toEqual(['active'])
})

test('a run whose commit is refused is left with that reason, and the job goes on', async () => {
  let poisoned = ''
  const refusing = (store: Store): Store => ({
    ...store,
    commit: async (units) => {
      const results = await store.commit(units.filter(({ ops }) => !ops.some((op) => op.op === 'once' && op.key === poisoned)))
      const left = [...results]
      return units.map(({ ops }) =>
        ops.some((op) => op.op === 'once' && op.key === poisoned)
          ? { ok: false, problem: 'stale', said: { code: 'changed-meanwhile' } }
          : (left.shift() ?? { ok: true, events: [] }),
      )
    },
  })
  const here = await stuck(2, { store: refusing })
  const ids = await idsOf(here)
  poisoned = ids[0] ?? ''

  const result = await replayed(here, { workflow: 'w' })

  expect(result).toMatchObject({ done: 1, leftCount: 1, left: [{ run: poisoned, problem: 'changed-meanwhile' }] })
})
