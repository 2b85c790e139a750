import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { Op } from '../store/port.ts'
import type { Position } from '../store/rows.ts'
import { formFrom, prepareSenders } from '../testing/form-senders.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { create } from '../testing/sample-rows.ts'
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

/** Who is made as a contact comes to the step that kills at once; who fills in the form waits before they are written about. */
const killsAtTheDoor = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    wait: { type: 'wait.delay', params: { duration: 'PT2S' } },
    note: { type: 'crm.note', params: { text: ['was here'] } },
    created: { type: 'trigger.entity', params: { entity: 'contact', change: 'created' } },
    kill: { type: 'test.killer' },
  },
  ['form -> wait', 'wait -> note', 'created -> kill'],
)

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
  { timeout: 240_000 },
  async ({ type, aheadMs, reason }) => {
    const lives = await aKillableEngine(
      flowTo(type),
      Object.fromEntries(people.map((id) => [id, { firstName: id === poison ? 'Poison' : 'Anna' }])),
    )
    await lives.submit(people.map((contact) => [{ op: 'event', event: formFrom(contact), state: 'pending' }]))

    const runs = await lives.untilSettled(people.length, aheadMs)

    const stuck = runs.filter(({ state }) => state === 'active')
    expect(stuck.map(({ subject, positions }) => ({ subject, problem: positions[0]?.problem }))).toMatchObject([
      { subject: poison, problem: reason },
    ])
    expect(runs.filter(({ state }) => state === 'finished')).toHaveLength(people.length - 1)
  },
)

test('one who kills the process on the way in is found and set aside, and none of those who are merely due at each of these deaths', {
  timeout: 120_000,
}, async () => {
  const lives = await aKillableEngine(killsAtTheDoor, Object.fromEntries(people.map((id) => [id, { firstName: 'Anna' }])))
  await lives.submit(people.map((contact) => [{ op: 'event', event: formFrom(contact), state: 'pending' }]))
  await lives.submit([[{ op: 'change', change: create('contact', 'late', { firstName: 'Poison' }) }]])

  const runs = await lives.untilSettled(people.length + 1, 61_000)

  const stuck = runs.filter(({ state }) => state === 'active')
  expect(stuck.map(({ subject, positions }) => ({ subject, problem: positions[0]?.problem }))).toMatchObject([
    { subject: 'late', problem: { code: 'parked-crashed' } },
  ])
  expect(runs.filter(({ state }) => state === 'finished')).toHaveLength(people.length)
})

/** An engine over a folder of its own, started anew whenever it has died. */
async function aKillableEngine(workflow: Workflow, contacts: Readonly<Record<string, JsonObject>>) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-poison-'))
  const bundle = await bundleEngine()
  await prepareSenders(folder, workflow, contacts)
  mkdirSync(join(folder, 'nodes'))
  writeFileSync(join(folder, 'nodes', 'hungry.ts'), hungry)
  let engine: KillableEngine = await startEngine(bundle, folder)
  onTestFinished(async () => {
    await engine.kill()
    rmSync(folder, { recursive: true, force: true })
    rmSync(dirname(bundle), { recursive: true, force: true })
  })
  return {
    submit: (units: readonly (readonly Op[])[]) => Promise.all(units.map((ops) => engine.ask({ kind: 'submit', unit: { ops } }))),
    /** Starts it again, each time so much later, until so many runs have ended or need attention. */
    async untilSettled(count: number, aheadMs: number): Promise<readonly Seen[]> {
      for (let lives = 1; lives < 8; lives++) {
        const runs = await settled(engine, count).catch(() => null)
        if (runs) return runs
        // It may only wait for a moment that is a minute away: then the next life begins after that.
        await engine.kill()
        engine = await startEngine(bundle, folder, undefined, lives * aheadMs)
      }
      throw new Error('It went on dying')
    },
  }
}

/** Resolves when every run has ended or needs attention; rejects when the process has died. */
const settled = (engine: KillableEngine, count: number): Promise<readonly Seen[]> =>
  vi.waitUntil(
    async () => {
      const runs = await engine.ask<readonly Seen[]>({ kind: 'runs' })
      const rests = runs.every(({ positions }) => positions.every(({ state }) => state === 'parked'))
      return runs.length === count && rests ? runs : false
    },
    { timeout: 60_000, interval: 50 },
  )
