/** Who stands in for whom: what is due for somebody who is away is also their deputy's, and goes back with them. */
import { isAway } from '../../shared/absence.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import { dayIn, startOfDay } from '../../shared/time.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { Parts } from './parts.ts'
import type { Person } from './rights.ts'

type Known = Pick<Parts, 'store' | 'clock' | 'company'>

/** So many in a row, as the engine does (`present`). */
const longestChain = 8
const most = 100

/** Those for whom a user stands in today: who is away, or has left, and has them as deputy, or one of those as deputy. */
export async function stoodInFor(user: string, parts: Known): Promise<readonly Fields[]> {
  const { store, clock } = parts
  const now = clock.now()
  const day = dayIn(now, await zoneOf(parts))
  const found = new Map<string, Fields>()
  let deputies: readonly string[] = [user]
  for (let step = 0; step < longestChain && deputies.length > 0; step++) {
    const ids = await store.ids('user', outWith(deputies, day), { limit: most, now })
    const away = (await store.records('user', ids)).filter(
      (one) => one.id !== user && !found.has(one.id) && (one['active'] === false || isAway(one, day)),
    )
    for (const one of away) found.set(one.id, one)
    deputies = away.map(({ id }) => id)
  }
  return [...found.values()]
}

/** Those who stand in for a user today: the deputy, and where that one is away, too, theirs. */
export async function standInsOf(user: string, parts: Known): Promise<readonly string[]> {
  const { store, clock } = parts
  const day = dayIn(clock.now(), await zoneOf(parts))
  const found = new Set<string>()
  for (let at = await store.record('user', user); at && (at['active'] === false || isAway(at, day)) && found.size < longestChain; ) {
    const deputy = at['deputy']
    if (typeof deputy !== 'string' || deputy === user || found.has(deputy)) break
    found.add(deputy)
    at = await store.record('user', deputy)
  }
  return [...found]
}

/** When the next absence begins in which this user is the deputy; null when none is planned. */
export async function nextStandIn(user: string, parts: Known): Promise<Date | null> {
  const { store, clock } = parts
  const now = clock.now()
  const zone = await zoneOf(parts)
  const rule: Rule = {
    all: [
      { field: 'deputy', is: 'is', value: user },
      { field: 'absentFrom', is: 'after', value: dayIn(now, zone) },
    ],
  }
  const { items } = await store.list({ entity: 'user', rule, sort: 'absentFrom', limit: 1, now })
  const from = items[0]?.['absentFrom']
  return typeof from === 'string' ? startOfDay(from, zone) : null
}

/** The person themselves and those for whom they stand in: whose work is theirs today. */
export const theirs = ({ id, standsFor }: { readonly id: string; readonly standsFor: readonly string[] }): readonly string[] => [
  id,
  ...standsFor,
]

/** Tells a deputy of an absence when it is planned or changed; nothing where there is none, or nothing is new about it. */
export async function standInNotice(user: Fields, before: Fields, by: Person, { clock, ...parts }: Known): Promise<readonly Op[]> {
  const { deputy, absentFrom = null, absentUntil } = user
  const isSame = ['deputy', 'absentFrom', 'absentUntil'].every((name) => (user[name] ?? null) === (before[name] ?? null))
  const day = dayIn(clock.now(), await zoneOf({ clock, ...parts }))
  if (isSame || typeof deputy !== 'string' || deputy === by.id || typeof absentUntil !== 'string' || absentUntil < day) return []
  const from = typeof absentFrom === 'string' && absentFrom > day ? absentFrom : day
  const fields = {
    owner: deputy,
    said: { code: 'stands-in', with: { user: String(user['name'] ?? ''), from, until: absentUntil } },
    links: [],
  }
  const cause = { kind: 'person', id: by.id, depth: 0 } as const
  return [
    { op: 'change', change: { change: 'create', entity: 'notification', id: newId(), revision: null, fields, cause, at: clock.now() } },
  ]
}

const outWith = (deputies: readonly string[], day: string): Rule => ({
  all: [
    { field: 'deputy', is: 'one-of', value: [...deputies] },
    {
      any: [
        { field: 'absentUntil', is: 'at-least', value: day },
        { field: 'active', is: 'no' },
      ],
    },
  ],
})

const zoneOf = async ({ company }: Known): Promise<string> => (await company.settings())?.zone ?? 'UTC'
