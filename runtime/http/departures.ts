/** When somebody leaves: what is theirs is listed, and they are let go when somebody else has all of it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Belongings, DepartureBody } from '../../shared/api/departures.ts'
import { JobData } from '../../shared/api/records.ts'
import type { Fields } from '../../shared/node.ts'
import { belongingsOf, handOverKind } from '../crm/belongings.ts'
import { mayManage, personOf } from './access.ts'
import { jobData } from './jobs.ts'
import type { Parts } from './parts.ts'
import { found, Refused } from './problem.ts'
import { isRole, reaches } from './rights.ts'

/**
 * `/api/users/:id/belongings` and `/departure`. One's own account is 409 `own-account`, the last admin 409 `last-admin`; who
 * could not do the work, or has left, is 422 for `to`.
 */
export const departureRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store, clock } = parts

    server.get(
      '/users/:id/belongings',
      {
        config: mayManage,
        schema: { summary: 'What waits for this person or is looked after by them.', params: ById, response: { 200: Belongings } },
      },
      async (request) => {
        const user = found(await store.record('user', request.params.id))
        return { items: (await belongingsOf(user, store, clock.now())).map(({ names = [], ...one }) => ({ ...one, names: [...names] })) }
      },
    )

    server.post(
      '/users/:id/departure',
      {
        config: mayManage,
        schema: {
          summary: 'Give everything of this person to somebody else, then end their access, as a job.',
          params: ById,
          body: DepartureBody,
          response: { 202: JobData },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        const user = found(await store.record('user', request.params.id))
        if (user.id === person.id) throw new Refused(409, 'own-account')
        await keepAnAdmin(user.id, { active: false }, parts)
        const to = await store.record('user', request.body.to)
        if (!to || to.id === user.id || !mayTakeOver(to)) throw new Refused(422, 'invalid', {}, [{ path: 'to', code: 'field-left' }])
        const belongings = await belongingsOf(user, store, clock.now())
        const job = await parts.jobs.start({
          kind: handOverKind,
          title: { code: 'job-hand-over', with: { user: String(user['name']), to: String(to['name']) } },
          user: person.id,
          input: { from: user.id, to: to.id, by: { id: person.id, name: person.name } },
          total: belongings.reduce((sum, { count }) => sum + count, 0),
        })
        return reply.code(202).send(jobData(job))
      },
    )
  }

/** Works here, and may do what there is to do. */
const mayTakeOver = (user: Fields): boolean =>
  user['active'] !== false && !user['archivedAt'] && isRole(user['role']) && reaches(user['role'], 'operator')

/** An installation without an admin could never be put right again. Throws 409 `last-admin`. */
export async function keepAnAdmin(id: string, fields: Readonly<Record<string, unknown>>, { store, clock }: Parts): Promise<void> {
  const loses = (fields['role'] !== undefined && fields['role'] !== 'admin') || fields['active'] === false
  if (!loses) return
  const admins = await store.ids(
    'user',
    { all: [{ field: 'role', is: 'is', value: 'admin' }, { not: [{ field: 'active', is: 'no' }] }] },
    { limit: 2, now: clock.now() },
  )
  if (admins.length === 1 && admins[0] === id) throw new Refused(409, 'last-admin')
}

/** Nobody is let go while something is theirs. Throws 409 `owner-needed` with how much that is. */
export async function keepAnOwner(user: Fields, { store, clock }: Parts): Promise<void> {
  const count = (await belongingsOf(user, store, clock.now())).reduce((sum, one) => sum + one.count, 0)
  if (count > 0) throw new Refused(409, 'owner-needed', { user: String(user['name'] ?? ''), count })
}
