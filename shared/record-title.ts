/** How people call a record. */
import type { EntityType } from './entities/entity.ts'
import type { Json } from './json.ts'
import type { Language } from './words.ts'

/** What names a record where its title fields are empty. */
const elsewise = ['name', 'email', 'phone', 'number', 'key', 'externalId']

/** Its title fields, or what else it has of a name; empty where it has none at all. */
export function recordTitle({ titleFields }: EntityType, record: Readonly<Record<string, Json | unknown>>): string {
  const texts = (names: readonly string[]) => names.map((name) => record[name]).filter((part) => typeof part === 'string' && part !== '')
  return (texts(titleFields).join(' ') || String(texts(elsewise)[0] ?? '')).slice(0, 200)
}

/** A title as people read it: where a choice names a record, in the words of that choice. */
export function titleInWords({ titleFields, fields }: EntityType, title: string, language: Language): string {
  const field = fields[titleFields[0] ?? '']
  return field?.type === 'choice' && Object.hasOwn(field.options, title) ? (field.options[title]?.[language] ?? title) : title
}
