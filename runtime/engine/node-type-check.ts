/** What a file must export to be a node type, checked where it comes in from an author. */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { AnyNodeType } from '../../shared/node.ts'

export type { AnyNodeType }

/** Has it everything that the palette, the form and the engine reach for? */
export function isNodeType(value: unknown): value is AnyNodeType {
  if (!isJsonObject(value)) return false
  const node = value as Record<string, unknown>
  const texts = [node['title'], node['about'], node['summary']].every((words) => hasBothLanguages(words))
  return (
    typeof node['type'] === 'string' &&
    texts &&
    isJsonObject(node['params']) &&
    isJsonObject(node['ports']) &&
    typeof node['run'] === 'function'
  )
}

const hasBothLanguages = (words: unknown): boolean => isJsonObject(words) && isText(words['en']) && isText(words['ru'])

const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== ''
