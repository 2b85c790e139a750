/** What one is told of and how, and the browsers that show it: everybody for themselves. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { NoticeWishesBody, NoticeWishesData, PushBody, PushEnd, PushKey } from '../../shared/api/notices.ts'
import type { Json } from '../../shared/json.ts'
import { readWishes, wishesSetting } from '../../shared/notices.ts'
import { onlyPerson, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'

/** `/api/notice-wishes`, `/api/push-key` and `/api/push-subscriptions`. */
export const noticeWishRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store, push, announcer, digest } = parts
    const dataOf = async (user: string): Promise<NoticeWishesData> => {
      const { kinds, quiet } = readWishes(await store.setting(wishesSetting(user)))
      return { kinds, quiet, screens: (await push.subscriptions(user)).length }
    }

    server.get(
      '/notice-wishes',
      { config: onlyPerson, schema: { summary: 'What you are told of, and how.', response: { 200: NoticeWishesData } } },
      async (request) => dataOf(personOf(request).id),
    )

    server.put(
      '/notice-wishes',
      { config: onlyPerson, schema: { summary: 'Change that.', body: NoticeWishesBody, response: { 200: NoticeWishesData } } },
      async (request) => {
        const { id } = personOf(request)
        const { quiet } = request.body
        if (quiet && quiet.from === quiet.to) throw new Refused(422, 'invalid', {}, [{ path: 'quiet.to', code: 'quiet-empty' }])
        const result = await parts.submit({ ops: [{ op: 'setting', key: wishesSetting(id), value: request.body as unknown as Json }] })
        if (!result.ok) throw refusedBy(result)
        await digest.wish(id)
        return dataOf(id)
      },
    )

    server.get(
      '/push-key',
      { config: onlyPerson, schema: { summary: 'What a browser names when it subscribes.', response: { 200: PushKey } } },
      async () => ({ key: await push.publicKey() }),
    )

    server.put(
      '/push-subscriptions',
      { config: onlyPerson, schema: { summary: 'Show notices in this browser.', body: PushBody } },
      async (request, reply) => {
        const { id } = personOf(request)
        const isFirst = (await push.subscriptions(id)).length === 0
        await push.subscribe(id, request.body)
        if (isFirst) await announcer.begin(id)
        return reply.code(204).send()
      },
    )

    server.put(
      '/push-subscriptions/end',
      { config: onlyPerson, schema: { summary: 'Show none any more.', body: PushEnd } },
      async (request, reply) => {
        await push.unsubscribe(personOf(request).id, [request.body.endpoint])
        return reply.code(204).send()
      },
    )
  }
