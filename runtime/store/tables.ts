/** Every table: one per entity, made from its description, and the product's own. */

import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import type { Column, ColumnKind, Index, Table } from './table.ts'

const must = (kind: ColumnKind): Column => ({ kind, required: true })
const may = (kind: ColumnKind): Column => ({ kind, required: false })

/** `index('a', 'b')` over columns; `where` makes it small. */
const index = (...on: string[]): Index => ({ on })

/** The columns of a field: money takes two, all others one of their own name. */
export function columnsOf(name: string, field: Field): Readonly<Record<string, Column>> {
  switch (field.type) {
    case 'money':
      return { [`${name}_cents`]: may('integer'), [`${name}_currency`]: may('text') }
    case 'number':
      return { [name]: may('number') }
    case 'flag':
      return { [name]: may('flag') }
    case 'time':
      return { [name]: may('time') }
    case 'tags':
    case 'json':
      return { [name]: may('json') }
    default:
      return { [name]: may('text') }
  }
}

/** The table of an entity. It carries the entity's name; required fields are checked when they are written, so that a later version may add one. */
export function entityTable(entity: EntityType): Table {
  const columns: Record<string, Column> = { id: must('text') }
  const indexes: Index[] = [index('createdAt', 'id')]
  for (const [name, field] of Object.entries(entity.fields)) {
    Object.assign(columns, columnsOf(name, field))
    if (field.type === 'ref' || field.indexed) indexes.push({ on: [name], where: `"${name}" is not null` })
    if (field.unique) indexes.push({ on: [name], unique: true, where: '"archivedAt" is null' })
  }
  Object.assign(columns, {
    custom: may('json'),
    createdAt: must('time'),
    updatedAt: must('time'),
    archivedAt: may('time'),
    revision: must('integer'),
  })
  return { name: entity.name, columns, key: ['id'], indexes }
}

/** Everything that happened. `pending` until all its consequences are committed; `number` is the order of arrival. */
export const events: Table = {
  name: 'events',
  columns: {
    number: must('sequence'),
    id: must('text'),
    kind: must('text'),
    at: must('time'),
    about: may('text'),
    records: must('json'),
    fields: must('json'),
    cause: must('json'),
    state: must('text'),
  },
  key: ['number'],
  indexes: [
    { on: ['id'], unique: true },
    { on: ['number'], where: `"state" = 'pending'` },
    { on: ['about'], where: '"about" is not null' },
  ],
}

/** What happened to records, one row per field; `about` names whom the record is about, so that a person's timeline is one look-up. */
export const changes: Table = {
  name: 'changes',
  columns: {
    id: must('text'),
    entity: must('text'),
    record: must('text'),
    about: may('text'),
    field: may('text'),
    old: may('json'),
    new: may('json'),
    at: must('time'),
    cause: must('json'),
  },
  key: ['id'],
  indexes: [index('record', 'at'), { on: ['about', 'at'], where: '"about" is not null' }],
}

/** Addresses of contacts: one contact per channel and address. */
export const identities: Table = {
  name: 'identities',
  columns: { channel: must('text'), address: must('text'), contact: must('text') },
  key: ['channel', 'address'],
  indexes: [index('contact')],
}

/** What the search box looks through. `words` are folded and parted by spaces (`search-words.ts`). */
export const searchable: Table = {
  name: 'searchable',
  columns: {
    number: must('sequence'),
    record: must('text'),
    entity: must('text'),
    owner: may('text'),
    title: must('text'),
    detail: must('text'),
    words: must('text'),
    archived: must('flag'),
  },
  key: ['number'],
  indexes: [{ on: ['record'], unique: true }],
}

/** Keys that were seen: the same one again is a repeat. */
export const seen: Table = {
  name: 'seen',
  columns: { scope: must('text'), key: must('text'), event: must('text'), bodyHash: must('text'), at: must('time') },
  key: ['scope', 'key'],
  indexes: [index('at')],
}

/** `event` is the id of a stored event; a run is loaded together with it. */
export const runs: Table = {
  name: 'runs',
  columns: {
    id: must('text'),
    workflow: must('text'),
    version: must('text'),
    subjectEntity: may('text'),
    subject: may('text'),
    key: must('text'),
    event: may('text'),
    state: must('text'),
    paused: must('flag'),
    startedAt: must('time'),
    endedAt: may('time'),
    ended: may('json'),
    vars: must('json'),
    outputs: must('parts'),
    nextStep: must('integer'),
    visits: must('json'),
    depth: must('integer'),
    revision: must('integer'),
    overrides: may('json'),
    replayed: may('flag'),
  },
  key: ['id'],
  indexes: [
    { on: ['event', 'workflow', 'subject', 'key'], unique: true, where: '"subject" is not null' },
    { on: ['event', 'workflow', 'key'], unique: true, where: '"subject" is null' },
    { on: ['subject', 'workflow'], where: '"subject" is not null' },
    index('workflow', 'id'),
    { on: ['workflow'], where: `"state" = 'active'` },
  ],
}

/** Where runs stand, one row for each branch. Gone when its branch has ended. */
export const positions: Table = {
  name: 'positions',
  columns: {
    id: must('text'),
    run: must('text'),
    parent: may('text'),
    node: must('text'),
    state: must('text'),
    visit: must('integer'),
    since: must('time'),
    dueAt: may('time'),
    waitsFor: must('json'),
    wokenBy: may('json'),
    memory: may('json'),
    item: may('json'),
    fork: may('parts'),
    problem: may('json'),
    attempts: must('integer'),
    guards: must('json'),
    askAt: may('time'),
    workflow: may('text'),
  },
  key: ['id'],
  indexes: [
    index('run'),
    { on: ['workflow', 'dueAt'], where: '"dueAt" is not null' },
    { on: ['askAt'], where: '"askAt" is not null' },
    { on: ['run'], where: `"state" = 'parked'` },
  ],
}

/** The trails of runs, packed as `trail-rows.ts` tells: rows are added and never changed. */
export const trails: Table = {
  name: 'trails',
  columns: { run: must('text'), number: must('integer'), at: must('time'), left: must('json'), steps: must('json') },
  key: ['run', 'number'],
  indexes: [],
}

/** Which change of which record concerns a wait, a suggestion or a rule of which position. */
export const watches: Table = {
  name: 'watches',
  columns: {
    number: must('sequence'),
    purpose: must('text'),
    event: must('text'),
    about: must('text'),
    field: may('text'),
    run: must('text'),
    position: must('text'),
  },
  key: ['number'],
  indexes: [index('about', 'event'), index('position')],
}

/** Kept after they were decided, because they are the proof of who approved what. */
export const suggestions: Table = {
  name: 'suggestions',
  columns: {
    id: must('text'),
    status: must('text'),
    run: must('text'),
    position: must('text'),
    workflow: must('text'),
    version: must('text'),
    node: must('text'),
    subjectEntity: may('text'),
    subject: may('text'),
    prepared: must('json'),
    effects: must('json'),
    original: may('json'),
    hash: must('text'),
    links: must('json'),
    why: must('json'),
    warnings: must('json'),
    assignee: may('text'),
    department: may('text'),
    laterUntil: may('time'),
    createdAt: must('time'),
    decideBy: may('time'),
    decidedAt: may('time'),
    decidedBy: may('text'),
    actAt: may('time'),
    reason: may('json'),
  },
  key: ['id'],
  indexes: [index('status', 'id'), index('position'), index('run'), { on: ['subject'], where: '"subject" is not null' }],
}

/** The outbox: effects that leave the house, kept with what became of them. */
export const deliveries: Table = {
  name: 'deliveries',
  columns: {
    id: must('text'),
    effect: must('json'),
    state: must('text'),
    workflow: may('text'),
    run: may('text'),
    position: may('text'),
    node: may('text'),
    channel: must('text'),
    contact: may('text'),
    attempts: must('integer'),
    dueAt: must('time'),
    createdAt: must('time'),
    updatedAt: must('time'),
    result: may('json'),
    problem: may('json'),
  },
  key: ['id'],
  indexes: [
    { on: ['dueAt'], where: `"state" in ('queued', 'deferred')` },
    { on: ['state'], where: `"state" in ('sending', 'unknown', 'failed')` },
    { on: ['contact', 'createdAt'], where: '"contact" is not null' },
    { on: ['run'], where: '"run" is not null' },
    { on: ['workflow', 'createdAt'], where: '"workflow" is not null' },
  ],
}

/** What marketers draw: the draft, and which version is live. */
export const workflows: Table = {
  name: 'workflows',
  columns: {
    id: must('text'),
    name: must('text'),
    state: must('text'),
    draft: must('json'),
    revision: must('integer'),
    liveVersion: may('integer'),
    owner: may('text'),
    department: may('text'),
    createdAt: must('time'),
    updatedAt: must('time'),
    updatedBy: may('text'),
    archivedAt: may('time'),
  },
  key: ['id'],
  indexes: [],
}

/** What was published, never changed; runs name theirs by `id`. */
export const versions: Table = {
  name: 'versions',
  columns: {
    id: must('text'),
    workflow: must('text'),
    number: must('integer'),
    content: must('json'),
    note: must('text'),
    publishedAt: must('time'),
    publishedBy: may('text'),
  },
  key: ['id'],
  indexes: [{ on: ['workflow', 'number'], unique: true }],
}

/** When triggers by the clock tick next. */
export const schedules: Table = {
  name: 'schedules',
  columns: {
    id: must('text'),
    workflow: may('text'),
    node: may('text'),
    rule: must('json'),
    zone: must('text'),
    nextAt: must('time'),
    lastAt: may('time'),
  },
  key: ['id'],
  indexes: [index('nextAt')],
}

/** What is set once for an installation, as JSON by key. */
export const settings: Table = {
  name: 'settings',
  columns: { key: must('text'), value: may('json') },
  key: ['key'],
  indexes: [],
}

/** Who is signed in. Rows that are over are removed by `housekeeping.ts`. */
export const sessions: Table = {
  name: 'sessions',
  columns: { id: must('text'), user: must('text'), createdAt: must('time'), expiresAt: must('time'), agent: may('text') },
  key: ['id'],
  indexes: [index('user')],
}

/** Tokens of programs, by the hash of their secret. */
export const tokens: Table = {
  name: 'tokens',
  columns: {
    id: must('text'),
    hash: must('text'),
    name: must('text'),
    user: must('text'),
    scopes: must('json'),
    createdAt: must('time'),
    expiresAt: may('time'),
    lastUsedAt: may('time'),
  },
  key: ['id'],
  indexes: [{ on: ['hash'], unique: true }, index('user')],
}

/** Long work with its state, kept for those who look later. */
export const jobs: Table = {
  name: 'jobs',
  columns: {
    id: must('text'),
    kind: must('text'),
    title: must('json'),
    state: must('text'),
    user: may('text'),
    input: must('json'),
    done: must('integer'),
    total: may('integer'),
    result: may('json'),
    createdAt: must('time'),
    updatedAt: must('time'),
  },
  key: ['id'],
  indexes: [],
}

/** What is known of uploaded files and raw letters; their bytes are in `fileParts`. */
export const files: Table = {
  name: 'files',
  columns: {
    id: must('text'),
    name: must('text'),
    type: must('text'),
    size: must('integer'),
    about: may('text'),
    createdAt: must('time'),
  },
  key: ['id'],
  indexes: [{ on: ['about'], where: '"about" is not null' }],
}

/** The bytes of a file in parts, so that no row is large. */
export const fileParts: Table = {
  name: 'fileParts',
  columns: { file: must('text'), number: must('integer'), bytes: must('bytes') },
  key: ['file', 'number'],
  indexes: [],
}

const ownTables = [
  events,
  changes,
  identities,
  searchable,
  seen,
  runs,
  positions,
  trails,
  watches,
  suggestions,
  deliveries,
  workflows,
  versions,
  schedules,
  settings,
  sessions,
  tokens,
  jobs,
  files,
  fileParts,
]

/** Every table of an installation that has these entities; throws when an entity takes the name of one of our own. */
export function allTables(described: readonly EntityType[] = entities): readonly Table[] {
  const names = new Set(ownTables.map((table) => table.name))
  for (const entity of described) if (names.has(entity.name)) throw new Error(`No entity may be called "${entity.name}"`)
  return [...described.map(entityTable), ...ownTables]
}
