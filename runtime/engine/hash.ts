/** Names a list of effects by what is in them: a person approves what they saw, and nothing else. */
import { createHash } from 'node:crypto'
import type { Effect } from '../../shared/effects.ts'
import type { Scenario } from '../../shared/suggestion.ts'
import type { Before } from '../store/rows.ts'

/**
 * The same values in any order of keys give the same hash. What the fields that are set hold now is shown beside them, so
 * it is a part of what is named; effects that set none are named alone. Of a scenario the content of its steps is named.
 */
export function hashOf(effects: readonly Effect[], before: Before | null, scenario: Scenario | null = null): string {
  if (scenario) return sha(canonical([scenario.steps.map(({ at: _, ...step }) => step), contentOf(effects), before]))
  return sha(canonical(before === null || Object.keys(before).length === 0 ? effects : [effects, before]))
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Names what effects do, whenever they happen: without times, and without the ids of what comes into being by them. */
export function contentOf(effects: readonly Effect[]): string {
  const made = effects.flatMap((effect) => (isMade(effect) ? [effect.id] : []))
  const told = effects.map((effect) => ({ ...effect, frozen: null, ...('dueAt' in effect ? { dueAt: null } : {}) }))
  return sha(made.reduce((text, id, at) => text.replaceAll(id, `made-${at}`), canonical(told)))
}

/** Has it an id that is made anew for every time it is thought of? */
function isMade(effect: Effect): effect is Effect & { readonly id: string } {
  switch (effect.kind) {
    case 'create-task':
    case 'add-note':
    case 'notify':
    case 'send-email':
    case 'call-http':
      return true
    case 'change-record':
      return effect.change === 'create'
    default:
      return false
  }
}

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
