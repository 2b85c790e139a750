import { expect, test } from 'vitest'
import type { Json } from '../../shared/json.ts'
import type { Op, Unit } from '../store/port.ts'
import { Later } from './asking.ts'
import { Caution } from './caution.ts'
import { StepRefused } from './step-refused.ts'

const now = new Date('2026-03-02T09:00:00Z')
const inAnHour = new Date('2026-03-02T10:00:00Z')

/** A store that keeps settings. */
class Settings {
  readonly kept = new Map<string, Json>()
  commits = 0

  setting(key: string): Promise<Json | undefined> {
    return Promise.resolve(this.kept.get(key))
  }

  commit(units: readonly Unit[]) {
    this.commits++
    for (const op of units.flatMap(({ ops }) => ops)) this.write(op)
    return Promise.resolve(units.map(() => ({ ok: true as const, events: [] })))
  }

  write(op: Op): void {
    if (op.op === 'setting') this.kept.set(op.key, op.value)
  }
}

/** A process that has begun; the one before it did not end. */
async function aLife(store: Settings, at = now): Promise<Caution> {
  const caution = new Caution()
  await caution.begin(store, at)
  return caution
}

/** Takes a turn up to its work. Without `written` the process dies in it. */
async function turn(caution: Caution, store: Settings, runs: readonly string[], { written = true, at = now } = {}) {
  const isForOne = caution.beginTurn()
  const chosen = await caution.choose(runs, store, at)
  if (written) for (const op of chosen.over) store.write(op)
  const worked = runs.filter((run) => chosen.refusal(run) === null)
  const setAside = runs.filter((run) => refusedBy(chosen.refusal(run)) instanceof StepRefused)
  return { isForOne, worked, setAside, chosen }
}

function refusedBy(asking: Iterator<unknown> | null): unknown {
  try {
    asking?.next()
  } catch (error) {
    return error
  }
  return null
}

/** A process that dies at work on these, when it has taken so many turns before. */
async function dies(store: Settings, runs: readonly string[], turnsBefore = 0): Promise<void> {
  const caution = await aLife(store)
  for (let before = 0; before < turnsBefore; before++) await turn(caution, store, runs)
  await turn(caution, store, runs, { written: false })
}

test('after a clean end everybody is worked off at once, and nothing is written down', async () => {
  const store = new Settings()
  await (await aLife(store)).end(store)
  const caution = await aLife(store)
  store.commits = 0

  expect(await turn(caution, store, ['anna', 'boris'])).toMatchObject({ isForOne: false, worked: ['anna', 'boris'] })
  expect([caution.isOn, store.commits]).toEqual([false, 0])
})

test('after an unclean end everybody is worked off as usual, written down before', async () => {
  const store = new Settings()
  await aLife(store)
  const caution = await aLife(store)

  const { worked } = await turn(caution, store, ['anna', 'boris'], { written: false })

  expect(worked).toEqual(['anna', 'boris'])
  expect(store.kept.get('engine-runs')).toEqual({ present: ['anna', 'boris'], deaths: [] })
})

test('who was under way at a death is worked off alone, in every other turn, while all others go on', async () => {
  const store = new Settings()
  await aLife(store)
  await dies(store, ['anna', 'boris'])
  const caution = await aLife(store)

  const turns = []
  for (let number = 0; number < 4; number++) turns.push(await turn(caution, store, ['anna', 'boris', 'clara'].slice(number === 3 ? 1 : 0)))

  expect(turns.map(({ isForOne, worked }) => ({ isForOne, worked }))).toEqual([
    { isForOne: true, worked: ['anna'] },
    { isForOne: false, worked: ['anna', 'clara'] },
    { isForOne: true, worked: ['boris'] },
    { isForOne: false, worked: ['boris', 'clara'] },
  ])
})

test('who is not to be worked on now is kept for a later turn', async () => {
  const store = new Settings()
  await aLife(store)
  await dies(store, ['anna', 'boris'])

  const { chosen } = await turn(await aLife(store), store, ['anna', 'boris'])

  expect(refusedBy(chosen.refusal('boris'))).toBeInstanceOf(Later)
})

test('of all who were under way only the one that was so at three deaths is set aside', async () => {
  const store = new Settings()
  await aLife(store)
  const runs = ['anna', 'poison', 'boris']
  await dies(store, runs)
  // In each life Anna comes through first.
  await dies(store, ['poison', 'boris'])
  await dies(store, ['poison', 'boris'])

  const caution = await aLife(store)
  const first = await turn(caution, store, ['poison', 'boris'])
  const again = await turn(caution, store, ['poison'])

  expect(first).toMatchObject({ worked: ['boris'], setAside: ['poison'] })
  expect(again).toMatchObject({ worked: ['poison'], setAside: [] })
})

test('who only happened to be there at two deaths, and came through alone, is as innocent as before', async () => {
  const store = new Settings()
  await aLife(store)
  await dies(store, ['anna'])
  await dies(store, ['anna'], 1)
  await dies(store, ['anna'])
  const caution = await aLife(store)

  expect((await turn(caution, store, ['anna'])).setAside).toEqual([])
})

test('a process that dies while nobody is at work blames nobody', async () => {
  const store = new Settings()
  await aLife(store)
  for (let life = 0; life < 5; life++) await turn(await aLife(store), store, ['anna', 'boris'])

  expect(await turn(await aLife(store), store, ['anna', 'boris'])).toMatchObject({ isForOne: false, worked: ['anna', 'boris'] })
})

test('one that was to be set aside, and could not be written, is not worked on either', async () => {
  const store = new Settings()
  await aLife(store)
  for (let death = 0; death < 3; death++) await dies(store, ['poison'])
  const caution = await aLife(store)

  const { chosen } = await turn(caution, store, ['poison'], { written: false })
  chosen.failed()

  expect(await turn(caution, store, ['poison'])).toMatchObject({ worked: [], setAside: ['poison'] })
})

test('once it has gone well for a while, caution is over', async () => {
  const store = new Settings()
  await aLife(store)
  await dies(store, ['anna', 'boris'])
  const caution = await aLife(store)

  const { worked } = await turn(caution, store, ['anna', 'boris'], { at: inAnHour })

  expect([worked, caution.isOn, store.kept.get('engine-runs')]).toEqual([['anna', 'boris'], false, true])
})
