/** Who may do what: roles, the scopes of tokens, and which records a person may see. */
import type { Fields } from '../../shared/node.ts'
import type { Scope } from '../store/port.ts'
import type { TokenRow } from '../store/rows.ts'

/** From the least to the most, with two on one height (`reaches`). Stored with users, so a name never changes. */
export const roles = ['viewer', 'operator', 'supervisor', 'marketer', 'admin'] as const

export type Role = (typeof roles)[number]

/** Marketers and supervisors stand side by side. */
const rank: Readonly<Record<Role, number>> = { viewer: 1, operator: 2, supervisor: 3, marketer: 3, admin: 4 }

/** Is a stored or sent value one of the roles? */
export const isRole = (value: unknown): value is Role => roles.some((role) => role === value)

/** Has somebody in `role` all that `wanted` asks for? */
export const reaches = (role: Role, wanted: Role): boolean => rank[role] >= rank[wanted]

/** Does a role suffice where the least that is enough is named, or all that are? */
export const suffices = (role: Role, wanted: Role | readonly Role[]): boolean =>
  typeof wanted === 'string' ? reaches(role, wanted) : wanted.includes(role)

/** Leads others: sees what waits for them and moves it. */
export const leads = (role: Role): boolean => role === 'supervisor' || role === 'admin'

/** What a token may do, besides the limit that the role of its person is. */
export type TokenScope = TokenRow['scopes'][number]

/** Who makes a request. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly language: 'en' | 'ru'
  /** Null: that of the company. */
  readonly zone: string | null
  readonly department: string | null
  /** The stored session of a person in a browser; null when a program came with a token. */
  readonly session: string | null
  /** What a token may do; null in a browser, where everything the role allows is allowed. */
  readonly scopes: readonly TokenScope[] | null
  /** Those who are away and have this person as their deputy: what is theirs is also for this person. */
  readonly standsFor: readonly string[]
  /** Whose records are seen: null is everybody's. */
  readonly scope: Scope
}

/** Everybody's records from supervisors up; below, one's own and those of one's department. */
const seesAll = (role: Role): boolean => reaches(role, 'supervisor')

/** May a record of this owner be seen? One that nobody owns yet may be seen by all, or nobody could pick it up. */
export const isWithin = (scope: Scope, owner: unknown): boolean =>
  scope.owners === null || owner === null || owner === undefined || (typeof owner === 'string' && scope.owners.includes(owner))

/** The user record as the session and the hooks of a route need it, who also sees what `colleagues` own; null for someone who may not come in (any more). */
export function personFrom(
  user: Fields,
  colleagues: readonly string[],
  standsFor: readonly string[],
  by: { readonly session: string } | { readonly scopes: readonly TokenScope[] },
): Person | null {
  const role = user['role']
  if (!isRole(role) || user['active'] === false || user['archivedAt']) return null
  return {
    id: user.id,
    name: String(user['name'] ?? ''),
    email: String(user['email'] ?? ''),
    role,
    language: user['language'] === 'ru' ? 'ru' : 'en',
    zone: typeof user['zone'] === 'string' && user['zone'] !== '' ? user['zone'] : null,
    department: typeof user['department'] === 'string' ? user['department'] : null,
    session: 'session' in by ? by.session : null,
    scopes: 'scopes' in by ? by.scopes : null,
    standsFor,
    scope: { owners: seesAll(role) ? null : [...new Set([user.id, ...standsFor, ...colleagues])] },
  }
}
