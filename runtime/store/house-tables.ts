/** The tables of an installation: its workflows, settings, people who are signed in, long work and files. */
import { index, may, must, type Table } from './table.ts'

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

/** Who was erased, by whom and why: the person's id, which stands nowhere else any more. Without `finishedAt` it is not done yet. */
export const erasures: Table = {
  name: 'erasures',
  columns: {
    id: must('text'),
    contacts: must('json'),
    at: must('time'),
    by: may('text'),
    reason: must('text'),
    finishedAt: may('time'),
  },
  key: ['id'],
  indexes: [],
}

/** Addresses that are never written to again, as keyed hashes: nobody can read an address out of them. */
export const erasedAddresses: Table = {
  name: 'erasedAddresses',
  columns: { mark: must('text'), erasure: must('text') },
  key: ['mark'],
  indexes: [index('erasure')],
}
