/** Notices for the one who asks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { NotificationList } from '../../shared/api/records.ts'
import type { Fields } from '../../shared/node.ts'
import { kindOfNotice, readWishes, wishesSetting } from '../../shared/notices.ts'
import { contentOf, handledAmong, openNotices } from '../notices/open-notices.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound } from './problem.ts'
import { write } from './records.ts'
import { seenLinks } from './seen-links.ts'

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
        const { kinds } = readWishes(await store.setting(wishesSetting(person.id)))
        const isWanted = (notice: Fields) => kinds[kindOfNotice(contentOf(notice).said.code)] !== 'off'
        const page = (await store.list({ entity: 'notification', rule: own, limit: 50, now })).items.filter(isWanted)
        const unread = (await openNotices(person.id, store, now)).filter(isWanted).length
        const handled = await handledAmong(page, store)
        const seen = await seenLinks(
          page.flatMap((notice) => contentOf(notice).links),
          person,
          parts,
        )
        const items = page.map((record) => ({
          id: record.id,
          said: contentOf(record).said,
          links: contentOf(record).links.map(seen),
          at: String(record['createdAt']),
          read: record['readAt'] !== null || handled.has(record.id),
          handled: handled.has(record.id),
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
