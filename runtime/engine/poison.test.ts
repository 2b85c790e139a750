import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Position } from '../store/rows.ts'
import { formFrom, prepareSenders } from '../testing/form-senders.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { aWorkflow } from '../testing/world.ts'

const flowTo = (type: string) =>
  aWorkflow(
    {
      form: { type: 'trigger.form', params: { form: 'website' } },
      wait: { type: 'wait.delay', params: { duration: 'PT2S' } },
      kill: { type },
    },
    ['form -> wait', 'wait -> kill'],
  )

/** An author's node that fills the heap of its thread with large arrays for everybody called Poison: no limit catches that. */
const hungry = `
import { defineNode, leaveBy, params } from 'tandem/node'
export const node = defineNode({
  type: 'custom.hungry', group: 'custom', icon: 'Star', acts: true,
  title: { en: 'Hungry', ru: 'Голодный' }, about: { en: 'It is.', ru: 'Это.' }, summary: { en: 'eats', ru: 'ест' },
  synonyms: { en: [], ru: [] }, params: params({}), ports: { out: { en: 'Then', ru: 'Дальше' } },
  run({ subject }) {
    const kept = []
    if (subject.firstName === 'Poison') for (;;) kept.push(new Array(4_000_000).fill(kept.length))
    return leaveBy('out')
  },
  sample: { params: {} },
})`

const poisons = [
  { what: 'a step that ends the process', type: 'test.killer', aheadMs: 0, reason: { code: 'parked-crashed' } },
  {
    what: 'a custom node that takes all memory at once',
    type: 'custom.hungry',
    aheadMs: 61_000,
    reason: { code: 'parked-error', with: { reason: { code: 'custom-node-kills', with: { times: 3 } } } },
  },
]
const people = Array.from({ length: 30 }, (_, index) => `c${index}`)
const poison = 'c3'

interface Seen {
  readonly state: string
  readonly subject: string
  readonly positions: readonly Position[]
}

test.each(poisons)(
  '$what is set aside after three tries, and all other runs get through',
  { timeout: 120_000 },
  async ({ type, aheadMs, reason }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-poison-'))
    const bundle = await bundleEngine()
    await prepareSenders(
      folder,
      flowTo(type),
      Object.fromEntries(people.map((id) => [id, { firstName: id === poison ? 'Poison' : 'Anna' }])),
    )
    mkdirSync(join(folder, 'nodes'))
    writeFileSync(join(folder, 'nodes', 'hungry.ts'), hungry)
    let engine: KillableEngine = await startEngine(bundle, folder)
    onTestFinished(async () => {
      await engine.kill()
      rmSync(folder, { recursive: true, force: true })
      rmSync(dirname(bundle), { recursive: true, force: true })
    })
    await Promise.all(
      people.map((contact) => engine.ask({ kind: 'submit', unit: { ops: [{ op: 'event', event: formFrom(contact), state: 'pending' }] } })),
    )

    let runs: readonly Seen[] | undefined
    let lives = 1
    for (; !runs; lives++) {
      expect(lives).toBeLessThan(8)
      runs = await settled(engine).catch(() => undefined)
      if (!runs) engine = await startEngine(bundle, folder, undefined, lives * aheadMs)
    }

    const stuck = runs.filter(({ state }) => state === 'active')
    expect(stuck.map(({ subject, positions }) => ({ subject, problem: positions[0]?.problem }))).toMatchObject([
      { subject: poison, problem: reason },
    ])
    expect(runs.filter(({ state }) => state === 'finished')).toHaveLength(people.length - 1)
  },
)

/** Resolves when every run has ended or needs attention; rejects when the process has died. */
const settled = (engine: KillableEngine): Promise<readonly Seen[]> =>
  vi.waitUntil(
    async () => {
      const runs = await engine.ask<readonly Seen[]>({ kind: 'runs' })
      const rests = runs.every(({ positions }) => positions.every(({ state }) => state === 'parked'))
      return runs.length === people.length && rests ? runs : false
    },
    { timeout: 20_000, interval: 50 },
  )
