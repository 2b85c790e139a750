/** Notices for the one who asks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { NotificationList } from '../../shared/api/records.ts'
import type { Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Link } from '../../shared/suggestion.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound } from './problem.ts'
import { asSeen } from './record-list.ts'
import { write } from './records.ts'

/** `/api/notifications`: the last 50. Those of others are 404, whoever asks. */
export const notificationRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.get(
      '/notifications',
      { config: mayRead, schema: { summary: 'Your notices, newest first, and how many are unread.', response: { 200: NotificationList } } },
      async (request) => {
        const person = personOf(request)
        const own = { field: 'owner', is: 'is', value: person.id } as const
        const now = parts.clock.now()
        const page = await store.list({ entity: 'notification', rule: own, limit: 50, now })
        const unread = await store.count('notification', { all: [own, { field: 'readAt', is: 'empty' }] }, now)
        const linksOf = (record: Fields) => (Array.isArray(record['links']) ? record['links'] : []) as unknown as Link[]
        const seen = await asSeen(page.items.flatMap(linksOf), person, store)
        const items = page.items.map((record) => ({
          id: record.id,
          said: record['said'] as unknown as Said,
          links: linksOf(record).map(seen),
          at: String(record['createdAt']),
          read: record['readAt'] !== null,
        }))
        return { items, unread }
      },
    )

    server.put(
      '/notifications/:id/read',
      { config: { access: { role: 'viewer', scope: 'write' } }, schema: { summary: 'Mark as read.', params: ById } },
      async (request, reply) => {
        const person = personOf(request)
        const notice = found(await store.record('notification', request.params.id))
        if (notice['owner'] !== person.id) throw notFound()
        if (notice['readAt'] === null) {
          const fields = { readAt: parts.clock.now().toISOString() }
          await write({ change: 'update', entity: 'notification', id: notice.id, revision: null, fields }, person, parts)
        }
        return reply.code(204).send()
      },
    )
  }
