/**
 * Pictures of letters. A mail program fetches them without signing in, so a picture has an address that nobody can
 * guess and that never changes what it shows; a file that was sent for anything else has none.
 */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PictureData } from '../../shared/api/mail.ts'
import { newId } from '../store/ids.ts'
import { mayDraw, open, personOf } from './access.ts'
import { cutOff, safeName } from './files.ts'
import type { Parts } from './parts.ts'
import { pictureKind } from './picture-kind.ts'
import { Refused, refusedBy } from './problem.ts'

/** Larger ones are nothing for a letter: Gmail cuts, phones wait. */
const largestPicture = 2 * 1024 * 1024

/** `POST /api/pictures`. 415 when it is no form or no PNG, JPEG or GIF, 422 `no-file`, 413 above two megabytes. */
export const pictureRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    await server.register(multipart, {
      limits: { files: 1, fields: 1, fieldSize: 1000, fileSize: largestPicture, parts: 2, headerPairs: 50 },
    })

    server.post(
      '/pictures',
      {
        config: mayDraw,
        bodyLimit: largestPicture + 100_000,
        schema: { summary: 'Send a picture for letters as multipart form data.', tags: ['Mail'], response: { 201: PictureData } },
      },
      async (request, reply) => {
        if (!request.isMultipart()) throw new Refused(415, 'unsupported-type')
        const sent = await request.file().catch(cutOff)
        if (!sent) throw new Refused(422, 'no-file')
        const bytes = await sent.toBuffer().catch(cutOff)
        const kind = pictureKind(bytes)
        if (!kind) throw new Refused(415, 'no-picture')
        const file = {
          id: newId(),
          name: safeName(sent.filename),
          type: kind.type,
          size: bytes.length,
          about: personOf(request).id,
          createdAt: parts.clock.now(),
        }
        const result = await parts.submit({ ops: [{ op: 'file', file, bytes }] })
        if (!result.ok) throw refusedBy(result)
        const { width, height } = kind
        return reply.code(201).send({ src: `/p/${parts.mail.links.token('picture', file.id)}`, width, height, bytes: bytes.length })
      },
    )
  }

const ByToken = Type.Object({ token: Type.String({ maxLength: 100 }) })

/** `GET /p/:token`, open to the world; kept by whoever fetched it for a year, since another picture has another address. */
export const publicPictureRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/p/:token', { config: open, schema: { hide: true, params: ByToken } }, async (request, reply) => {
      const id = parts.mail.links.read('picture', request.params.token)
      const file = id === null ? null : await parts.store.file(id)
      if (!file?.type.startsWith('image/')) throw new Refused(404, 'nothing-here')
      return reply
        .type(file.type)
        .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'cross-origin' })
        .send(Buffer.from(file.bytes))
    })
  }
