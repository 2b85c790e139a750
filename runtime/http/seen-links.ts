/** Links as one person may follow them, those to suggestions and runs too. */
import type { Link } from '../../shared/suggestion.ts'
import type { Parts } from './parts.ts'
import { asSeen } from './record-list.ts'
import type { Person } from './rights.ts'
import { mayFollow } from './runs.ts'

/** Marks those of these links that lead out of the sight of a person. What is gone is not hidden: its page says so. */
export async function seenLinks(links: readonly Link[], person: Person, parts: Parts): Promise<(link: Link) => Link> {
  const records = await asSeen(links, person, parts.store)
  const hidden = new Set<string>()
  if (person.scope.owners !== null)
    for (const { entity, id } of links) if (!(await mayOpen(entity, id, person, parts))) hidden.add(`${entity} ${id}`)
  return (link) => (hidden.has(`${link.entity} ${link.id}`) ? { ...link, hidden: true } : records(link))
}

async function mayOpen(entity: string, id: string, person: Person, parts: Parts): Promise<boolean> {
  if (entity === 'suggestion') {
    const row = await parts.store.suggestion(id)
    const isTheirs = row?.assignee != null && (person.scope.owners?.includes(row.assignee) ?? true)
    return row === null || isTheirs || mayFollow(row, person, parts)
  }
  if (entity !== 'run') return true
  const [loaded] = await parts.store.runs([id])
  return !loaded || mayFollow(loaded.run, person, parts)
}
