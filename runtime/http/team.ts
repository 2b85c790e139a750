/** For those who lead: what waits for each person of the team, and moving it to somebody else. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isAway } from '../../shared/absence.ts'
import { MoveBody, MoveResult, Team } from '../../shared/api/queue.ts'
import type { Fields } from '../../shared/node.ts'
import { say } from '../../shared/say.ts'
import { dayIn } from '../../shared/time.ts'
import { type Moved, moveWork } from '../crm/move-work.ts'
import { mayLead, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { isRole, reaches } from './rights.ts'
import { answerBy, idIn, unansweredLetters } from './unanswered.ts'

const most = 1_000

/** `/api/team` and `/api/team/moves`. Somebody who cannot decide, or has left, is 422 for `to`. */
export const teamRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/team',
      { config: mayLead, schema: { summary: 'How much waits for each of your colleagues.', response: { 200: Team } } },
      async () => ({ people: [...(await workOfTeam(parts))] }),
    )

    server.post(
      '/team/moves',
      {
        config: mayLead,
        schema: { summary: 'Take work over, or give it to somebody else.', body: MoveBody, response: { 200: MoveResult } },
      },
      async (request) => {
        const person = personOf(request)
        const { items, to } = request.body
        const user = await parts.store.record('user', to)
        if (!user || !canWork(user)) throw new Refused(422, 'invalid', {}, [{ path: 'to', code: 'field-ref' }])
        const { value } = await parts.engine.pump.perform(moveWork(items as readonly Moved[], user, person))
        const language = languageOf(request)
        return {
          items: value.map(({ item, said }) => ({ ...item, problem: said && { problem: said.code, message: say(said, language) } })),
        }
      },
    )
  }

/** Has not left, and has a role that decides. */
const canWork = (user: Fields): boolean => {
  const role = user['role']
  return user['active'] !== false && !user['archivedAt'] && isRole(role) && reaches(role, 'operator')
}

type Line = Team['people'][number]

/** Everybody who works here, whoever else has something, and nobody, where something has no owner; most that is late first. */
async function workOfTeam({ store, clock, company }: Parts): Promise<readonly Line[]> {
  const now = clock.now()
  const [work, letters, everybody] = await Promise.all([
    store.openWork(now),
    unansweredLetters('everybody', { store, clock }),
    store.list({ entity: 'user', sort: 'name', limit: most, now }),
  ])
  const lettersOf = new Map<string | null, readonly Fields[]>()
  for (const { letter, owner } of letters) lettersOf.set(owner, [...(lettersOf.get(owner) ?? []), letter])
  const users = new Map(everybody.items.map((user) => [user.id, user]))
  const busy = [...work.map(({ person }) => person), ...lettersOf.keys()]
  const unknown = busy.filter((id) => id !== null && !users.has(id)) as string[]
  for (const user of await store.records('user', unknown)) users.set(user.id, user)
  const shown = new Set<string | null>([...[...users.values()].filter(canWork).map(({ id }) => id), ...busy])
  const day = dayIn(now, (await company.settings())?.zone ?? 'UTC')
  const sizes = (kind: 'suggestion' | 'task', of: string | null) => {
    const found = work.find((one) => one.kind === kind && one.person === of)
    return { count: found?.count ?? 0, late: found?.late ?? 0, oldest: found?.oldest.toISOString() ?? null }
  }
  const named = (id: string | null) => (id === null ? null : { id, name: String(users.get(id)?.['name'] ?? id) })
  const lines = [...shown].map((of): Line => {
    const user = of === null ? undefined : users.get(of)
    const isOut = user !== undefined && isAway(user, day)
    const open = lettersOf.get(of) ?? []
    const times = open.map(({ at }) => String(at)).sort()
    return {
      person: named(of),
      awayUntil: isOut ? String(user['absentUntil']) : null,
      deputy: isOut ? named(idIn(user, 'deputy')) : null,
      suggestions: sizes('suggestion', of),
      tasks: sizes('task', of),
      letters: { count: open.length, late: open.filter((letter) => answerBy(letter) < now).length, oldest: times[0] ?? null },
    }
  })
  const total = ({ suggestions, tasks, letters }: Line, what: 'late' | 'count') => suggestions[what] + tasks[what] + letters[what]
  return lines.sort((a, b) => total(b, 'late') - total(a, 'late') || total(b, 'count') - total(a, 'count'))
}
