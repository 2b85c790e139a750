/** One stream per browser that says, after commits, what changed. It never says to what: the tab reads again with its own rights. */
import sse from '@fastify/sse'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { LiveNotice } from '../../shared/api/live.ts'
import { haltSetting } from '../engine/halt.ts'
import type { Op } from '../store/port.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'

/** Who listens hears kinds of change, never contents. */
export interface Live {
  tell(notice: LiveNotice): void
  /** Tells what was committed. */
  hear(ops: readonly Op[]): void
  /** Hears every notice until the answered function is called. */
  listen(listener: (notice: LiveNotice) => void): () => void
}

/** Nothing is kept: whoever begins to listen later has to read. */
export function openLive(): Live {
  const listeners = new Set<(notice: LiveNotice) => void>()
  const tell = (notice: LiveNotice) => {
    for (const listener of listeners) listener(notice)
  }
  return {
    tell,
    hear(ops) {
      if (listeners.size > 0) for (const op of ops) noticesOf(op).forEach(tell)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** So many notices wait for a tab that is slow to take them; of more it only hears that it has missed something. */
const mostWaiting = 200

/**
 * Hands notices over one after the other, each when the one before was taken. The same notice waits only once; too many
 * become one `hello`, after which a tab reads everything anew.
 */
export function inTurn(send: (notice: LiveNotice) => Promise<void>): (notice: LiveNotice) => void {
  const waiting = new Map<string, LiveNotice>()
  const put = (notice: LiveNotice) => waiting.set(JSON.stringify(notice), notice)
  let isSending = false
  const sendAll = async () => {
    isSending = true
    for (const [key, notice] of waiting) {
      waiting.delete(key)
      // A tab that has gone away is heard of by onClose; what could not be written to it is nobody's loss.
      await send(notice).catch(() => undefined)
    }
    isSending = false
  }
  return (notice) => {
    put(notice)
    if (waiting.size > mostWaiting) {
      waiting.clear()
      put({ kind: 'hello' })
    }
    if (!isSending) void sendAll()
  }
}

/** `GET /api/live` */
export const liveRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    await server.register(sse, { heartbeatInterval: 25_000 })
    const closers = new Set<() => void>()
    server.addHook('preClose', async () => {
      for (const close of [...closers]) close()
    })

    server.get('/live', { config: mayRead, sse: 'only', schema: { hide: true } }, async (request, reply) => {
      const person = personOf(request)
      const stream = reply.sse
      const close = () => stream.close()
      const write = inTurn((notice) => stream.send({ data: notice }))
      const tell = (notice: LiveNotice) => {
        if (notice.kind !== 'notification' || notice.user === person.id) write(notice)
      }
      stream.keepAlive()
      const stop = parts.live.listen(tell)
      closers.add(close)
      stream.onClose(() => {
        stop()
        closers.delete(close)
      })
      await stream.send({ data: { kind: 'hello' } satisfies LiveNotice })
    })
  }

/** What a committed operation means to whoever watches. */
function noticesOf(op: Op): readonly LiveNotice[] {
  switch (op.op) {
    case 'change': {
      const { entity, id, fields } = op.change
      const record: LiveNotice = { kind: 'record', entity, id }
      return entity === 'notification' && typeof fields['owner'] === 'string'
        ? [record, { kind: 'notification', user: fields['owner'] }]
        : [record]
    }
    case 'run-new':
    case 'run':
      return [{ kind: 'run', workflow: op.run.workflow, run: op.run.id, subject: op.run.subject }]
    case 'suggestion':
      return [{ kind: 'suggestion', id: op.suggestion.id }]
    case 'workflow':
      return [{ kind: 'workflow', id: op.workflow.id }]
    case 'setting':
      return op.key === haltSetting ? [{ kind: 'halt' }] : []
    case 'job':
      return [{ kind: 'job', id: op.job.id }]
    // Somebody is gone from everywhere: whoever watches reads anew.
    case 'erase':
      return [{ kind: 'hello' }]
    default:
      return []
  }
}
