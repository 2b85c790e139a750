/** Imports: look at a file, take it in as long work, get the rows that failed, take it all back. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { ImportBody, ImportPreview, ImportPreviewBody, JobData } from '../../shared/api/records.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { dayFormats, keysOf } from '../../shared/import-targets.ts'
import type { JsonObject } from '../../shared/json.ts'
import { failureHeader } from '../import/failure-lines.ts'
import { guessMapping } from '../import/guess-mapping.ts'
import type { ImportInput } from '../import/import-job.ts'
import { formatsReading } from '../import/read-cell.ts'
import { readMapping } from '../import/read-mapping.ts'
import { readTable, type Table } from '../import/read-table.ts'
import { newId } from '../store/ids.ts'
import type { JobRow } from '../store/rows.ts'
import { mayDraw, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import { jobData, ownJob } from './jobs.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'

const samples = 5
const undoWithinMs = 24 * 3_600_000

/**
 * `/api/imports`. Entities that only the program writes, and people of the team, are 422 `kept-by-program`; after a day
 * taking back is 409 `import-too-old`.
 */
export const importRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tags = ['Imports']

    server.post(
      '/imports/preview',
      {
        config: mayDraw,
        schema: {
          summary: 'The columns of a file, and where they may belong.',
          tags,
          body: ImportPreviewBody,
          response: { 200: ImportPreview },
        },
      },
      async (request) => {
        const entity = importable(request.body.entity)
        const table = await openTable(request.body.file, parts)
        const columns = table.columns.map((name) => ({ name, samples: [] as string[], formats: dayFormats as readonly string[] }))
        let rows = 0
        for await (const row of table.rows()) {
          rows++
          for (const [index, column] of columns.entries()) {
            const cell = row[index]?.trim() ?? ''
            if (cell === '') continue
            if (column.samples.length < samples && !column.samples.includes(cell)) column.samples.push(cell.slice(0, 200))
            column.formats = formatsReading(cell, column.formats)
          }
        }
        for (const column of columns) if (column.samples.length === 0) column.formats = []
        const own = await parts.catalogue.all()
        const guesses = guessMapping(entity, (name) => own[name] ?? {}, columns)
        const described = columns.map(async ({ name, samples, formats }, index) => {
          const { field = null, format = null } = guesses[index] ?? {}
          return { name, samples, formats: [...formats], field, format, by: await foundBy(entity.fields[field ?? ''], samples, parts) }
        })
        return { rows, delimiter: table.delimiter, columns: await Promise.all(described) }
      },
    )

    server.post(
      '/imports',
      {
        config: mayDraw,
        schema: { summary: 'Take a file in. Sent twice with one key it starts once.', tags, body: ImportBody, response: { 202: JobData } },
      },
      async (request, reply) => {
        const person = personOf(request)
        const entity = importable(request.body.entity)
        const table = await openTable(request.body.file, parts)
        await readMapping(request.body, entity, table.columns, parts.catalogue)
        const id = await onceBy(`${person.id}:${request.body.key}`, parts)
        const file = await parts.store.file(request.body.file)
        const input: ImportInput = { body: request.body as unknown as JsonObject, language: languageOf(request) }
        const title = {
          code: request.body.dryRun ? 'job-import-dry' : 'job-import',
          with: { file: file?.name ?? '', entity: entity.titles, plural: entity.plural },
        }
        const job = await parts.jobs.start({ id, kind: 'import', title, user: person.id, input })
        return reply.code(202).send(jobData(job))
      },
    )

    server.get(
      '/imports/:id/failures',
      { config: mayDraw, schema: { summary: 'The rows that were not taken in, with reasons, as CSV.', tags, params: ById } },
      async (request, reply) => {
        const job = await ownImport(request.params.id, personOf(request), parts)
        const { body, language } = job.input as ImportInput
        const table = await openTable(String(body['file']), parts)
        const pieces = [...(await parts.store.filesAbout(job.id))].sort((a, b) => a.name.localeCompare(b.name))
        async function* lines(): AsyncGenerator<Uint8Array | string> {
          yield failureHeader(table.columns, language)
          for (const { id } of pieces) yield (await parts.store.file(id))?.bytes ?? ''
        }
        return reply
          .header('content-disposition', 'attachment; filename="failures.csv"')
          .type('text/csv; charset=utf-8')
          .send(Readable.from(lines()))
      },
    )

    server.put(
      '/imports/:id/undone',
      {
        config: mayDraw,
        schema: {
          summary: 'Take an import back, within a day; what was stopped on the way goes on.',
          tags,
          params: ById,
          response: { 202: JobData },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        const job = await ownImport(request.params.id, person, parts)
        const isOver = job.state === 'done' || job.state === 'cancelled' || job.state === 'failed'
        if (!isOver || job.result?.['dryRun'] === true) throw new Refused(409, 'not-undoable')
        if (job.result?.['undone'] === true) throw new Refused(409, 'job-ended')
        if (parts.clock.now().getTime() - job.updatedAt.getTime() > undoWithinMs) throw new Refused(409, 'import-too-old')
        const id = await onceBy(`undo:${job.id}`, parts)
        const undo = await parts.jobs.start({
          id,
          kind: 'import-undo',
          title: { code: 'job-import-undo', with: { ...job.title.with, import: job.id } },
          user: person.id,
          input: { import: job.id },
        })
        return reply.code(202).send(jobData(await parts.jobs.goOn(undo)))
      },
    )
  }

/** The field by which most of these values find a record; null where none does, or the field points to none. */
async function foundBy(field: Field | undefined, values: readonly string[], parts: Parts): Promise<string | null> {
  if (field?.type !== 'ref' || values.length === 0) return null
  const now = parts.clock.now()
  const counts = keysOf(entityNamed(field.entity)).map(async (key) => ({
    key,
    count: await parts.store.count(field.entity, { field: key, is: 'one-of', value: values }, now),
  }))
  const [best] = (await Promise.all(counts)).sort((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.key : null
}

/** Records that the program keeps itself, and people with their passwords, do not come from a file. */
function importable(name: string): EntityType {
  const entity = hasEntity(name) ? entityNamed(name) : null
  if (!entity || entity.system || entity.name === 'user') throw new Refused(422, 'kept-by-program')
  return entity
}

async function openTable(file: string, parts: Parts): Promise<Table> {
  const stored = await parts.store.file(file)
  if (!stored) throw new Refused(404, 'no-such-file')
  const table = await readTable(stored.bytes)
  if (!table) throw new Refused(422, 'not-a-table')
  return table
}

/** The id of the job for this key: a new one, or the one that was started with it before. */
async function onceBy(key: string, parts: Parts): Promise<string> {
  const id = newId()
  const result = await parts.submit({ ops: [{ op: 'once', scope: 'import', key, event: id, bodyHash: '', at: parts.clock.now() }] })
  if (result.ok) return id
  const first = result.said.with?.['event']
  if (result.problem !== 'repeated' || typeof first !== 'string') throw refusedBy(result)
  return first
}

async function ownImport(id: string, person: ReturnType<typeof personOf>, parts: Parts): Promise<JobRow> {
  const job = await ownJob(id, person, parts)
  if (job.kind !== 'import') throw new Refused(404, 'no-such-record')
  return job
}
