/** For those who run the server: is it alive, is it ready, how is it doing. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { metrics } from '../watching/metrics.ts'
import { whyNotReady } from '../watching/readiness.ts'
import { mayWatch, open } from './access.ts'
import type { Parts } from './parts.ts'

const quiet = 'silent'
const Alive = Type.Object({ ok: Type.Literal(true) })
const Ready = Type.Object({ ready: Type.Literal(true) })
const NotReady = Type.Object({ ready: Type.Literal(false), reason: Type.String() })

/**
 * `/healthz`, `/readyz` and `/metrics`, without a line in the log. The first two answer everybody; `/metrics` this machine
 * and admins. Not ready is 503 `{ ready: false, reason }`, with a reason of `readiness.ts`.
 */
export const operationRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/healthz',
      { config: open, logLevel: quiet, schema: { summary: 'Is the process alive?', response: { 200: Alive } } },
      async () => ({ ok: true as const }),
    )

    server.get(
      '/readyz',
      { config: open, logLevel: quiet, schema: { summary: 'May it be given requests?', response: { 200: Ready, 503: NotReady } } },
      async (_request, reply) => {
        const reason = await whyNotReady(parts)
        if (reason === null) return { ready: true as const }
        return reply.code(503).send({ ready: false as const, reason })
      },
    )

    server.get(
      '/metrics',
      {
        config: mayWatch,
        logLevel: quiet,
        schema: {
          summary: 'Figures for Prometheus.',
          description: 'For requests that come from this machine itself, and elsewhere with the token of an admin.',
        },
      },
      async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics(parts)),
    )
  }
