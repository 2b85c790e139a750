/** What a person chose for this browser: language, theme, density, shortcuts. Kept in local storage; the language also with the person. */
import { create } from 'zustand'
import type { Language } from '../shared/words.ts'
import { remember, remembered } from './ui/memory.ts'

/** How high rows and controls are: see `rowHeight`. */
export type Density = 'cosy' | 'compact'

interface Preferences {
  readonly language: Language
  readonly density: Density
  /** Shortcuts of a single letter work outside text fields. */
  readonly letterKeys: boolean
  /** Null until somebody has chosen: then it is narrow where there is little room. */
  readonly narrowNavigation: boolean | null
}

const defaults: Preferences = {
  language: globalThis.navigator?.language?.startsWith('ru') ? 'ru' : 'en',
  density: 'cosy',
  letterKeys: true,
  narrowNavigation: null,
}

/** The theme has a key of its own, because the library reads it by itself. */
export const themeKey = 'tandem.theme'

/** Read with a selector, `usePreferences(({ density }) => density)`; changed with `prefer`. */
export const usePreferences = create<Preferences>(() => ({
  language: remembered('language') === 'ru' ? 'ru' : remembered('language') === 'en' ? 'en' : defaults.language,
  density: remembered('density') === 'compact' ? 'compact' : defaults.density,
  letterKeys: remembered('letterKeys') !== 'false',
  narrowNavigation: chosen(remembered('narrowNavigation')),
}))

function chosen(kept: string | null): boolean | null {
  return kept === null ? defaults.narrowNavigation : kept === 'true'
}

/** Changes a preference here and in this browser's memory. */
export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  for (const [name, value] of Object.entries(change)) remember(name, String(value))
  if (change.language) document.documentElement.lang = change.language
}
