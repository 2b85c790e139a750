/** Files: taken in one at a time, kept in the database, handed out as a download and never shown in place. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import { FileData } from '../../shared/api/records.ts'
import { entities } from '../../shared/entities.ts'
import { newId } from '../store/ids.ts'
import { mayRead, mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused, refusedBy } from './problem.ts'
import { maySee } from './record-rights.ts'
import type { Person } from './rights.ts'

const largestFile = 25 * 1024 * 1024

const FileQuery = Type.Object({ about: Type.Optional(Id) }, { additionalProperties: false })

/**
 * `/api/files`. 415 when it is no form, 400 `bad-multipart` when it cannot be taken apart, 422 `no-file`, 413 above the largest size. A file opens for those who see the
 * record it is about, for who sent it while it is about none, and for those who see everything; else it is 404, and so is
 * a file sent to a record that one may not see.
 */
export const fileRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    await server.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1000, fileSize: largestFile, parts: 6, headerPairs: 50 } })

    server.post(
      '/files',
      {
        config: mayWork,
        bodyLimit: largestFile + 100_000,
        schema: { summary: 'Send one file as multipart form data.', querystring: FileQuery, response: { 201: FileData } },
      },
      async (request, reply) => {
        if (!request.isMultipart()) throw new Refused(415, 'unsupported-type')
        const sent = await request.file().catch(cutOff)
        if (!sent) throw new Refused(422, 'no-file')
        const person = personOf(request)
        const { about = person.id } = request.query
        if (!(await mayOpen(about, person, parts))) throw notFound()
        const bytes = await sent.toBuffer().catch(cutOff)
        const name = safeName(sent.filename)
        const file = {
          id: newId(),
          name,
          type: sent.mimetype.slice(0, 100),
          size: bytes.length,
          about,
          createdAt: parts.clock.now(),
        }
        const result = await parts.submit({ ops: [{ op: 'file', file, bytes }] })
        if (!result.ok) throw refusedBy(result)
        return reply.code(201).send({ id: file.id, name, size: file.size })
      },
    )

    server.get('/files/:id', { config: mayRead, schema: { summary: 'Download a file.', params: ById } }, async (request, reply) => {
      const person = personOf(request)
      const file = found(await parts.store.file(request.params.id))
      if (!(await mayOpen(file.about, person, parts))) throw notFound()
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .type('application/octet-stream')
        .send(Buffer.from(file.bytes))
    })
  }

/** What is not the server's own refusal comes from the form: it has no end, or is none. Throws what the sender is told. */
export function cutOff(error: Error): never {
  throw 'code' in error && String(error.code).startsWith('FST_') ? error : new Refused(400, 'bad-multipart')
}

/** A file is about whom it came from, or a record of any entity; a colleague is no record in this, though everybody may see them. */
async function mayOpen(about: string | null, person: Person, { store }: Parts): Promise<boolean> {
  if (about === person.id || person.scope.owners === null) return true
  if (about === null) return false
  const seen = entities.map(async (entity) => {
    const record = entity.name === 'user' ? null : await store.record(entity.name, about)
    return record !== null && maySee(entity, record, person, store)
  })
  return (await Promise.all(seen)).includes(true)
}

/** The last part of the path, without signs that mean something to a disk or a terminal. */
export const safeName = (name: string | undefined): string =>
  (name ?? '')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '')
    .trim()
    .slice(0, 200) || 'file'
