/** Rows and changes that tests of the store are made of; each may be given values of its own. */
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { newId } from '../store/ids.ts'
import type { Op, RecordChange, Store, UnitResult } from '../store/port.ts'
import type { DeliveryRow, Position, Run, StepRow, SuggestionRow, WorkflowRow } from '../store/rows.ts'

/** The moment at which the samples are made. */
export const now = new Date('2026-03-02T09:00:00.000Z')

const byVera: Cause = { kind: 'person', id: 'vera', depth: 0 }

/** Enough for a contact. */
export const anna: JsonObject = { firstName: 'Anna', email: 'anna@client.test' }

/** A record made by Vera. */
export const create = (entity: string, id: string, fields: JsonObject): RecordChange => ({
  change: 'create',
  entity,
  id,
  revision: null,
  fields,
  cause: byVera,
  at: now,
})

/** A change by Vera; `revision` null: over whichever is there. */
export const update = (entity: string, id: string, fields: JsonObject, revision: number | null = null): RecordChange => ({
  ...create(entity, id, fields),
  change: 'update',
  revision,
})

/** The operation that carries out a change. */
export const change = (what: RecordChange): Op => ({ op: 'change', change: what })

/** Commits one change alone; answers with its result. */
export async function commit(store: Store, what: RecordChange): Promise<UnitResult> {
  const [result] = await store.commit([{ ops: [change(what)] }])
  if (!result) throw new Error('A unit without a result')
  return result
}

/** A form that came in. */
export const anEvent = (): CrmEvent => ({
  id: newId(),
  kind: 'form-submitted',
  at: now,
  about: 'anna',
  records: { contact: 'anna' },
  fields: { name: 'Анна', count: 2 },
  cause: { kind: 'outside', id: 'website', depth: 0 },
})

/** A run under way, with values of its own where they are given. */
export const aRun = (with_: Partial<Run> = {}): Run => ({
  id: newId(),
  workflow: 'chase',
  version: 'chase:1',
  subjectEntity: 'contact',
  subject: 'anna',
  key: '',
  event: null,
  state: 'active',
  paused: false,
  startedAt: now,
  endedAt: null,
  ended: null,
  vars: {},
  outputs: {},
  nextStep: 1,
  overrides: null,
  permit: null,
  replayed: null,
  visits: {},
  depth: 0,
  revision: 1,
  ...with_,
})

/** A position of a run, ready to go on. */
export const aPosition = (run: string, with_: Partial<Position> = {}): Position => ({
  id: newId(),
  run,
  parent: null,
  node: 'ask',
  state: 'ready',
  visit: 1,
  since: now,
  dueAt: now,
  askAt: null,
  waitsFor: [],
  wokenBy: null,
  memory: null,
  item: null,
  fork: null,
  problem: null,
  attempts: 0,
  guards: [],
  steps: 1,
  ...with_,
})

/** A finished step of a run. */
export const aStep = (run: string, number: number): StepRow => ({
  run,
  number,
  position: 'p',
  node: 'ask',
  visit: 1,
  at: now,
  outcome: 'wait',
  detail: { in: { name: 'Анна' } },
})

/** A suggestion that waits for a decision. */
export const aSuggestion = (with_: Partial<SuggestionRow> = {}): SuggestionRow => ({
  id: newId(),
  status: 'pending',
  run: 'r',
  position: newId(),
  workflow: 'chase',
  version: 'chase:1',
  node: 'ask',
  subjectEntity: 'contact',
  subject: 'anna',
  prepared: [],
  effects: [],
  original: null,
  hash: 'h1',
  links: [],
  why: [],
  warnings: [],
  assignee: null,
  department: null,
  laterUntil: null,
  createdAt: now,
  decideBy: null,
  decidedAt: null,
  decidedBy: null,
  actAt: null,
  reason: null,
  before: null,
  done: null,
  scenario: null,
  facts: null,
  ...with_,
})

/** A letter in the outbox. */
export const aDelivery = (with_: Partial<DeliveryRow> = {}): DeliveryRow => ({
  id: newId(),
  effect: {
    kind: 'call',
    id: 'k',
    method: 'POST',
    url: 'https://client.test',
    headers: {},
    body: null,
  } as unknown as DeliveryRow['effect'],
  state: 'queued',
  workflow: null,
  run: null,
  position: null,
  node: null,
  channel: 'client.test',
  contact: 'anna',
  attempts: 0,
  dueAt: now,
  createdAt: now,
  updatedAt: now,
  result: null,
  problem: null,
  ...with_,
})

/** A draft that was never published. */
export const aWorkflow = (with_: Partial<WorkflowRow> = {}): WorkflowRow => ({
  id: 'chase',
  name: 'Chase',
  state: 'live',
  draft: { format: 1, id: 'chase', name: 'Chase', nodes: [], edges: [] } as unknown as WorkflowRow['draft'],
  revision: 1,
  liveVersion: null,
  owner: null,
  department: null,
  createdAt: now,
  updatedAt: now,
  updatedBy: null,
  archivedAt: null,
  ...with_,
})
