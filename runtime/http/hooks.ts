/** Where other programs send what has happened at theirs. Anybody may call, so everything is bounded. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { AnyJson, ById } from '../../shared/api/common.ts'
import { isJsonObject } from '../../shared/json.ts'
import { openBacklog } from '../intake/backlog.ts'
import { openBucket } from '../intake/bucket.ts'
import { deliver, keepRefused } from '../intake/deliver.ts'
import type { Hook } from '../intake/doors.ts'
import { answerToBody, answerToQuery } from '../intake/handshake.ts'
import { bodyLimit, eventsIn, openBody } from '../intake/open-body.ts'
import { checkSignature } from '../intake/signature.ts'
import { suggestMapping } from '../intake/suggest-mapping.ts'
import { mayWork, open } from './access.ts'
import { asRefused } from './errors.ts'
import type { Parts } from './parts.ts'
import { found, Refused } from './problem.ts'

const ByPath = Type.Object({ path: Type.String({ minLength: 1, maxLength: 200 }) })
const mostKey = 200

/**
 * `/hooks/:path`, open to the world, and `/hooks/:id/mapping-guess` for the team. 404 `no-such-hook` also while it is
 * switched off; 401 for a wrong signature, 429 above the rate of its sender.
 */
export const hookRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const bucket = openBucket(parts.settings.hookRate)
    const backlog = openBacklog(parts.store, parts.settings.mostPending)
    server.removeAllContentTypeParsers()
    // A signature is over the bytes, and which type they are of is the sender's word: they are opened later. The usual
    // type is named, because Fastify remembers only those that are.
    server.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))

    server.post(
      '/hooks/:path',
      {
        config: open,
        bodyLimit,
        schema: {
          summary: 'Send what happened.',
          params: ByPath,
          response: { 200: Type.String(), 202: Type.Object({ event: Type.String() }) },
        },
        async errorHandler(error, request) {
          const refused = asRefused(error)
          const hook = isOfTheBody(refused) ? await parts.doors.hook(String((request.params as { path?: string }).path)) : null
          if (hook?.isActive) await keepRefused(hook, deliveryOf(request), refused, parts)
          throw error
        },
      },
      async (request, reply) => {
        const waitSeconds = bucket.take(request.ip, Date.now())
        if (waitSeconds > 0) throw new Refused(429, 'too-many-requests', { seconds: waitSeconds })
        if (await backlog.isFull()) throw new Refused(503, 'busy')
        const hook = await openHook(request.params.path, parts)
        const delivery = deliveryOf(request)
        const { bytes, contentType } = delivery
        if (hook.signature) checkSignature(bytes, request.headers, hook.signature, hook.secret, Date.now())
        const answer = hook.handshake?.when ? answerToBody(hook.handshake, openBody(bytes, contentType)) : null
        if (answer !== null) return reply.code(200).header('content-type', 'text/plain; charset=utf-8').send(answer)
        return reply.code(202).send(await deliver(hook, { ...delivery, key: keyOf(request) }, parts))
      },
    )

    server.get(
      '/hooks/:path',
      { config: open, schema: { summary: 'Answer a sender that checks the address.', params: ByPath } },
      async (request, reply) => {
        const hook = await openHook(request.params.path, parts)
        const answer = hook.handshake ? answerToQuery(hook.handshake, isJsonObject(request.query) ? request.query : {}) : null
        if (answer === null && !hook.handshake) {
          void reply.header('allow', 'POST')
          throw new Refused(405, 'hook-only-takes')
        }
        if (answer === null) throw new Refused(404, 'no-such-hook')
        return reply.type('text/plain; charset=utf-8').send(answer)
      },
    )
  }

const deliveryOf = ({ body, headers }: FastifyRequest) => ({
  bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  contentType: headers['content-type'] ?? '',
})

/** Not for what was sent before, and not for what is wrong with us. */
const isOfTheBody = ({ status }: Refused): boolean => status === 400 || status === 401 || status === 413 || status === 415

/** Switched off is answered like not there. */
async function openHook(path: string, parts: Parts): Promise<Hook> {
  const hook = await parts.doors.hook(path)
  if (!hook?.isActive) throw new Refused(404, 'no-such-hook')
  return hook
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return null
  if (key.length > mostKey) throw new Refused(400, 'bad-request')
  return key
}

/** What whoever sorts out deliveries sees first of the mapping. */
export const mappingRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/hooks/:id/mapping-guess',
      {
        config: mayWork,
        schema: {
          summary: 'What the values of a received sample, or of a body that is sent along, seem to mean.',
          params: ById,
          body: Type.Object(
            { body: Type.Optional(AnyJson), submission: Type.Optional(Type.String({ maxLength: 100 })) },
            { additionalProperties: false },
          ),
          response: {
            200: Type.Object({
              mapping: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
              body: AnyJson,
              submission: Type.Union([Type.String(), Type.Null()]),
            }),
          },
        },
      },
      async (request) => {
        const hook = found(await parts.store.record('hook', request.params.id))
        if (request.body.body !== undefined) {
          const [body] = eventsIn(openBody(Buffer.from(JSON.stringify(request.body.body)), 'application/json'))
          return { mapping: [...suggestMapping(body ?? {})], body: body ?? {}, submission: null }
        }
        const sample = found(await sampleOf(hook.id, request.body.submission ?? null, parts))
        const body = sample['body'] ?? {}
        return { mapping: [...suggestMapping(body)], body, submission: sample.id }
      },
    )
  }

/** The one that was asked for, or the newest. */
async function sampleOf(hook: string, submission: string | null, parts: Parts) {
  if (submission !== null) {
    const record = await parts.store.record('submission', submission)
    return record?.['hook'] === hook ? record : null
  }
  const page = await parts.store.list({
    entity: 'submission',
    rule: { field: 'hook', is: 'is', value: hook },
    sort: '-at',
    limit: 1,
    now: parts.clock.now(),
  })
  return page.items[0] ?? null
}
