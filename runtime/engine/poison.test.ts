import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Position } from '../store/rows.ts'
import { formFrom, prepareSenders } from '../testing/form-senders.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { aWorkflow } from '../testing/world.ts'

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    wait: { type: 'wait.delay', params: { duration: 'PT2S' } },
    kill: { type: 'test.killer' },
  },
  ['form -> wait', 'wait -> kill'],
)
const people = Array.from({ length: 30 }, (_, index) => `c${index}`)
const poison = 'c3'

interface Seen {
  readonly state: string
  readonly subject: string
  readonly positions: readonly Position[]
}

test('a step that ends the process is set aside after three tries, and all other runs get through', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-poison-'))
  const bundle = await bundleEngine()
  await prepareSenders(folder, flow, Object.fromEntries(people.map((id) => [id, { firstName: id === poison ? 'Poison' : 'Anna' }])))
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
    if (!runs) engine = await startEngine(bundle, folder)
  }

  const stuck = runs.filter(({ state }) => state === 'active')
  expect(stuck.map(({ subject, positions }) => [subject, positions[0]?.problem?.code])).toEqual([[poison, 'parked-crashed']])
  expect(runs.filter(({ state }) => state === 'finished')).toHaveLength(people.length - 1)
})

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
