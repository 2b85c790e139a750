/** The erasure of a person, who asked for it: what would go, doing it, and the list of what was done. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { ErasureBody, ErasureDone, ErasureList, ErasurePreview } from '../../shared/api/erasure.ts'
import { countsOf, isSameName, nameToType } from '../crm/erased-person.ts'
import { mayManage, mayOversee, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused } from './problem.ts'

/**
 * `/api/contacts/:id/erasure` and `/api/erasures`, for admins. Another name than the person's is 422 `field-name-differs`;
 * while a table with the person is being imported it is 409 `import-under-way`. It cannot be taken back.
 */
export const erasureRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tags = ['Erasure']

    server.get(
      '/contacts/:id/erasure',
      {
        config: mayOversee,
        schema: { summary: 'What the erasure of this person would remove.', tags, params: ById, response: { 200: ErasurePreview } },
      },
      async (request) => {
        const { id } = request.params
        const name = nameToType(found(await parts.store.record('contact', id)))
        return { name, ...countsOf(found(await parts.erasures.look(id))) }
      },
    )

    server.post(
      '/contacts/:id/erasure',
      {
        config: mayManage,
        schema: {
          summary: 'Erase a person: records, history, letters, runs. It cannot be taken back.',
          tags,
          params: ById,
          body: ErasureBody,
          response: { 200: ErasureDone },
        },
      },
      async (request) => {
        const { id } = request.params
        const contact = found(await parts.store.record('contact', id))
        if (!isSameName(request.body.name, nameToType(contact)))
          throw new Refused(422, 'invalid', {}, [{ path: 'name', code: 'field-name-differs' }])
        const erased = await parts.erasures.erase(id, { by: personOf(request).id, reason: request.body.reason })
        if (!erased.ok) throw erased.problem === 'not-found' ? notFound() : new Refused(409, 'import-under-way')
        const done = { id: erased.id, ...countsOf(erased.traces), finished: erased.isFinished, unread: [...erased.unread] }
        parts.log.warn({ erasure: done.id, runs: done.runs, finished: done.finished }, 'A person was erased')
        return done
      },
    )

    server.get(
      '/erasures',
      {
        config: mayOversee,
        schema: { summary: 'Who was erased when, by whom and why: without names.', tags, response: { 200: ErasureList } },
      },
      async () => {
        const erasures = [...(await parts.store.erasures())].reverse()
        const users = await parts.store.records('user', [...new Set(erasures.flatMap(({ by }) => by ?? []))])
        const names = new Map(users.map((user) => [user.id, String(user['name'])]))
        return {
          items: erasures.map(({ id, at, by, reason, finishedAt }) => ({
            id,
            at: at.toISOString(),
            by: by === null ? null : (names.get(by) ?? null),
            reason,
            finished: finishedAt !== null,
          })),
        }
      },
    )
  }
