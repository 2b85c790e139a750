import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import { prepareSenders } from '../testing/form-senders.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { aWorkflow } from '../testing/world.ts'

const flow = aWorkflow(
  {
    begin: { type: 'trigger.stage', params: { of: 'contact', move: 'entered', contactStage: 'qualified' } },
    note: { type: 'crm.note', params: { text: ['was here'] } },
    wait: { type: 'wait.delay', params: { duration: 'P2D' } },
  },
  ['begin -> note', 'note -> wait'],
)
const mostDeaths = 3
/** Several pages of them. */
const people = Array.from({ length: 1_100 }, (_, index) => `c${index}`)

/** What publishing stores when it is to begin also for those who match already. */
const forAll = (): CrmEvent => ({
  id: newId(),
  kind: 'button-pressed',
  at: new Date(),
  about: null,
  records: {},
  fields: { workflow: 'w', node: 'begin', user: 'vera' },
  cause: { kind: 'person', id: 'vera', depth: 0 },
})

interface Progress {
  readonly runs: number
  readonly isDone: boolean
}

test('killed again and again while a flow begins for all who match, it begins for each of them, once', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-standing-'))
  const bundle = await bundleEngine()
  await prepareSenders(folder, flow, Object.fromEntries(people.map((id) => [id, { firstName: id, stage: 'qualified' }])))
  let engine: KillableEngine = await startEngine(bundle, folder)
  onTestFinished(async () => {
    await engine.kill()
    rmSync(folder, { recursive: true, force: true })
    rmSync(dirname(bundle), { recursive: true, force: true })
  })
  await engine.ask({ kind: 'submit', unit: { ops: [{ op: 'event', event: forAll(), state: 'pending' }] } })

  const begunAtDeath: number[] = []
  for (let runs = 0; ; ) {
    const progress = await vi.waitUntil(
      async () => {
        const now = await engine.ask<Progress>({ kind: 'progress' })
        return now.isDone || now.runs > runs ? now : false
      },
      { timeout: 30_000, interval: 20 },
    )
    if (progress.isDone) break
    ;({ runs } = progress)
    if (begunAtDeath.length === mostDeaths) continue
    begunAtDeath.push(runs)
    await engine.kill()
    engine = await startEngine(bundle, folder)
  }
  await engine.kill()

  const store = await openStore({ dataDir: folder })
  onTestFinished(() => store.close())
  const { items } = await store.listRuns({ limit: 2 * people.length })
  const notes = await store.count('note', { all: [] }, new Date())
  expect(begunAtDeath.filter((runs) => runs > 0 && runs < people.length).length).toBeGreaterThan(0)
  expect(items.map(({ run }) => run.subject).sort()).toEqual([...people].sort())
  expect(notes).toBe(people.length)
})
