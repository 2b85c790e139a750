/** Signing in and out, one's own password, and what a signed-in person sees of the installation. */
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ById } from '../../shared/api/common.ts'
import { type Session, SessionList, Session as SessionSchema, SignInBody } from '../../shared/api/session.ts'
import { PasswordBody } from '../../shared/api/settings.ts'
import type { SessionRow } from '../store/rows.ts'
import { hashOf, mayRead, onlyPerson, open, personNamed, personOf, sessionCookie } from './access.ts'
import type { Parts } from './parts.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { found, Refused, refusedBy } from './problem.ts'
import type { Person } from './rights.ts'

const sessionDays = 30

/**
 * `/api/session`, `/api/sessions` and passwords. A wrong password and an unknown address are one answer, 401
 * `sign-in-failed`; too many tries are 429 `too-many-tries`.
 */
export const sessionRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tries = countTries()

    server.get(
      '/session',
      { config: mayRead, schema: { summary: 'Who is signed in, and where.', response: { 200: SessionSchema } } },
      async (request) => sessionData(personOf(request), parts),
    )

    server.post(
      '/session',
      { config: open, schema: { summary: 'Sign in.', body: SignInBody, response: { 200: SessionSchema } } },
      async (request, reply) => {
        const email = request.body.email.trim().toLowerCase()
        tries.count(`${email} ${request.ip}`)
        const user = await userWithEmail(email, parts)
        const hash = user?.['passwordHash']
        const right = await isPassword(request.body.password, typeof hash === 'string' ? hash : null)
        const person = right && user ? await personNamed(user.id, parts, { session: '' }) : null
        if (!person) throw new Refused(401, 'sign-in-failed')
        tries.forget(`${email} ${request.ip}`)
        await beginSession(person.id, request, reply, parts)
        return sessionData(person, parts)
      },
    )

    server.delete('/session', { config: onlyPerson, schema: { summary: 'Sign out.' } }, async (request, reply) => {
      const { session } = personOf(request)
      if (session) await parts.submit({ ops: [{ op: 'session-remove', id: session }] })
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send()
    })

    server.get(
      '/sessions',
      { config: onlyPerson, schema: { summary: 'Where you are signed in, the newest first.', response: { 200: SessionList } } },
      async (request) => {
        const { id, session: own } = personOf(request)
        const sessions = (await parts.store.sessions(id)).filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
        return { items: sessions.map((session) => sessionRow(session, own)) }
      },
    )

    server.delete('/sessions/:id', { config: onlyPerson, schema: { summary: 'Sign out there.', params: ById } }, async (request, reply) => {
      const own = await parts.store.sessions(personOf(request).id)
      const ended = found(own.find((session) => nameOf(session) === request.params.id))
      await parts.submit({ ops: [{ op: 'session-remove', id: ended.id }] })
      return reply.code(204).send()
    })

    server.put(
      '/users/:id/password',
      { config: onlyPerson, schema: { summary: 'Set a password; ends every session of that person.', params: ById, body: PasswordBody } },
      async (request, reply) => {
        const person = personOf(request)
        const { id } = request.params
        if (id !== person.id && person.role !== 'admin') throw new Refused(403, 'not-allowed')
        const user = found(await parts.store.record('user', id))
        if (id === person.id) {
          tries.count(`${id} ${request.ip}`)
          const hash = user['passwordHash']
          if (!(await isPassword(request.body.current ?? '', typeof hash === 'string' ? hash : null)))
            throw new Refused(403, 'sign-in-failed')
        }
        const result = await parts.submit({
          ops: [
            {
              op: 'change',
              change: {
                change: 'update',
                entity: 'user',
                id,
                revision: null,
                fields: { passwordHash: await hashPassword(request.body.password) },
                cause: { kind: 'person', id: person.id, depth: 0 },
                at: parts.clock.now(),
              },
            },
            { op: 'session-remove', user: id },
          ],
        })
        if (!result.ok) throw refusedBy(result)
        if (id === person.id) await beginSession(id, request, reply, parts)
        return reply.code(204).send()
      },
    )
  }

/** What a session is called outside: a part of what it is kept under, by which nobody finds the rest. */
const nameOf = ({ id }: SessionRow): string => id.slice(0, 16)

const sessionRow = (session: SessionRow, own: string | null): SessionList['items'][number] => ({
  id: nameOf(session),
  agent: session.agent,
  createdAt: session.createdAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.id === own,
})

/** A new session with a new id. Only its hash is kept: who reads the database cannot sign in with it. */
export async function beginSession(user: string, request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<void> {
  const secret = randomBytes(32).toString('base64url')
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + sessionDays * 86_400_000)
  const before = request.cookies[sessionCookie]
  await parts.submit({
    ops: [
      ...(before ? [{ op: 'session-remove', id: hashOf(before) } as const] : []),
      {
        op: 'session',
        session: { id: hashOf(secret), user, createdAt, expiresAt, agent: request.headers['user-agent']?.slice(0, 300) ?? null },
      },
    ],
  })
  void reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: parts.settings.baseUrl.startsWith('https:'),
    expires: expiresAt,
  })
}

/** What a signed-in person sees of themselves and the installation; before it is set up the company is an empty one. */
export async function sessionData(person: Person, parts: Parts): Promise<Session> {
  const company = await parts.company.settings()
  return {
    user: {
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      language: person.language,
      zone: person.zone ?? company?.zone ?? 'UTC',
      department: person.department,
      standsFor: (await parts.store.records('user', person.standsFor)).map((user) => ({
        id: user.id,
        name: String(user['name'] ?? ''),
        until: user['active'] === false || typeof user['absentUntil'] !== 'string' ? null : user['absentUntil'],
      })),
    },
    company: company ?? { name: '', zone: 'UTC', language: 'en', currency: 'EUR', region: 'DE', demo: false },
    clock: { manual: parts.clock.manual, now: parts.clock.now().toISOString() },
    graceSeconds: await parts.company.graceSeconds(),
    grades: await parts.company.grades(),
    smtp: parts.settings.smtpUrl !== null,
    baseUrl: parts.settings.baseUrl,
  }
}

async function userWithEmail(email: string, parts: Parts) {
  const [id] = await parts.store.ids('user', { field: 'email', is: 'is', value: email }, { limit: 1, now: parts.clock.now() })
  return id === undefined ? null : parts.store.record('user', id)
}

const mostTries = 10
const tryWindowMs = 10 * 60_000

/** Ten tries per person and address in ten minutes. Real time: a turned clock must not open the door. */
function countTries() {
  const byKey = new Map<string, number[]>()
  return {
    count(key: string): void {
      const now = Date.now()
      const recent = (byKey.get(key) ?? []).filter((at) => now - at < tryWindowMs)
      if (recent.length >= mostTries) {
        const left = tryWindowMs - (now - (recent[0] ?? now))
        throw new Refused(429, 'too-many-tries', { minutes: Math.ceil(left / 60_000), seconds: Math.ceil(left / 1000) })
      }
      byKey.set(key, [...recent, now])
      // Whoever tries with ever new names must not fill the memory.
      if (byKey.size > 10_000) for (const old of [...byKey.keys()].slice(0, 5000)) byKey.delete(old)
    },
    forget: (key: string): void => void byKey.delete(key),
  }
}
