import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { type Jobs, openJobs } from '../crm/jobs.ts'
import type { Op } from '../store/port.ts'
import { dyingPump } from '../testing/dying-pump.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { cancelRun } from './edit-run.ts'
import { type MigrationResult, migrationInput, migrationKind, migrationWork } from './migration.ts'
import { everybody, moveRun } from './move-run.ts'

/** More are tried with `PEOPLE_INSIDE=50000`. */
const people = Number(process.env['PEOPLE_INSIDE'] ?? 350)
const form = { type: 'trigger.form', params: { form: 'website' } }
const note = (text: string) => ({ type: 'crm.note', params: { text: [text] } })
const flow = (text: string) =>
  aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P2D' } }, note: note(text) }, ['form -> wait', 'wait -> note'])

async function crowded(): Promise<World> {
  const here = await aWorld({ workflows: [flow('old')] })
  onTestFinished(() => here.close())
  for (let from = 0; from < people; from += 500) await enter(here, from, Math.min(people, from + 500))
  await here.engine.pump.idle()
  await here.publishes(flow('new'))
  return here
}

async function enter(here: World, from: number, to: number): Promise<void> {
  const ids = Array.from({ length: to - from }, (_, at) => `c${from + at}`)
  const ops = ids.flatMap((contact): Op[] => [
    {
      op: 'change',
      change: {
        change: 'create',
        entity: 'contact',
        id: contact,
        revision: null,
        fields: { firstName: contact },
        cause: { kind: 'system', id: null, depth: 0 },
        at: here.now(),
        quiet: true,
      },
    },
    { op: 'event', event: asked(contact, here.now()), state: 'pending' },
  ])
  await here.engine.pump.submit({ ops })
}

const asked = (contact: string, at: Date) =>
  ({
    id: `asked-${contact}`,
    kind: 'form-submitted',
    at,
    about: contact,
    records: { contact },
    fields: { form: 'website' },
    cause: { kind: 'outside', id: null, depth: 0 },
  }) as const

function jobsOf(here: World): Jobs {
  const { store, engine } = here
  const jobs = openJobs({ store, submit: engine.pump.submit, now: here.now, onError: (error) => console.error(error) })
  jobs.register(migrationKind, migrationWork({ store, pump: engine.pump }))
  return jobs
}

const request = {
  id: 'moving',
  kind: migrationKind,
  title: { code: 'job-migration' },
  user: null,
  input: migrationInput({ workflow: 'w', plan: everybody('w:2'), by: { id: 'vera', name: 'Vera' } }),
}

const resultOf = async (here: World) => (await here.store.job('moving'))?.result as (MigrationResult & JsonObject) | null

test('everybody is taken along in pages, and others are served meanwhile', { timeout: 600_000 }, async () => {
  const here = await crowded()
  const jobs = jobsOf(here)

  await jobs.start(request)
  const began = performance.now()
  let served = 0
  let longest = 0
  const moving = jobs.idle().then(() => 'done')
  while ((await Promise.race([moving, Promise.resolve('busy')])) === 'busy') {
    const before = performance.now()
    await here.engine.pump.submit({ ops: [{ op: 'setting', key: 'any', value: served++ }] })
    longest = Math.max(longest, performance.now() - before)
  }
  if (people > 1_000)
    console.info(`${people} moved in ${Math.round(performance.now() - began)} ms; others waited ${Math.round(longest)} ms at most`)

  expect(await resultOf(here)).toMatchObject({ moved: people, stopped: 0, stayed: 0, left: [], more: 0 })
  expect(served).toBeGreaterThan(people / 100)
})

test('a job that is cut off goes on behind what it had done, and moves nobody twice', { timeout: 600_000 }, async () => {
  const here = await crowded()
  const jobs = jobsOf(here)
  await jobs.start(request)
  await jobs.close()
  const part = await resultOf(here)

  await here.restarts()
  const again = jobsOf(here)
  await again.resume()
  await again.idle()
  const trail = (await here.runs()).slice(0, 100).map(async ({ run }) => here.trail(run.id))
  const moves = (await Promise.all(trail)).map((steps) => steps.filter(({ outcome }) => outcome === 'moved').length)

  expect(part?.moved ?? 0).toBeLessThan(people)
  expect(await resultOf(here)).toMatchObject({ moved: people, left: [] })
  expect(new Set(moves)).toEqual(new Set([1]))
})

test.each([
  { what: 'stopped', plan: { ...everybody('w:2'), rest: 'stop' as const } },
  { what: 'moved to the end', plan: { ...everybody('w:2'), places: { wait: { deed: 'move' as const, to: 'note' } } } },
])('killed in the middle of a page, a job counts everybody who was $what once, also those who have ended', async ({ what, plan }) => {
  const names = Array.from({ length: 12 }, (_, at) => `c${at}`)
  const here = await inside(...names)
  await here.publishes(flow('new'))
  const killed = openJobs({ store: here.store, submit: here.engine.pump.submit, now: here.now, onError: () => {} })
  const { pump, died } = dyingPump(here, 5)
  killed.register(migrationKind, migrationWork({ store: here.store, pump }))
  await killed.start({ ...request, input: migrationInput({ workflow: 'w', plan, by: { id: 'vera', name: 'Vera' } }) })
  await died()

  await here.restarts()
  const jobs = jobsOf(here)
  await jobs.resume()
  await jobs.idle()

  const counts = what === 'stopped' ? { moved: 0, stopped: 12 } : { moved: 12, stopped: 0 }
  expect(await here.store.job('moving')).toMatchObject({ state: 'done', done: 12, total: 12, result: { ...counts, stayed: 0, left: [] } })
  expect(await here.records('note')).toHaveLength(what === 'stopped' ? 0 : 12)
})

const enterOne = async (here: World, id: string) => {
  await here.creates('contact', id, { firstName: id })
  await here.happens('form-submitted', { form: 'website' }, { contact: id })
}

/** A job for those inside, carried out over what the store lists; `before` it has come to something already. */
async function moved(here: World, before: Partial<MigrationResult> | null = null, listed?: () => Promise<unknown>) {
  const { store, engine } = here
  const listRuns: typeof store.listRuns = async (filter) => {
    const page = await store.listRuns(filter)
    await listed?.()
    return page
  }
  const jobs = openJobs({ store, submit: engine.pump.submit, now: here.now, onError: (error) => expect.fail(String(error)) })
  const work = migrationWork({ store: { listRuns }, pump: engine.pump })
  jobs.register(migrationKind, (context) =>
    work(before ? { ...context, job: { ...context.job, result: { ...before } as JsonObject } } : context),
  )
  await jobs.start(request)
  await jobs.idle()
  return resultOf(here)
}

async function inside(...people: string[]): Promise<World> {
  const here = await aWorld({ workflows: [flow('old')] })
  onTestFinished(() => here.close())
  for (const id of people) await enterOne(here, id)
  return here
}

test('of a page that is done again, whoever was moved before counts as moved', async () => {
  const here = await inside('old', 'moved')
  await here.publishes(flow('new'))
  const movedBefore = (await here.runs()).find(({ run }) => run.subject === 'moved')?.run.id ?? ''
  await here.engine.pump.perform(moveRun(movedBefore, everybody('w:2'), { id: 'vera', name: 'Vera' }))

  expect(await moved(here)).toMatchObject({ moved: 2, stayed: 0, stopped: 0, left: [] })
})

test('who begins on the new version while the job goes on is not counted', async () => {
  const here = await inside('old')
  await here.publishes(flow('new'))
  const work = migrationWork({ store: here.store, pump: here.engine.pump })
  const jobs = openJobs({
    store: here.store,
    submit: here.engine.pump.submit,
    now: here.now,
    onError: (error) => expect.fail(String(error)),
  })
  jobs.register(migrationKind, async (context) => {
    await here.passes('PT1M')
    await enterOne(here, 'new')
    return work(context)
  })

  await jobs.start(request)
  await jobs.idle()

  expect(await resultOf(here)).toMatchObject({ moved: 1, stayed: 0 })
})

test('who has no place in the new version is listed with the step they stand at; who has ended meanwhile is not', async () => {
  const here = await inside('stays', 'ends')
  await here.publishes(aWorkflow({ form, note: note('new') }, ['form -> note']))
  const runOf = async (subject: string) => (await here.runs()).find(({ run }) => run.subject === subject)?.run.id ?? ''
  const ends = await runOf('ends')

  const result = await moved(here, null, () => here.engine.pump.perform(cancelRun(ends, { id: 'vera', name: 'Vera' })))

  expect(result).toMatchObject({ moved: 0, left: [{ run: await runOf('stays'), node: 'wait', problem: 'no-place' }], more: 0 })
})

test('a thousand who have no place are listed, and of further ones how many they are', async () => {
  const here = await inside('one-more')
  await here.publishes(aWorkflow({ form, note: note('new') }, ['form -> note']))
  const left = Array.from({ length: 1_000 }, (_, at) => ({ run: `r${at}`, node: 'wait', problem: 'no-place' as const }))

  const result = await moved(here, { left })

  expect(result?.left).toHaveLength(1_000)
  expect(result).toMatchObject({ moved: 0, more: 1 })
})
