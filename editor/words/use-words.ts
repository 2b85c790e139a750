/** How a component speaks: `const { t } = useWords()`, then `t('tasks.count', { count: 3 })`. */
import i18next, { type i18n } from 'i18next'
import { useMemo } from 'react'
import type { Language, Words } from '../../shared/words.ts'
import { usePreferences } from '../preferences.ts'
import { type WordKey, words } from './all.ts'
import type { Entry } from './words.ts'

export type Values = Readonly<Record<string, string | number>>
export type Say = (key: WordKey, values?: Values) => string

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
  const fixed = translator.getFixedT(language)
  return {
    language,
    t: (key, values) => fixed(key, { ...values }),
    of: (text) => text[language],
  }
}

const translator: i18n = i18next.createInstance()
void translator.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  resources: { en: { translation: resources('en') }, ru: { translation: resources('ru') } },
})

/** One flat list per language, with the library's endings for plurals. Fractions in Russian take the form of few: 1,5 письма. */
function resources(language: Language): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [key, entry] of Object.entries(words) as [string, Entry][]) {
    const text = entry[language]
    if (typeof text === 'string') flat[key] = text
    else for (const [form, words] of Object.entries(text)) flat[`${key}_${form}`] = words
    if (typeof text === 'object' && 'few' in text) flat[`${key}_other`] = text.few
  }
  return flat
}
