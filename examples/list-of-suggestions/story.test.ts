import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../runtime/store/open.ts'
import type { Op, UnitResult } from '../../runtime/store/port.ts'
import type { SuggestionRow } from '../../runtime/store/rows.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../../runtime/testing/killable-engine.ts'
import { publication, thePeople } from '../../runtime/testing/world.ts'
import type { Decision } from '../../shared/suggestion.ts'
import type { Workflow } from '../../shared/workflow.ts'

const workflow: Workflow = JSON.parse(readFileSync(join(import.meta.dirname, 'workflow.json'), 'utf8'))
const orders = 20
const kills = 12

test(`each of ${orders} orders is looked at exactly once, though the process is killed ${kills} times`, { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-story-'))
  const bundle = await bundleEngine()
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
    rmSync(dirname(bundle), { recursive: true, force: true })
  })
  await prepare(folder)

  const promised = await decideThroughKills(bundle, folder)

  const store = await openStore({ dataDir: folder })
  const tasks = (await store.list({ entity: 'task', limit: 100, now: new Date() })).items
  const suggestions = (await store.suggestions({ limit: 100 })).items
  const anna = await store.record('contact', 'anna')
  await store.close()
  const dismissed = suggestions.filter(({ status }) => status === 'dismissed')
  const done = suggestions.filter(({ status }) => status === 'done')
  expect(suggestions).toHaveLength(orders)
  expect(dismissed.length + done.length).toBe(orders)
  expect(new Set(tasks.map((task) => task['order'])).size).toBe(tasks.length)
  expect(tasks).toHaveLength(done.length)
  expect(anna).toMatchObject({ score: done.length, city: 'All looked at' })
  for (const [id, kind] of promised) {
    expect(suggestions.find((suggestion) => suggestion.id === id)?.status).toBe(kind === 'approve' ? 'done' : 'dismissed')
  }
})

async function prepare(folder: string): Promise<void> {
  const at = new Date()
  const store = await openStore({ dataDir: folder })
  const cause = { kind: 'system', id: null, depth: 0 } as const
  const order = (index: number): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'order',
      id: `order-${index}`,
      revision: null,
      fields: { number: String(1001 + index), orderedOn: '2026-02-20', contact: 'anna', status: 'placed' },
      cause,
      at,
      quiet: true,
    },
  })
  await store.commit([
    { ops: [...thePeople(at), ...Array.from({ length: orders }, (_, index) => order(index)), ...publication(workflow, 'live', 1, at)] },
  ])
  await store.close()
}

/** Anna asks once; Vera decides one suggestion after the other, every fifth with no; the process dies at odd moments. */
async function decideThroughKills(bundle: string, folder: string) {
  const promised = new Map<string, 'approve' | 'dismiss'>()
  for (let life = 0; life < kills; life++) {
    const engine = await startEngine(bundle, folder)
    const lives = afterMs(momentOf(life)).then(() => engine.kill())
    const works = async () => {
      await ask(engine)
      await decideAll(engine, promised, decisionsInALife)
    }
    await Promise.all([works().catch(wasKilled), lives])
  }
  const engine = await startEngine(bundle, folder)
  await ask(engine)
  await decideAll(engine, promised, Number.POSITIVE_INFINITY)
  await engine.kill()
  return promised
}

/** So that there is something left to decide in every life. */
const decisionsInALife = 2

const wasKilled = (error: unknown): void => expect(String(error)).toContain('killed')

/** In every life again, with the same key: told a dozen times, the engine hears it once. */
async function ask(engine: KillableEngine): Promise<void> {
  const at = new Date()
  const event = {
    id: 'anna-asks',
    kind: 'form-submitted',
    at,
    about: 'anna',
    records: { contact: 'anna' },
    fields: { form: 'check-my-orders' },
    cause: { kind: 'outside', id: null, depth: 0 },
  } as const
  const ops: Op[] = [
    { op: 'once', scope: 'form', key: 'anna-asks', event: event.id, bodyHash: '', at },
    { op: 'event', event, state: 'pending' },
  ]
  const result = await engine.ask<UnitResult>({ kind: 'submit', unit: { ops } })
  expect(result.ok || result.problem).toBeOneOf([true, 'repeated'])
}

/** Decides until the run is over, or until it has decided so many. */
async function decideAll(engine: KillableEngine, promised: Map<string, 'approve' | 'dismiss'>, most: number): Promise<void> {
  for (let left = most; ; ) {
    const pending = await engine.ask<readonly Pick<SuggestionRow, 'id' | 'hash'>[]>({ kind: 'pending' })
    for (const { id, hash } of pending) {
      if (left-- <= 0) return
      const kind = promised.size % 5 === 4 ? 'dismiss' : 'approve'
      const decision: Decision = kind === 'approve' ? { kind, hash } : { kind, hash, reason: 'not-needed' }
      const decided = await engine.ask<{ readonly ok: boolean }>({ kind: 'decide', suggestion: id, decision })
      if (decided.ok) promised.set(id, kind)
    }
    const runs = await engine.ask<readonly { readonly state: string }[]>({ kind: 'runs' })
    if (runs.length > 0 && runs.every(({ state }) => state !== 'active')) return
    await afterMs(2)
  }
}

/**
 * Between 1 and 400 milliseconds after it was ready: another one for every life, and the same in every run of this test. No
 * three lives in a row are too short for a slow machine to get anything done: then the run would be set aside.
 */
const momentOf = (life: number): number => 1 + ((life * 137) % 400)

const afterMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
