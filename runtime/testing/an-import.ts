/** A table brought in as people do it: sent as a file, its columns mapped, and looked at when it is done. */
import { expect } from 'vitest'
import type { ImportBody, JobData } from '../../shared/api/records.ts'
import { newId } from '../store/ids.ts'
import type { Answer, TestApp } from './test-app.ts'

/** Sends a file and answers with its id. */
export async function sendFile(app: TestApp, bytes: string | Uint8Array, name = 'table.csv'): Promise<string> {
  const boundary = 'a-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(bytes as string), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const sent = await app.admin.send('POST', '/api/files', payload, `multipart/form-data; boundary=${boundary}`)
  expect(sent.status).toBe(201)
  return sent.body.id
}

/** By the names of the columns in the file. */
export type Columns = ImportBody['mapping']

/** Imports a file and answers with its job, when it is over. */
export async function importTable(
  app: TestApp,
  entity: string,
  table: string | Uint8Array,
  mapping: Columns,
  more: Partial<ImportBody> = {},
): Promise<JobData & { readonly result: Readonly<Record<string, number>> & { readonly made: Readonly<Record<string, number>> } }> {
  const file = await sendFile(app, table)
  const body = { key: newId(), file, entity, mapping, duplicates: 'skip', startWorkflows: false, dryRun: false, ...more }
  const started: Answer = await app.admin.post('/api/imports', body)
  expect([started.status, started.body.message]).toEqual([202, undefined])
  await app.parts.jobs.idle()
  return (await app.admin.get(`/api/jobs/${started.body.id}`)).body
}
