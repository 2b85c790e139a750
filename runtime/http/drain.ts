/** Lets connections go when the server stops: what is under way is answered first, and nobody holds the end up. */
import type { FastifyInstance } from 'fastify'
import type { Health } from '../health.ts'

/** For requests that are under way; far less than the process has to end. */
const longestAnswerMs = 5_000

/**
 * Before any route. A connection that is answered while the server stops would else be kept for the next request, and
 * one whose request never ends would be waited for.
 */
export function drain(server: FastifyInstance, health: Health): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (health.stopping) void reply.header('connection', 'close')
    done(null, payload)
  })
  server.addHook('preClose', (done) => {
    setTimeout(() => server.server.closeAllConnections(), longestAnswerMs).unref()
    done()
  })
}
