/** The tables of what happens: events, runs with their positions and trails, suggestions and deliveries. */
import type { DeliveryRow } from './rows.ts'
import { index, may, must, type Table } from './table.ts'

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
    permit: may('json'),
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
    steps: may('integer'),
  },
  key: ['id'],
  indexes: [
    index('run'),
    { on: ['workflow', 'dueAt'], where: '"dueAt" is not null' },
    { on: ['askAt'], where: '"askAt" is not null' },
    { on: ['run'], where: `"state" = 'parked'` },
  ],
}

/** What is large in a run and stays as it is, under a hash of its text (`large-parts.ts`). */
export const parts: Table = {
  name: 'parts',
  columns: { run: must('text'), hash: must('text'), body: must('json') },
  key: ['run', 'hash'],
  indexes: [],
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
  indexes: [index('about', 'event', 'purpose'), index('position')],
}

/** Of the index that holds what waits for a decision, for a statement that is to use it. */
export const openCondition = `"status" = 'pending'`

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
    facts: may('json'),
    before: may('json'),
    done: may('json'),
    scenario: may('json'),
  },
  key: ['id'],
  indexes: [
    index('status', 'id'),
    // All that the list of what is to be decided is filtered and sorted by, so that no letter is read for it.
    { on: ['assignee', 'decideBy', 'id', 'laterUntil', 'workflow', 'node', 'subject', 'run'], where: openCondition },
    index('position'),
    index('run'),
    { on: ['subject'], where: '"subject" is not null' },
    { on: ['workflow', 'decidedAt'], where: '"decidedAt" is not null' },
  ],
}

const inStates = (states: readonly DeliveryRow['state'][]): string => `"state" in (${states.map((state) => `'${state}'`).join(', ')})`

/** Deliveries that wait, and those that somebody may have to look at: few of all, and each kind has an index. */
const waiting: readonly DeliveryRow['state'][] = ['queued', 'deferred']
const noticed: readonly DeliveryRow['state'][] = ['sending', 'unknown', 'failed']

/** The condition of the index that holds all deliveries of these states, for a statement that is to use it; null without one. */
export function indexOfStates(states: readonly DeliveryRow['state'][]): string | null {
  const indexed = [waiting, noticed].find((group) => states.every((state) => group.includes(state)))
  return indexed ? inStates(indexed) : null
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
    { on: ['dueAt'], where: inStates(waiting) },
    { on: ['state'], where: inStates(noticed) },
    { on: ['contact', 'createdAt'], where: '"contact" is not null' },
    { on: ['run'], where: '"run" is not null' },
    { on: ['workflow', 'createdAt'], where: '"workflow" is not null' },
  ],
}
