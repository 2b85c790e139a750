/** How a component speaks: `const { t } = useWords()`, then `t('tasks.count', { count: 3 })`. */
import { useMemo } from 'react'
import type { Language, Words } from '../../shared/words.ts'
import { usePreferences } from '../preferences.ts'
import './all.ts'
import type { WordKey } from './all.ts'
import { type Entry, entryOf } from './words.ts'

/** What stands in the braces of a text; `count` also decides its plural. */
export type Values = Readonly<Record<string, string | number>>
type Say = (key: WordKey, values?: Values) => string

/** How to say things in one language; the same object until the language changes. */
export interface Speech {
  readonly t: Say
  readonly language: Language
  /** The text of a description (`{ en, ru }`) in the reader's language. */
  readonly of: (words: Words) => string
}

/** The words in the language of this browser; the component renders anew when it changes. */
export function useWords(): Speech {
  const language = usePreferences((preferences) => preferences.language)
  return useMemo(() => speechIn(language), [language])
}

/** The same outside of components. */
export function speechIn(language: Language): Speech {
  return { language, t: (key, values = {}) => filled(bent(entryOf(key), language, values), values, language), of: (text) => text[language] }
}

/** The form of the words that fits the number. Fractions in Russian take the form of few: 1,5 письма. */
function bent(entry: Entry | undefined, language: Language, values: Values): string {
  if (!entry) return ''
  const text = entry[language]
  if (typeof text === 'string') return text
  const form = plurals[language].select(Number(values['count'] ?? 0))
  const forms: Readonly<Record<string, string>> = { ...text }
  return forms[form] ?? ('few' in text ? text.few : text.other)
}

const plurals = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') }

/** A value is put in as it is; what looks like a place inside it stays text. */
const filled = (text: string, values: Values, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name] ?? place
    return typeof value === 'number' ? numbers[language].format(value) : value
  })

const numbers = { en: new Intl.NumberFormat('en'), ru: new Intl.NumberFormat('ru') }
