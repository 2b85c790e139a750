/** Reads workflows, schedules, settings, sessions, tokens, jobs and files. */
import type { Json } from '../../shared/json.ts'
import type { Reads } from './port.ts'
import type { Reading } from './record-reads.ts'
import type { FileRow, JobRow, ScheduleRow, SessionRow, TokenRow, VersionRow, WorkflowRow } from './rows.ts'
import { type Cell, decoder, quoted, type Table } from './table.ts'
import * as tables from './tables.ts'

type HouseReads = Pick<
  Reads,
  | 'workflows'
  | 'workflow'
  | 'version'
  | 'versions'
  | 'schedules'
  | 'dueSchedules'
  | 'setting'
  | 'session'
  | 'sessions'
  | 'token'
  | 'tokens'
  | 'job'
  | 'jobs'
  | 'file'
  | 'filesAbout'
>

/** The part of `Reads` that is about the product itself. */
export function houseReads(reading: Reading): HouseReads {
  const { rows } = reading
  const table = <Decoded>(of: Table) => {
    const decode = decoder<Decoded>(of)
    const all = async (end = '', params: readonly Cell[] = []) =>
      (await rows(`select * from ${quoted(of.name)} ${end}`, params)).map(decode)
    return { all, one: async (end: string, params: readonly Cell[]) => (await all(end, params))[0] ?? null }
  }
  const workflows = table<WorkflowRow>(tables.workflows)
  const versions = table<VersionRow>(tables.versions)
  const schedules = table<ScheduleRow>(tables.schedules)
  const settings = table<{ readonly value: Json }>(tables.settings)
  const sessions = table<SessionRow>(tables.sessions)
  const tokens = table<TokenRow>(tables.tokens)
  const jobs = table<JobRow>(tables.jobs)
  const files = table<FileRow>(tables.files)

  return {
    workflows: () => workflows.all('order by "createdAt", "id"'),
    workflow: (id) => workflows.one('where "id" = ?', [id]),
    version: (id) => versions.one('where "id" = ?', [id]),
    versions: (workflow) => versions.all('where "workflow" = ? order by "number" desc', [workflow]),
    schedules: () => schedules.all('order by "nextAt", "id"'),
    dueSchedules: (now) => schedules.all('where "nextAt" <= ? order by "nextAt", "id"', [now.getTime()]),
    setting: async (key) => (await settings.one('where "key" = ?', [key]))?.value,
    session: (id) => sessions.one('where "id" = ?', [id]),
    sessions: (user) => sessions.all('where "user" = ? order by "createdAt" desc, "id"', [user]),
    token: (hash) => tokens.one('where "hash" = ?', [hash]),
    tokens: (user) => tokens.all('where "user" = ? order by "createdAt", "id"', [user]),
    job: (id) => jobs.one('where "id" = ?', [id]),
    jobs: (user) =>
      user === null ? jobs.all('order by "createdAt" desc, "id"') : jobs.all('where "user" = ? order by "createdAt" desc, "id"', [user]),
    async file(id) {
      const file = await files.one('where "id" = ?', [id])
      if (!file) return null
      const parts = await rows('select "bytes" from "fileParts" where "file" = ? order by "number"', [id])
      return { ...file, bytes: Uint8Array.from(Buffer.concat(parts.map((row) => row['bytes'] as Uint8Array))) }
    },
    filesAbout: (record) => files.all('where "about" = ? order by "createdAt", "id"', [record]),
  }
}
