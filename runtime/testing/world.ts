/**
 * A small world: a store in a folder of its own, the real engine over it, a clock that the test turns by hand, and
 * letters that are kept instead of sent. The people are always the same: Anna is the client, Valera sells, Nikita
 * keeps the account, Vera is the operator.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeTypes } from '../../nodes/index.ts'
import type { SendEmail } from '../../shared/effects.ts'
import type { CrmEvent, EventKind } from '../../shared/events.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { AnyNodeType, Fields } from '../../shared/node.ts'
import type { Decision } from '../../shared/suggestion.ts'
import { add } from '../../shared/time.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { manualClock } from '../engine/clock.ts'
import { openCustomNodes } from '../engine/custom-nodes.ts'
import { type Decided, decide, undoDecision } from '../engine/decide.ts'
import type { Delivered } from '../engine/deliverer.ts'
import { type Engine, openEngine, turnClock } from '../engine/engine.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { letterDeliverer } from '../mail/letter-deliverer.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import type { LoadedRun, Op, Store } from '../store/port.ts'
import type { StepRow, SuggestionRow } from '../store/rows.ts'
import { databaseFile } from '../store/sqlite.ts'
import { theCompany } from './the-company.ts'

/** Monday, 2 March 2026, nine in the morning, UTC. */
const monday = new Date('2026-03-02T09:00:00Z')

/** Every test closes its own; its folder goes with it. */
export interface World {
  readonly store: Store
  readonly engine: Engine
  /** Letters that have left, oldest first. */
  readonly sent: SendEmail[]
  now(): Date
  /** Something happens; resolves when all that follows at once is done. `records` default to Anna. */
  happens(kind: EventKind, fields?: JsonObject, records?: Readonly<Record<string, string>>): Promise<CrmEvent>
  /** Time passes: an ISO 8601 duration. */
  passes(duration: string): Promise<void>
  /** A person writes a record. */
  creates(entity: string, id: string, fields: JsonObject): Promise<void>
  changes(entity: string, id: string, fields: JsonObject): Promise<void>
  record(entity: string, id: string): Promise<Fields | null>
  records(entity: string): Promise<readonly Fields[]>
  runs(): Promise<readonly LoadedRun[]>
  trail(run: string): Promise<readonly StepRow[]>
  suggestions(...statuses: SuggestionRow['status'][]): Promise<readonly SuggestionRow[]>
  /** Vera decides. */
  decides(suggestion: SuggestionRow, decision: Partial<Decision> & Pick<Decision, 'kind'>): Promise<Decided>
  undoes(suggestion: SuggestionRow): Promise<Decided>
  publishes(workflow: Workflow, state?: 'live' | 'paused'): Promise<void>
  /** The process dies without a word, and another starts over the same folder: at once, or only at that instant. */
  restarts(at?: string): Promise<void>
  close(): Promise<void>
}

/** Without any: the built-in nodes, no workflow, and every letter is sent. */
export interface WorldOptions {
  readonly workflows?: readonly Workflow[]
  readonly nodeTypes?: readonly AnyNodeType[]
  /** A folder of nodes that somebody else wrote, and how long they may take. */
  readonly customNodes?: { readonly folder: string; readonly deadlineMs?: number }
  /** Milliseconds between an approval and its effects. */
  readonly graceMs?: number
  /** What the post office answers to the letter, dated with the engine's time; sent by default. */
  readonly post?: (letter: SendEmail, at: Date) => Promise<Delivered>
  readonly onError?: (error: unknown) => void
  /** How long runs may advance in one turn, in milliseconds; the engine's own without it. */
  readonly turnMs?: number
  /** What stands between the engine and its database. */
  readonly store?: (store: Store) => Store
}

/** A database without a row. Its tables take longer to make than most tests: once for all that share a process. */
let tables: Promise<Buffer> | null = null

async function emptyTables(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-'))
  await (await openStore({ dataDir: folder })).close()
  const file = readFileSync(join(folder, databaseFile))
  rmSync(folder, { recursive: true })
  return file
}

/** Begins on Monday, the 2nd of March 2026, at nine in UTC. */
export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-world-'))
  tables ??= emptyTables()
  writeFileSync(join(folder, databaseFile), await tables)
  const clock = manualClock(monday)
  const sent: SendEmail[] = []
  let { store, engine, own } = await open()
  await write(store, thePeople(clock.now()))
  for (const workflow of options.workflows ?? []) await write(store, publication(workflow, 'live', 1, clock.now()))
  await engine.start()

  async function open() {
    const opened = await openStore({ dataDir: folder })
    const send = async (letter: SendEmail, at: Date): Promise<Delivered> => {
      const answer = await (options.post?.(letter, at) ?? { kind: 'done' as const, result: { state: 'sent', message: letter.id } })
      if (answer.kind === 'done') sent.push(letter)
      return answer
    }
    const own = options.customNodes
      ? await openCustomNodes({
          ...options.customNodes,
          bundles: join(folder, 'custom-nodes'),
          builtIn: nodeTypes.map(({ type }) => type),
          wake: (run) => started.pump.wake(run),
        })
      : null
    const installed = () => [...(options.nodeTypes ?? nodeTypes), ...(own?.types() ?? [])]
    const started: Engine = openEngine({
      store: options.store?.(opened) ?? opened,
      clock,
      nodeTypes: installed,
      ...(own ? { away: own.away } : {}),
      company: () => theCompany,
      graceMs: () => options.graceMs ?? 10_000,
      deliverers: [letterDeliverer(linkTokens('secret'), { send, close: () => {} }, addressMarks('secret'))],
      onError: options.onError ?? ((error) => console.error(error)),
      ...(options.turnMs === undefined ? {} : { turnMs: options.turnMs }),
    })
    return { store: opened, engine: started, own }
  }

  async function end(): Promise<void> {
    await engine.close()
    await own?.close()
    await store.close()
  }

  async function submit(ops: readonly Op[]): Promise<void> {
    const result = await engine.pump.submit({ ops })
    if (!result.ok) throw new Error(`The world refused: ${JSON.stringify(result.said)}`)
    await engine.pump.idle()
  }

  const changing = (change: 'create' | 'update', entity: string, id: string, fields: JsonObject): Promise<void> =>
    submit([{ op: 'change', change: byVera(change, entity, id, fields, clock.now()) }])

  return {
    get store() {
      return store
    },
    get engine() {
      return engine
    },
    sent,
    now: () => clock.now(),
    async happens(kind, fields = {}, records = { contact: 'anna' }) {
      const about = records['contact'] ?? Object.values(records)[0] ?? null
      const event: CrmEvent = { id: newId(), kind, at: clock.now(), about, records, fields, cause: { kind: 'outside', id: null, depth: 0 } }
      await submit([{ op: 'event', event, state: 'pending' }])
      return event
    },
    passes: (duration) => turnClock(engine, clock, add(clock.now(), duration)),
    creates: (entity, id, fields) => changing('create', entity, id, fields),
    changes: (entity, id, fields) => changing('update', entity, id, fields),
    record: (entity, id) => store.record(entity, id),
    records: async (entity) => (await store.list({ entity, limit: 1_000, sort: 'createdAt', now: clock.now() })).items,
    runs: async () => (await store.listRuns({ limit: 1_000 })).items,
    trail: (run) => store.steps(run),
    suggestions: async (...statuses) => (await store.suggestions({ ...(statuses.length > 0 ? { statuses } : {}), limit: 1_000 })).items,
    async decides(suggestion, decision) {
      const whole = { hash: suggestion.hash, ...(decision.kind === 'dismiss' ? { reason: 'not-needed' } : {}), ...decision } as Decision
      const { value } = await engine.pump.perform(decide(suggestion.id, whole, { id: 'vera', name: 'Vera' }))
      await engine.pump.idle()
      return value
    },
    async undoes(suggestion) {
      return (await engine.pump.perform(undoDecision(suggestion.id, { id: 'vera', name: 'Vera' }))).value
    },
    async publishes(workflow, state = 'live') {
      const before = await store.workflow(workflow.id)
      await submit(publication(workflow, state, (before?.revision ?? 0) + 1, clock.now()))
    },
    async restarts(at) {
      await end()
      if (at) clock.set(new Date(at))
      ;({ store, engine, own } = await open())
      await engine.start()
      await engine.pump.idle()
    },
    async close() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function write(store: Store, ops: readonly Op[]): Promise<void> {
  for (const result of await store.commit(ops.map((op) => ({ ops: [op] })))) {
    if (!result.ok) throw new Error(`The world refused: ${JSON.stringify(result.said)}`)
  }
}

const byVera = (change: 'create' | 'update', entity: string, id: string, fields: JsonObject, at: Date) =>
  ({ change, entity, id, revision: null, fields, cause: { kind: 'person', id: 'vera', depth: 0 }, at }) as const

/** Anna, whom Valera looks after; Nikita and Vera; the mailbox of the company. */
export function thePeople(at: Date): Op[] {
  const add = (entity: string, id: string, fields: JsonObject): Op => ({
    op: 'change',
    change: { change: 'create', entity, id, revision: null, fields, cause: { kind: 'system', id: null, depth: 0 }, at, quiet: true },
  })
  const user = (id: string, role: string) => {
    const name = id[0]?.toUpperCase() + id.slice(1)
    return add('user', id, { name, email: `${id}@tandem.example`, role, department: 'sales', language: 'en', active: true })
  }
  return [
    add('department', 'sales', { key: 'sales', name: 'Sales' }),
    user('valera', 'operator'),
    user('nikita', 'operator'),
    user('vera', 'supervisor'),
    add('scoreRule', 'page', { key: 'page', name: 'Looked at a page', points: 15, most: 45, lasts: 90 }),
    add('scoreRule', 'letter', { key: 'letter', name: 'Opened a letter', points: 10, most: 40, lasts: 90 }),
    add('scoreRule', 'profile', { key: 'profile', name: 'Fits our clients', points: 20, most: 20 }),
    add('mailbox', 'office', { address: 'office@tandem.example', name: 'Tandem', kind: 'company' }),
    add('contact', 'anna', {
      firstName: 'Anna',
      lastName: 'Weber',
      email: 'anna@client.example',
      language: 'en',
      owner: 'valera',
      score: 0,
    }),
  ]
}

/** What publishes a workflow as its version of this number. */
export function publication(workflow: Workflow, state: 'live' | 'paused', number: number, at: Date): Op[] {
  const { id, name } = workflow
  return [
    {
      op: 'version',
      version: { id: `${id}:${number}`, workflow: id, number, content: workflow, note: '', publishedAt: at, publishedBy: null },
    },
    {
      op: 'workflow',
      workflow: {
        id,
        name,
        state,
        draft: workflow,
        revision: number,
        liveVersion: number,
        owner: null,
        department: null,
        createdAt: at,
        updatedAt: at,
        updatedBy: null,
        archivedAt: null,
      },
    },
  ]
}

type Drawn = { readonly type: string; readonly params?: JsonObject } & Partial<Omit<Workflow['nodes'][number], 'id' | 'type' | 'params'>>

/**
 * A workflow in few words: nodes by id, and lines such as `form -> ask` or `ask:replied -> score` (a port other than
 * the first names itself; without one it is `out`).
 */
export function aWorkflow(
  nodes: Readonly<Record<string, Drawn>>,
  lines: readonly string[],
  settings: Partial<Workflow['settings']> = {},
): Workflow {
  const empty = emptyWorkflow('w', 'A workflow')
  return {
    ...empty,
    settings: { ...empty.settings, enrolment: { policy: 'every-time' }, ...settings },
    nodes: Object.entries(nodes).map(([id, node]) => ({ id, mode: 'act', ...node, params: node.params ?? {} })),
    edges: lines.map((line) => {
      const [from = '', to = ''] = line.split(' -> ')
      const [node = '', port = 'out'] = from.split(':')
      return { from: node, port, to }
    }),
  }
}

/** A rule in a test: `is('stage', 'client')`. */
export const is = (field: string, value: Json) => ({ field, is: 'is' as const, value: value as never })
