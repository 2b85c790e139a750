/** Whom a letter of a flow goes to, and what of them may be missing. Pure. */
import { isJsonObject } from '../../shared/json.ts'
import { textsOf } from '../../shared/letter.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Reference } from '../../shared/template.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { Letters } from './made-letter.ts'

/** Those whom a trigger of the flow looks for; null for everybody there is. */
export function audienceOf({ nodes, settings }: Workflow, types: ReadonlyMap<string, NodeTypeData>): Rule | null {
  for (const { type, params } of nodes) {
    const described = types.get(type)
    if (!described?.trigger) continue
    for (const [name, param] of Object.entries(described.params)) {
      const value = params[name]
      const isAbout = param.kind === 'filter' && (param.of === settings.subject || params[param.of.slice(1)] === settings.subject)
      if (isAbout && isJsonObject(value)) return value as unknown as Rule
    }
  }
  return null
}

/** The values of the subject that stand in any of the letters, each once, with what stands there when one is empty. */
export function valuesOfSubject(letters: Letters): readonly Reference[] {
  const found = new Map<string, Reference>()
  for (const letter of Object.values(letters))
    for (const piece of textsOf(letter).flat())
      if (typeof piece === 'object' && /^(subject|company|owner)\.(?!id$)/.test(piece.ref)) found.set(piece.ref, piece)
  return [...found.values()]
}

/** The field that a rule about the subject has for a path of a template. */
export const fieldOfPath = (path: string): string => path.replace(/^subject\./, '')
