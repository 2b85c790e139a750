/** Who is to be erased, and what would go: said to whoever gives the order, in the browser and in the terminal. */
import { entityNamed } from '../../shared/entities.ts'
import type { Fields } from '../../shared/node.ts'
import type { Traces } from '../store/traces.ts'
import { titleOf } from './catalogue.ts'

/** What people know the contact by, and type to be sure. */
export function nameToType(contact: Fields): string {
  const title = titleOf(entityNamed('contact'), contact)
  return title || String(contact['email'] ?? contact['phone'] ?? contact.id)
}

/** Was this name meant? Letter case and further spaces do not matter. */
export const isSameName = (typed: string, name: string): boolean => plain(typed) === plain(name)

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** How many of what goes, and of records that stay for the books without the person, by entity. */
export function countsOf({ records, going, suggestions, deliveries, files, rewrites }: Traces) {
  const counted = (kept: boolean) =>
    Object.fromEntries(
      Object.entries(records).flatMap(([entity, ids]) =>
        ids.length > 0 && (entityNamed(entity).keeps !== undefined) === kept ? [[entity, ids.length]] : [],
      ),
    )
  return {
    goes: counted(false),
    stays: counted(true),
    runs: going,
    suggestions: suggestions.length,
    deliveries: deliveries.length,
    files: files.length,
    mentions: rewrites.length,
  }
}
