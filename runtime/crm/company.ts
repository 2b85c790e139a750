/** What is set for the whole company. Read on nearly every request, so it is kept in memory and read again when it changes. */
import type { SettingsData } from '../../shared/api/settings.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { Op, Reads } from '../store/port.ts'

/** `demo`: the data of the demo company were wanted at the set-up. */
export type CompanySettings = SettingsData['company'] & { readonly demo: boolean }

/** Kept in memory, so it has to be told of commits that change settings. */
export interface Company {
  /** Null before the first set-up. */
  settings(): Promise<CompanySettings | null>
  graceSeconds(): Promise<number>
  /** Forgets what it knows; told after a commit. */
  changed(): void
}

/** Long enough to take back a click, short enough not to be waited for. */
export const defaultGraceSeconds = 10

/** Reads nothing before it is asked. */
export function openCompany(store: Reads): Company {
  let settings: Promise<CompanySettings | null> | null = null
  let grace: Promise<number> | null = null
  return {
    settings: () =>
      (settings ??= store.setting('company').then((value) => (isJsonObject(value) ? (value as unknown as CompanySettings) : null))),
    graceSeconds: () =>
      (grace ??= store.setting('grace-seconds').then((value) => (typeof value === 'number' ? value : defaultGraceSeconds))),
    changed() {
      settings = null
      grace = null
    },
  }
}

/** What saves them. */
export const companyOps = (company: CompanySettings, graceSeconds: number): readonly Op[] => [
  { op: 'setting', key: 'company', value: { ...company } },
  { op: 'setting', key: 'grace-seconds', value: graceSeconds },
]
