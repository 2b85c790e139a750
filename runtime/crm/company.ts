/** What is set for the whole company. Read on nearly every request, so it is kept in memory and read again when it changes. */
import type { SettingsData } from '../../shared/api/settings.ts'
import { defaultGrades, type Grades } from '../../shared/grade.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Op, Reads } from '../store/port.ts'

/** `demo`: the data of the demo company were wanted at the set-up. */
export type CompanySettings = SettingsData['company'] & { readonly demo: boolean }

/** Kept in memory, so it has to be told of commits that change settings. */
export interface Company {
  /** Null before the first set-up. */
  settings(): Promise<CompanySettings | null>
  graceSeconds(): Promise<number>
  grades(): Promise<Grades>
  /** Forgets what it knows; told after a commit. */
  changed(): void
}

/** Long enough to take back a click, short enough not to be waited for. */
export const defaultGraceSeconds = 10

/** Answers from memory; asks the store after `changed`. */
export function openCompany(store: Reads): Company {
  const known = new Map<string, Promise<Json | undefined>>()
  const setting = (key: string): Promise<Json | undefined> => {
    const value = known.get(key) ?? store.setting(key)
    known.set(key, value)
    return value
  }
  return {
    async settings() {
      const value = await setting('company')
      return isJsonObject(value) ? (value as unknown as CompanySettings) : null
    },
    async graceSeconds() {
      const value = await setting('grace-seconds')
      return typeof value === 'number' ? value : defaultGraceSeconds
    },
    async grades() {
      const value = await setting('grades')
      return isJsonObject(value) ? (value as unknown as Grades) : defaultGrades
    },
    changed: () => known.clear(),
  }
}

/** What saves them. */
export const companyOps = (company: CompanySettings, graceSeconds: number, grades: Grades): readonly Op[] => [
  { op: 'setting', key: 'company', value: { ...company } },
  { op: 'setting', key: 'grace-seconds', value: graceSeconds },
  { op: 'setting', key: 'grades', value: { ...grades } },
]
