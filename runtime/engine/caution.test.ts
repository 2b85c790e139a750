import { expect, onTestFinished, test } from 'vitest'
import type { LoadedRun } from '../store/port.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { Caution } from './caution.ts'

const branch = (id: string) => ({ id, name: id })
const wait = (duration: string) => ({ type: 'wait.delay', params: { duration } })
const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    both: { type: 'logic.parallel', params: { branches: [branch('soon'), branch('late')] } },
    soon: wait('P1D'),
    late: wait('P9D'),
  },
  ['form -> both', 'both:soon -> soon', 'both:late -> late'],
)

const tomorrow = new Date('2026-03-04T09:00:00Z')

/** The engine of this world runs, and so every caution that begins here finds the mark of one that did not end. */
async function world(): Promise<World> {
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  for (const id of ['anna', 'boris']) {
    if (id !== 'anna') await here.creates('contact', id, { firstName: id })
    await here.happens('form-submitted', { form: 'website' }, { contact: id })
  }
  return here
}

async function afterDeaths(here: World, deaths: number): Promise<Caution> {
  let caution = new Caution()
  for (let death = 0; death < deaths; death++) {
    caution = new Caution()
    await caution.begin(here.store, tomorrow)
  }
  return caution
}

const subjects = (runs: readonly LoadedRun[]) => runs.map(({ run }) => run.subject)
const triesOf = async (here: World) =>
  (await here.runs()).map(({ positions }) => Object.fromEntries(positions.map(({ node, attempts }) => [node, attempts])))

test('after a clean end everything that is due is worked off at once, and nothing is counted', async () => {
  const here = await world()
  const caution = new Caution()
  await caution.end(here.store)
  await caution.begin(here.store, tomorrow)

  const { runs, killers } = await caution.choose(await here.runs(), here.store, tomorrow)

  expect([runs.length, killers.length]).toEqual([2, 0])
  expect((await triesOf(here)).map(({ soon }) => soon)).toEqual([0, 0])
})

test('what was due at one death only is worked off as usual', async () => {
  const here = await world()
  const caution = await afterDeaths(here, 1)

  const { runs, killers } = await caution.choose(await here.runs(), here.store, tomorrow)

  expect([runs.length, killers.length]).toEqual([2, 0])
})

test('what was due at two deaths is worked off one at a time, each counted before its work, and only where it was due', async () => {
  const here = await world()
  const caution = await afterDeaths(here, 2)
  const due = await here.runs()

  const { runs, killers } = await caution.choose(due, here.store, tomorrow)

  expect(subjects(runs)).toEqual(subjects(due).slice(0, 1))
  expect(killers).toEqual([])
  expect(await triesOf(here)).toEqual([
    { both: 0, soon: 3, late: 0 },
    { both: 0, soon: 2, late: 0 },
  ])
})

test('who has come in since waits behind no suspect', async () => {
  const here = await world()
  const caution = await afterDeaths(here, 2)
  await here.creates('contact', 'clara', { firstName: 'Clara' })
  await here.happens('form-submitted', { form: 'website' }, { contact: 'clara' })

  const { runs } = await caution.choose(await here.runs(), here.store, tomorrow)

  expect(subjects(runs)).toEqual(['clara'])
})

test('the third try was the last: the one that was under way at the next death is set aside, alone', async () => {
  const here = await world()
  await (await afterDeaths(here, 2)).choose(await here.runs(), here.store, tomorrow)
  const caution = await afterDeaths(here, 1)
  const due = await here.runs()

  const { runs, killers } = await caution.choose(due, here.store, tomorrow)

  expect([runs, subjects(killers)]).toEqual([[], subjects(due).slice(0, 1)])
})

test('once nothing is due any more, caution is over', async () => {
  const here = await world()
  const caution = await afterDeaths(here, 2)
  const before = await here.runs()

  const none = await caution.choose([], here.store, tomorrow)
  const after = await caution.choose(before, here.store, tomorrow)

  expect(none).toEqual({ runs: [], killers: [] })
  expect(after).toEqual({ runs: before, killers: [] })
})
