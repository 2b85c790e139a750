/** Finds steps in the palette by their names, and by other words people use for them, in both languages at once. */
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { type Language, languages } from '../../shared/words.ts'

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').trim()

/** The types that match all words of the query, the best first; all of them, in their order, for an empty query. */
export function searchTypes(types: readonly NodeTypeData[], query: string, language: Language): readonly NodeTypeData[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return types
  const whole = plain(query)
  return types
    .map((type, at) => ({ type, at, rank: rankOf(type, words, whole, language) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.at - b.at)
    .map(({ type }) => type)
}

/** Names come before other words for the step, those before its description; null: it does not match. */
function rankOf(type: NodeTypeData, words: readonly string[], whole: string, language: Language): number | null {
  const titles = languages.map((each) => plain(type.title[each]))
  const synonyms = languages.flatMap((each) => type.synonyms[each].map(plain))
  const about = plain(type.about[language])
  if (titles.some((title) => title.startsWith(whole))) return 0
  if (synonyms.includes(whole)) return 1
  if (titles.some((title) => words.every((word) => title.includes(word)))) return 2
  if (synonyms.some((synonym) => words.every((word) => synonym.includes(word)))) return 3
  const all = [...titles, ...synonyms, about].join(' ')
  return words.every((word) => all.includes(word)) ? 4 : null
}
