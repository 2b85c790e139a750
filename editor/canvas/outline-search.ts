/** Which rows of the outline answer to a search. */
import { type NodeTypeData, nodeTitle } from '../../shared/node-type-data.ts'
import { languages } from '../../shared/words.ts'
import type { OutlineRow } from '../workflow/outline.ts'

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').trim()

/**
 * The steps whose number, own name or name of their type (in any language), what they say (`summary`) or what is noted
 * about them has all words of the query in it; all rows for an empty one.
 */
export function searchOutline(
  rows: readonly OutlineRow[],
  query: string,
  typeOf: (type: string) => NodeTypeData | undefined,
  summary: (row: Extract<OutlineRow, { kind: 'step' }>) => string,
): readonly OutlineRow[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    if (row.kind !== 'step') return false
    const type = typeOf(row.node.type)
    const titles = languages.flatMap((language) => [nodeTitle(row.node, type)[language], type?.title[language] ?? ''])
    const text = plain([String(row.number), ...titles, summary(row), row.node.note ?? ''].join(' '))
    return words.every((word) => text.includes(word))
  })
}
