/** Whom an erasure looks for: the contact, their twins in the archive, and the texts that mean them and nobody else. */
import type { Reading } from './record-reads.ts'
import type { Cell, Row } from './table.ts'
import type { KnownPerson } from './traces.ts'

/** Null when there is no such contact. */
export async function knownPerson(contact: string, { dialect, rows }: Reading): Promise<KnownPerson | null> {
  const [row] = await rows('select "email" from "contact" where "id" = ?', [contact])
  if (!row) return null
  const email = row['email'] ?? null
  const twins = email === null ? [] : await rows('select "id" from "contact" where "email" = ? and "archivedAt" is not null', [email])
  const contacts = [...new Set([contact, ...twins.map(({ id }) => String(id))])]
  const theirs = { sql: `in ${dialect.ids}`, params: [JSON.stringify(contacts)] as readonly Cell[] }
  const now = await rows(`select "email", "phone", "firstName", "lastName" from "contact" where "id" ${theirs.sql}`, theirs.params)
  const past = await rows(
    `select "field", "old", "new" from "changes" where "record" ${theirs.sql} and ("field" is null or "field" in ('email', 'phone'))`,
    theirs.params,
  )
  const sides = [...now, ...past.flatMap(sidesOf)]
  const emails = textsIn(sides, 'email').map((text) => text.toLowerCase())
  const names: string[] = []
  for (const { firstName, lastName } of now) {
    if (!firstName || !lastName) continue
    const [same] = await rows(
      `select count(*) as "count" from "contact" where "firstName" = ? and "lastName" = ? and "id" not ${theirs.sql}`,
      [firstName, lastName, ...theirs.params],
    )
    if (Number(same?.['count']) === 0) names.push(`${firstName} ${lastName}`)
  }
  return {
    contacts,
    ids: contacts,
    emails: [...new Set(emails)],
    values: [...new Set([...contacts, ...emails, ...textsIn(sides, 'phone'), ...names])],
  }
}

/** The addresses before and after a change. A creation holds the whole record. */
function sidesOf({ field, old, new: to }: Row): Readonly<Record<string, unknown>>[] {
  return [old, to].flatMap((side) => {
    const value: unknown = typeof side === 'string' ? JSON.parse(side) : null
    if (typeof field === 'string') return [{ [field]: value }]
    return typeof value === 'object' && value !== null ? [{ ...value }] : []
  })
}

const textsIn = (sides: readonly Readonly<Record<string, unknown>>[], name: string): string[] =>
  sides.map((side) => side[name]).filter((text) => typeof text === 'string' && text !== '') as string[]
