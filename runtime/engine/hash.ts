/** Names a list of effects by what is in them: a person approves what they saw, and nothing else. */
import { createHash } from 'node:crypto'
import type { Effect } from '../../shared/effects.ts'
import type { Before } from '../store/rows.ts'

/**
 * The same values in any order of keys give the same hash. What the fields that are set hold now is shown beside them, so
 * it is a part of what is named; effects that set none are named alone.
 */
export const hashOf = (effects: readonly Effect[], before: Before | null): string =>
  createHash('sha256')
    .update(canonical(before === null || Object.keys(before).length === 0 ? effects : [effects, before]))
    .digest('hex')

/** Values are equal when this is, in whatever order their keys stand. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`
}
