/**
 * Deny by default. Every route says in its config who may use it, or the server does not start; one hook holds
 * everybody to it. A session cookie proves a person in a browser, a bearer token a program.
 */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Bucket, openBucket } from '../intake/bucket.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { type Person, personFrom, type Role, suffices, type TokenScope } from './rights.ts'
import { stoodInFor } from './stand-ins.ts'

/**
 * `role`: the least that is enough, or a list of those that are. `scope`: what a token needs to have; `person`: no token at all, only somebody who is signed in. `local`: whoever asks on
 * this machine itself needs neither.
 */
export type Access = 'public' | { readonly role: Role | readonly Role[]; readonly scope: TokenScope | 'person'; readonly local?: true }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    json?: { readonly values: number; readonly text: number }
  }
  interface FastifyRequest {
    /** Who asks; null only on public routes. */
    person: Person | null
  }
}

/** For everybody, signed in or not. */
export const open = { access: 'public' } as const

/** Looks; what of it is seen depends on the person (`record-rights.ts`). */
export const mayRead = { access: { role: 'viewer', scope: 'read' } } as const
/** Changes records, tasks, runs. */
export const mayWork = { access: { role: 'operator', scope: 'write' } } as const

/** Decides on suggestions, for those who may see them. */
export const mayDecide = { access: { role: 'operator', scope: 'decide' } } as const
/** Draws and publishes workflows, imports, exports. */
export const mayDraw = { access: { role: 'marketer', scope: 'write' } } as const

/** Leads others: sees what waits for each of them, moves it to somebody else, pauses everything. */
export const mayLead = { access: { role: ['supervisor', 'admin'], scope: 'write' } } as const

/** Settings, people, the clock: what concerns the whole company. */
export const mayManage = { access: { role: 'admin', scope: 'write' } } as const
/** Looks at how the whole installation is doing. */
export const mayOversee = { access: { role: 'admin', scope: 'read' } } as const
/** Likewise, and programs on this machine. */
export const mayWatch = { access: { role: 'admin', scope: 'read', local: true } } as const
/** One's own session, password, tokens, notices. */
export const onlyPerson = { access: { role: 'viewer', scope: 'person' } } as const

/** The name of the session cookie. */
export const sessionCookie = 'tandem'

/** SHA-256 in hex. Enough for ids and tokens of random bytes; passwords are kept by `hashPassword`. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Who asks; throws on a public route that nobody signed in for. */
export function personOf(request: FastifyRequest): Person {
  if (!request.person) throw new Refused(401, 'sign-in-required')
  return request.person
}

/** Registers the check that each route declares its access, and the hook that keeps it. Before any route. */
export function guard(server: FastifyInstance, parts: Parts): void {
  server.decorateRequest('person', null)
  server.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`The route ${String(route.method)} ${route.url} does not say who may use it`)
    parts.routes.push(route)
  })
  const strangers = openBucket(Math.max(1, parts.settings.apiRate / 60))
  server.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    if (!access) return
    if (access === 'public') {
      if (request.url.startsWith('/api/')) checkOrigin(request, parts)
      return
    }
    if (access.local && isFromHere(request)) return
    request.person = await authenticated(request, parts)
    if (!request.person) holdOff(request, strangers)
    checkAccess(personOf(request), access)
  })
}

/** Not by way of a proxy: one on this machine may speak for anybody. */
const isFromHere = ({ ip, headers }: FastifyRequest): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined

/** Whoever proves nothing may ask only so often, or every guess at a token would cost a look into the store. */
function holdOff(request: FastifyRequest, strangers: Bucket): void {
  const seconds = strangers.take(request.ip, Date.now())
  if (seconds > 0) throw new Refused(429, 'too-many-requests', { seconds })
}

function checkAccess(person: Person, access: Exclude<Access, 'public'>): void {
  if (!suffices(person.role, access.role)) throw new Refused(403, 'not-allowed')
  if (person.scopes === null) return
  if (access.scope === 'person') throw new Refused(403, 'not-allowed')
  if (!person.scopes.includes(access.scope)) throw new Refused(403, 'token-too-narrow', { scope: access.scope })
}

async function authenticated(request: FastifyRequest, parts: Parts): Promise<Person | null> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return byToken(hashOf(bearer), parts)
  const cookie = request.cookies[sessionCookie]
  if (!cookie) return null
  checkOrigin(request, parts)
  return bySession(hashOf(cookie), parts)
}

/**
 * A browser sends the origin with every request that changes something; another site's is refused. Programs send none,
 * and carry no cookie that a site could make use of.
 */
function checkOrigin(request: FastifyRequest, parts: Parts): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, host } = request.headers
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new Refused(403, 'other-origin')
    return
  }
  const from = URL.canParse(origin) ? new URL(origin) : null
  if (!from || (from.host !== host && from.origin !== new URL(parts.settings.baseUrl).origin)) throw new Refused(403, 'other-origin')
}

async function bySession(id: string, parts: Parts): Promise<Person | null> {
  const session = await parts.store.session(id)
  if (!session || session.expiresAt.getTime() <= Date.now()) return null
  return personNamed(session.user, parts, { session: id })
}

async function byToken(hash: string, parts: Parts): Promise<Person | null> {
  const token = await parts.store.token(hash)
  const now = Date.now()
  if (!token || (token.expiresAt && token.expiresAt.getTime() <= now)) return null
  // Once an hour is often enough to see whether a token is still in use.
  if (!token.lastUsedAt || now - token.lastUsedAt.getTime() > 3_600_000) {
    await parts.submit({ ops: [{ op: 'token-used', id: token.id, at: new Date(now) }] })
  }
  return personNamed(token.user, parts, { scopes: token.scopes })
}

/** The person with their rights as they are now, so that a changed role or department counts at once. */
export async function personNamed(
  id: string,
  parts: Parts,
  by: { readonly session: string } | { readonly scopes: readonly TokenScope[] },
): Promise<Person | null> {
  const user = await parts.store.record('user', id)
  if (!user) return null
  const department = user['department']
  const colleagues =
    typeof department === 'string' && (user['role'] === 'operator' || user['role'] === 'viewer')
      ? await parts.store.ids('user', { field: 'department', is: 'is', value: department }, { limit: 1000, now: parts.clock.now() })
      : []
  const standsFor = (await stoodInFor(id, parts)).map((one) => one.id)
  return personFrom(user, colleagues, standsFor, by)
}
