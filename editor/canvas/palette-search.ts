/** Finds steps in the palette by their names, and by other words people use for them, in both languages at once. */
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { type Language, languages } from '../../shared/words.ts'

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').trim()

/**
 * The types that match all words of the query, the best first; all of them, in their order, for an empty query. Where
 * nothing matches, other endings of the words will do: "вебхуки", "tasks".
 */
export function searchTypes(types: readonly NodeTypeData[], query: string, language: Language): readonly NodeTypeData[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return types
  for (let ending = 0; ending <= longestEnding; ending++) {
    const found = matching(
      types,
      words.map((word) => word.slice(0, Math.max(shortestStem, word.length - ending))),
      language,
    )
    if (found.length > 0) return found
  }
  return []
}

/** Of letters. */
const longestEnding = 2
const shortestStem = 4

function matching(types: readonly NodeTypeData[], words: readonly string[], language: Language): readonly NodeTypeData[] {
  return types
    .map((type, at) => ({ type, at, rank: rankOf(type, words, language) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.at - b.at)
    .map(({ type }) => type)
}

/** Names come before other words for the step, what begins so before what holds it inside, and the description last; null: it does not match. */
function rankOf(type: NodeTypeData, words: readonly string[], language: Language): number | null {
  const whole = words.join(' ')
  const titles = languages.map((each) => plain(type.title[each]))
  const synonyms = languages.flatMap((each) => type.synonyms[each].map(plain))
  if (titles.includes(whole)) return 0
  if (titles.some((title) => title.startsWith(whole))) return 1
  if (synonyms.includes(whole)) return 2
  if (titles.some((title) => beginIn(title, words))) return 3
  if (synonyms.some((synonym) => beginIn(synonym, words))) return 4
  const all = [...titles, ...synonyms, plain(type.about[language])].join(' ')
  return words.every((word) => all.includes(word)) ? 5 : null
}

/** Does a word of the text begin with each of these? */
const beginIn = (text: string, words: readonly string[]): boolean => words.every((word) => ` ${text}`.includes(` ${word}`))
