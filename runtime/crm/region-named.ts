/** The country that a table means, by its name in either language or its code. */
import { getCountries } from 'libphonenumber-js/min'
import { folded } from '../../shared/rule-values.ts'

/** `Germany`, `Германия`, `de` are DE; null for what is no country. */
export function regionNamed(name: string): string | null {
  const text = folded(name.trim().replace(/[.]/g, ''))
  if (text === '') return null
  known ??= namesOfRegions()
  return known.get(text) ?? null
}

let known: ReadonlyMap<string, string> | null = null

/** How people call some countries besides their names. */
const further = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  usa: 'US',
  america: 'US',
  сша: 'US',
  рф: 'RU',
  uae: 'AE',
  оаэ: 'AE',
} as const

function namesOfRegions(): ReadonlyMap<string, string> {
  const names = new Map<string, string>(Object.entries(further))
  const inWords = ['en', 'ru'].map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  for (const code of getCountries()) {
    for (const each of [code, ...inWords.flatMap((words) => words.of(code) ?? [])]) names.set(folded(each), code)
  }
  return names
}
