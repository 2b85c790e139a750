import { expect, onTestFinished, test } from 'vitest'
import { openJobs } from '../crm/jobs.ts'
import { newId } from '../store/ids.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import type { Delivered } from './deliverer.ts'
import { type Replay, replayRun } from './replay.ts'
import { type ReplayInput, replayWork } from './replay-job.ts'

const vera = { id: 'vera', name: 'Vera' }
const form = { type: 'trigger.form', params: { form: 'website' } }
const update = (field: string, value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field, value: [value] }] },
})
const points = { type: 'crm.score', params: { source: 'own', points: 5, reason: ['asked'] } }
const letter = {
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal', whenUnknown: 'hold' },
}
const wrong = update('birthday', 'tomorrow')
const mended = update('birthday', '1990-05-01')

async function world(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  return here
}

const theRun = async (here: World) => {
  const [loaded] = await here.runs()
  if (!loaded) throw new Error('There is no run')
  return loaded
}

async function replays(here: World, replay: Partial<Replay>) {
  const { run } = await theRun(here)
  const { value } = await here.engine.pump.perform(replayRun(run.id, { from: 'step', version: null, anew: false, ...replay }, vera))
  await here.engine.pump.idle()
  return value
}

const refused: Delivered = { kind: 'failed', result: 'failed', problem: { code: 'mail-refused' } }
const answering =
  (...answers: Delivered[]) =>
  async (): Promise<Delivered> =>
    answers.shift() ?? { kind: 'done', result: { state: 'sent' } }

test('tried again on the new version, a run goes on from the step that failed', async () => {
  const flow = (step: typeof wrong) => aWorkflow({ form, step, after: update('city', 'Berlin') }, ['form -> step', 'step -> after'])
  const here = await world({ workflows: [flow(wrong)] })
  await here.happens('form-submitted', { form: 'website' })
  await here.publishes(flow(mended))

  const own = await replays(here, {})
  const stuck = await theRun(here)
  const live = await replays(here, { version: 'w:2' })

  expect([own, stuck.positions[0]?.state, live]).toEqual([{ ok: true }, 'parked', { ok: true }])
  expect(await here.record('contact', 'anna')).toMatchObject({ birthday: '1990-05-01', city: 'Berlin' })
  expect(await replays(here, {})).toEqual({ ok: false, problem: 'not-active' })
})

test('a step that is not in the new version has no place there, and the run stays where it is', async () => {
  const here = await world({ workflows: [aWorkflow({ form, step: wrong }, ['form -> step'])] })
  await here.happens('form-submitted', { form: 'website' })
  await here.publishes(aWorkflow({ form, other: mended }, ['form -> other']))

  expect(await replays(here, { version: 'w:2' })).toEqual({ ok: false, problem: 'no-place' })
  expect(await theRun(here)).toMatchObject({ run: { version: 'w:1' }, positions: [{ node: 'step', state: 'parked' }] })
})

test('a letter that failed leaves again under its own key, to the address that was corrected', async () => {
  const here = await world({ workflows: [aWorkflow({ form, ask: letter }, ['form -> ask'])], post: answering(refused) })
  await here.happens('form-submitted', { form: 'website' })
  const [failed] = await here.store.deliveries({ limit: 5 })
  await here.changes('contact', 'anna', { email: 'anna.weber@client.example' })

  await replays(here, {})

  expect(failed).toMatchObject({ state: 'failed' })
  expect(here.sent).toMatchObject([{ id: failed?.id, to: 'anna.weber@client.example' }])
  expect(await here.store.deliveries({ limit: 5 })).toMatchObject([{ id: failed?.id, state: 'done', attempts: 1 }])
  expect(await here.records('message')).toMatchObject([{ id: failed?.id, state: 'sent', to: 'anna.weber@client.example' }])
  expect((await theRun(here)).run.state).toBe('finished')
})

const scored = () => aWorkflow({ form, score: points, ask: letter, step: wrong }, ['form -> score', 'score -> ask', 'ask:sent -> step'])

test.each([
  { anew: false, letters: 1, score: 5 },
  { anew: true, letters: 2, score: 10 },
])('from the start, anew: $anew, what was done leaves $letters letters and $score points', async ({ anew, letters, score }) => {
  const here = await world({ workflows: [scored()] })
  await here.happens('form-submitted', { form: 'website' })

  const answer = await replays(here, { from: 'start', anew })

  expect(answer).toEqual({ ok: true })
  expect(await here.record('contact', 'anna')).toMatchObject({ score })
  expect(here.sent).toHaveLength(letters)
  expect(await theRun(here)).toMatchObject({ positions: [{ node: 'step', state: 'parked' }] })
})

test('from the start, a letter that never got through leaves under its first key', async () => {
  const flow = aWorkflow({ form, score: points, ask: letter }, ['form -> score', 'score -> ask'])
  const here = await world({ workflows: [flow], post: answering(refused) })
  await here.happens('form-submitted', { form: 'website' })
  const [failed] = await here.store.deliveries({ limit: 5 })
  await here.passes('PT1H')

  await replays(here, { from: 'start' })

  expect(here.sent).toMatchObject([{ id: failed?.id }])
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 5 })
  expect((await theRun(here)).run.state).toBe('finished')
})

test('tried again from the start on the new version, a run begins at its trigger there, or at the only one that there is', async () => {
  const here = await world({ workflows: [aWorkflow({ form, step: wrong }, ['form -> step'])] })
  await here.happens('form-submitted', { form: 'website' })
  await here.publishes(aWorkflow({ entrance: form, step: mended }, ['entrance -> step']))

  const answer = await replays(here, { from: 'start', version: 'w:2' })

  expect(answer).toEqual({ ok: true })
  expect(await theRun(here)).toMatchObject({ run: { version: 'w:2', state: 'finished', visits: { entrance: 1 } } })
  expect(await here.record('contact', 'anna')).toMatchObject({ birthday: '1990-05-01' })
})

test('a run is not taken to a version that does not exist, is of another flow, or has none of its triggers, and stays as it is', async () => {
  const flow = aWorkflow({ form, step: wrong }, ['form -> step'])
  const elsewhere = { ...aWorkflow({ other: { ...form, params: { form: 'other' } }, step: mended }, ['other -> step']), id: 'elsewhere' }
  const here = await world({ workflows: [flow, elsewhere] })
  await here.happens('form-submitted', { form: 'website' })
  await here.publishes(aWorkflow({ one: form, two: form, step: mended }, ['one -> step', 'two -> step']))

  const answers = [
    await replays(here, { from: 'start', version: 'w:9' }),
    await replays(here, { from: 'start', version: 'elsewhere:1' }),
    await replays(here, { from: 'start', version: 'w:2' }),
    await replays(here, { version: 'w:9' }),
  ]

  expect(answers).toEqual(answers.map(() => ({ ok: false, problem: 'no-place' })))
  expect(await theRun(here)).toMatchObject({ run: { version: 'w:1', state: 'active' }, positions: [{ state: 'parked' }] })
})

test('a run does not begin anew while something of it is approved and about to be carried out', async () => {
  const ways = { type: 'logic.parallel', params: { branches: [{ id: 'left' }, { id: 'right' }] } }
  const flow = aWorkflow({ form, ways, step: wrong, ask: { ...letter, mode: 'suggest' } }, [
    'form -> ways',
    'ways:left -> step',
    'ways:right -> ask',
  ])
  const here = await world({ workflows: [flow] })
  await here.happens('form-submitted', { form: 'website' })
  const [suggestion] = await here.suggestions('pending')
  if (suggestion) await here.decides(suggestion, { kind: 'approve' })

  expect(await replays(here, { from: 'start' })).toEqual({ ok: false, problem: 'already-started' })
  await here.passes('PT1M')
  expect(here.sent).toHaveLength(1)
})

test.each([
  { anew: false, keys: 1 },
  { anew: true, keys: 2 },
])('a letter that was refused is tried again from its step, anew: $anew, under $keys keys', async ({ anew, keys }) => {
  const here = await world({ workflows: [aWorkflow({ form, ask: letter }, ['form -> ask'])], post: answering(refused) })
  await here.happens('form-submitted', { form: 'website' })

  await replays(here, { anew })

  expect(here.sent).toHaveLength(1)
  expect(await here.store.deliveries({ limit: 5 })).toHaveLength(keys)
})

test('a step that another has taken the place of in the new version is asked as it is there', async () => {
  const here = await world({ workflows: [aWorkflow({ form, step: wrong }, ['form -> step'])] })
  await here.happens('form-submitted', { form: 'website' })
  await here.publishes(aWorkflow({ form, step: points }, ['form -> step']))

  expect(await replays(here, { version: 'w:2', anew: true })).toEqual({ ok: true })
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 5, birthday: null })
})

test('on its own version, named, a run is tried again where it stands, and not at all when it needs no attention', async () => {
  const here = await world({
    workflows: [
      aWorkflow({ form, ask: letter, rest: { type: 'wait.delay', params: { duration: 'P1D' } } }, ['form -> ask', 'ask:sent -> rest']),
    ],
    post: answering(refused),
  })
  await here.happens('form-submitted', { form: 'website' })

  const answers = [await replays(here, { version: 'w:1' }), await replays(here, { version: 'w:1' })]

  expect(answers).toEqual([{ ok: true }, { ok: false, problem: 'not-parked' }])
  expect(here.sent).toHaveLength(1)
})

test('a thousand runs that need attention are tried again as one job, each exactly once, also when the process ends in between', async () => {
  const flow = aWorkflow({ form, score: points, step: wrong }, ['form -> score', 'score -> step'])
  const here = await world({ workflows: [flow] })
  const people = Array.from({ length: 1_000 }, (_, at) => `c${at}`)
  const add = people.map((id) => ({
    op: 'change' as const,
    change: {
      change: 'create' as const,
      entity: 'contact',
      id,
      revision: null,
      fields: { firstName: id, score: 0 },
      cause: { kind: 'system' as const, id: null, depth: 0 },
      at: here.now(),
      quiet: true,
    },
  }))
  await here.store.commit([{ ops: add }])
  await Promise.all(
    people.map((contact) => {
      const cause = { kind: 'outside', id: null, depth: 0 } as const
      const event = {
        id: newId(),
        kind: 'form-submitted',
        at: here.now(),
        about: contact,
        records: { contact },
        fields: { form: 'website' },
        cause,
      } as const
      return here.engine.pump.submit({ ops: [{ op: 'event', event, state: 'pending' }] })
    }),
  )
  await here.engine.pump.idle()
  const [group] = await here.store.parkedGroups()
  await here.publishes(aWorkflow({ form, score: points, step: mended }, ['form -> score', 'score -> step']))

  const input: ReplayInput = { deed: 'step', version: 'live', anew: false, workflow: 'w', node: 'step', reason: 'field-wrong' }
  let pages = 0
  const open = (stopAfter: number) => {
    const jobs = openJobs({
      store: here.store,
      submit: here.engine.pump.submit,
      now: here.now,
      onError: (error) => expect.fail(String(error)),
    })
    const work = replayWork({ store: here.store, pump: here.engine.pump, now: here.now })
    jobs.register('replay', (context) => work({ ...context, stopped: () => ++pages > stopAfter || context.stopped() }))
    return jobs
  }
  const first = open(3)
  const job = await first.start({ kind: 'replay', title: { code: 'job-replay' }, user: 'vera', input: { ...input }, total: 1_000 })
  await first.idle()
  const halfway = (await here.store.parkedGroups())[0]?.count
  const second = open(1_000)
  await second.resume()
  await second.idle()
  await here.engine.pump.idle()

  expect(group).toMatchObject({ workflow: 'w', node: 'step', reason: 'field-wrong', count: 1_000 })
  expect(halfway).toBe(700)
  expect(await here.store.parkedGroups()).toEqual([])
  expect(await here.store.job(job.id)).toMatchObject({ state: 'done', done: 1_000, result: { done: 1_000, leftCount: 0 } })
  const retries = await Promise.all(
    (await here.runs()).map(async ({ run }) => (await here.trail(run.id)).filter(({ outcome }) => outcome === 'moved').length),
  )
  expect(retries).toEqual(people.map(() => 1))
  expect((await here.runs()).every(({ run }) => run.state === 'finished')).toBe(true)
})
