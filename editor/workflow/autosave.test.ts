import { expect, test } from 'vitest'
import { autosave, keptDraft, type SaveAnswer, type SaveState } from './autosave.ts'
import { renameWorkflow } from './node-commands.ts'
import { secondChase } from './sample-workflow.ts'

/** A server that answers when the test says so, a clock that the test turns, and a browser's storage. */
function aDesk(answers: SaveAnswer[] = []) {
  const kept = new Map<string, string>()
  const desk = {
    sent: [] as { name: string; revision: number }[],
    states: [] as SaveState['kind'][],
    planned: [] as { run: () => void; ms: number }[],
    answers,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    /** Lets the planned moment come, and everything it began end. */
    async waits() {
      const [next] = desk.planned.splice(0)
      next?.run()
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      return next?.ms ?? null
    },
  }
  const saving = autosave({
    id: 'second-chase',
    revision: 7,
    send: async (draft, revision) => {
      desk.sent.push({ name: draft.name, revision })
      return desk.answers.shift() ?? { kind: 'saved', revision: revision + 1 }
    },
    say: ({ kind }) => desk.states.push(kind),
    storage: desk.storage,
    later: (run, ms) => {
      const plan = { run, ms }
      desk.planned.push(plan)
      return () => {
        desk.planned = desk.planned.filter((each) => each !== plan)
      }
    },
  })
  return { ...desk, desk, saving }
}
const named = (name: string) => renameWorkflow(secondChase, name)

test('changes are saved once, 800 ms after the last one, with the revision they began from', async () => {
  const { desk, saving } = aDesk()

  saving.changed(named('A'))
  saving.changed(named('B'))
  const rest = await desk.waits()

  expect(rest).toBe(800)
  expect(desk.sent).toEqual([{ name: 'B', revision: 7 }])
  expect(desk.states.at(-1)).toBe('saved')
  expect(saving.revision()).toBe(8)
  expect(keptDraft('second-chase', desk.storage)).toBeNull()
})

test('what could not be saved stays in the browser and is tried again by itself', async () => {
  const { desk, saving } = aDesk([{ kind: 'failed', message: 'No connection' }])

  saving.changed(named('A'))
  await desk.waits()

  expect(desk.states.at(-1)).toBe('error')
  expect(keptDraft('second-chase', desk.storage)).toEqual({ revision: 7, draft: named('A') })
  expect(await desk.waits()).toBe(2_000)
  expect(desk.states.at(-1)).toBe('saved')
  expect(keptDraft('second-chase', desk.storage)).toBeNull()
})

test('a draft that someone else changed meanwhile is never overwritten', async () => {
  const { desk, saving } = aDesk([{ kind: 'stale', by: 'Anna', at: null }])

  saving.changed(named('A'))
  await desk.waits()
  saving.changed(named('B'))
  await desk.waits()

  expect(desk.sent).toHaveLength(1)
  expect(desk.states.at(-1)).toBe('conflict')
  expect(keptDraft('second-chase', desk.storage)?.draft.name).toBe('B')
  expect(await saving.flush()).toBe(false)
})

test('a change made while saving is saved next', async () => {
  const { desk, saving } = aDesk()

  saving.changed(named('A'))
  const flushed = saving.flush()
  saving.changed(named('B'))
  await flushed

  expect(desk.sent).toEqual([
    { name: 'A', revision: 7 },
    { name: 'B', revision: 8 },
  ])
  expect(desk.states.at(-1)).toBe('saved')
})

test('what somebody chose to drop is kept nowhere, also when the page is left', async () => {
  const { desk, saving } = aDesk([{ kind: 'stale', by: 'Anna', at: null }])
  saving.changed(named('A'))
  await desk.waits()

  saving.forget()
  saving.keep()

  expect(keptDraft('second-chase', desk.storage)).toBeNull()
  expect(await saving.flush()).toBe(true)
  expect(desk.sent).toHaveLength(1)
})
