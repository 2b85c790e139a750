/**
 * What the erasure of a person does with every table. A table without a decision fails `erase-decisions.test.ts`, so whoever
 * adds one says here what becomes of people in it. Tables of entities need none: who is erased is found by the refs to
 * `contact`, the record goes, or keeps what its description says in `keeps`.
 */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { columnsOf } from './tables.ts'

/** What becomes of the rows that are the person's own, and why. `none`: no row is about one person. */
export interface Decision {
  readonly theirs: 'removed' | 'emptied' | 'none'
  readonly why: string
  /** Columns of rows about others in which the person may be named; looked through, and rewritten. */
  readonly mentions: readonly string[]
  /** A row that mentions them goes as a whole. */
  readonly mentionRemoves?: true
}

/** By the name of the table. */
export const decisions: Readonly<Record<string, Decision>> = {
  events: {
    theirs: 'emptied',
    why: 'that something came in stays counted; what it said goes',
    mentions: ['records', 'fields', 'cause'],
  },
  changes: { theirs: 'removed', why: 'the history of a person is about them', mentions: ['old', 'new', 'cause'] },
  identities: { theirs: 'removed', why: 'an address', mentions: [] },
  searchable: { theirs: 'removed', why: 'words of a record; written anew with the record that mentions them', mentions: [] },
  seen: {
    theirs: 'removed',
    why: 'a key may be an address, and a hash of a body tells whether one guessed it',
    mentions: ['key'],
    mentionRemoves: true,
  },
  runs: {
    theirs: 'emptied',
    why: 'ended, and kept without subject and values, so that the figures of a flow stay true',
    mentions: ['key', 'vars', 'outputs', 'overrides', 'permit', 'ended'],
  },
  positions: {
    theirs: 'removed',
    why: 'nobody goes on',
    mentions: ['waitsFor', 'wokenBy', 'memory', 'item', 'fork', 'problem', 'guards'],
  },
  parts: { theirs: 'removed', why: 'what came in with a run, and its lists', mentions: ['body'] },
  trails: { theirs: 'emptied', why: 'which steps were taken stays, what they said goes', mentions: ['steps'] },
  watches: { theirs: 'removed', why: 'nobody waits', mentions: [] },
  suggestions: {
    theirs: 'emptied',
    why: 'withdrawn, and kept without words as the proof of who decided',
    mentions: ['prepared', 'effects', 'original', 'links', 'why', 'warnings', 'reason', 'facts', 'before', 'done', 'scenario'],
  },
  deliveries: { theirs: 'removed', why: 'letters and calls', mentions: ['effect', 'result', 'problem'] },
  jobs: { theirs: 'none', why: 'long work about many; what it says of one is taken out', mentions: ['title', 'input', 'result'] },
  files: { theirs: 'removed', why: 'raw letters, results of tasks, tables that name the person', mentions: ['name'] },
  fileParts: { theirs: 'removed', why: 'with their file', mentions: [] },
  workflows: { theirs: 'none', why: 'drawn by the team for everybody', mentions: [] },
  versions: { theirs: 'none', why: 'published by the team for everybody, and never changed', mentions: [] },
  schedules: { theirs: 'none', why: 'times', mentions: [] },
  settings: { theirs: 'none', why: 'of the company', mentions: [] },
  sessions: { theirs: 'none', why: 'of the team', mentions: [] },
  tokens: { theirs: 'none', why: 'of the team', mentions: [] },
  erasures: { theirs: 'none', why: 'what is kept to stay erased: an id that stands nowhere else', mentions: [] },
  erasedAddresses: { theirs: 'none', why: 'keyed hashes, so that nobody is written to again', mentions: [] },
}

/** The refs of an entity that name a person. */
export const personRefs = (entity: EntityType): readonly string[] =>
  Object.entries(entity.fields).flatMap(([name, field]) => (field.type === 'ref' && field.entity === 'contact' ? [name] : []))

/** May its records be about a person, or mention one? Those of the team and of what it sets up are not. */
export const isAboutPeople = (entity: EntityType): boolean => entity.name === 'contact' || personRefs(entity).length > 0

/** The fields that name another record of a person: refs, and of a note the text that says which record it is about. */
export const pointersOf = (entity: EntityType): readonly string[] =>
  Object.entries(entity.fields).flatMap(([name, field]) => {
    if (field.type !== 'ref') return name === 'record' ? [name] : []
    const to = field.entity === 'contact' || !hasEntity(field.entity) ? null : entityNamed(field.entity)
    return to && isAboutPeople(to) ? [name] : []
  })

const texts = new Set<Field['type']>(['text', 'long-text', 'email', 'phone', 'url', 'tags', 'json'])

/** Columns of an entity in which a person may be named. Ids of other records name nobody. */
export const mentionsIn = (entity: EntityType): readonly string[] => [
  ...Object.entries(entity.fields).flatMap(([name, field]) => (texts.has(field.type) ? Object.keys(columnsOf(name, field)) : [])),
  'custom',
]

/** The columns that are emptied in a record that stays for the books. */
export const emptiedIn = (entity: EntityType): readonly { readonly column: string; readonly required: boolean }[] => [
  ...Object.entries(entity.fields).flatMap(([name, field]) =>
    entity.keeps?.includes(name)
      ? []
      : Object.keys(columnsOf(name, field)).map((column) => ({ column, required: field.required ?? false })),
  ),
  { column: 'custom', required: false },
]
