/** What an operator has written into a suggestion: frozen as it will be sent, and kept when the data under it changes. */
import type { ChangeMany, Effect, OneOfMany } from '../../shared/effects.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Position } from '../store/rows.ts'
import type { Asking } from './asking.ts'
import { freezeAll } from './carry-out.ts'
import { type EngineContext, effectContext } from './context.ts'
import { canonical } from './hash.ts'
import type { RunDraft } from './run-draft.ts'

/** Freezes edited effects anew, those of each step in its name; `groups`: how many are whose, in their order. */
export function* freezeEdited(
  draft: RunDraft,
  position: Position,
  groups: readonly { readonly node: string; readonly count: number }[],
  effects: readonly Effect[],
  context: EngineContext,
): Asking<readonly Effect[]> {
  const frozen: Effect[] = []
  for (const { node, count } of groups) {
    const own = effects.slice(frozen.length, frozen.length + count)
    frozen.push(...(yield* freezeAll(own, effectContext(draft.run, { ...position, node }, context), context)))
  }
  return frozen
}

/** The new effects, with every field that the operator had changed as the operator left it. They are to be frozen anew. */
export function keepEdits(original: readonly Effect[], edited: readonly Effect[], fresh: readonly Effect[]): readonly Effect[] {
  return fresh.map((effect, index) => {
    const before = original[index] as unknown as JsonObject | undefined
    const after = edited[index] as unknown as JsonObject | undefined
    if (!before || !after || before['kind'] !== effect.kind) return effect
    const changed = Object.entries(after).filter(([name, value]) => name !== 'frozen' && canonical(value) !== canonical(before[name]))
    const kept: JsonObject = { ...(effect as unknown as JsonObject), ...Object.fromEntries(changed) }
    if (effect.kind === 'change-many')
      return { ...(kept as unknown as ChangeMany), items: keepItems(before['items'], after['items'], effect.items) }
    if (effect.kind !== 'change-record') return kept as unknown as Effect
    return { ...effect, fields: keepFields(before['fields'], after['fields'], effect.fields) }
  })
}

/** Of many records each by itself: whom the operator had put in or taken out stays so, unless something else speaks against them now. */
function keepItems(original: Json | undefined, edited: Json | undefined, fresh: readonly OneOfMany[]): readonly OneOfMany[] {
  const [before, after] = [original, edited].map(
    (items) => new Map(((items ?? []) as unknown as readonly OneOfMany[]).map((one) => [one.id, one])),
  )
  return fresh.map((one) => {
    const [was, became] = [before?.get(one.id), after?.get(one.id)]
    const isTouched = was !== undefined && became !== undefined && was.included !== became.included
    return isTouched && canonical(was.leftOut) === canonical(one.leftOut) ? { ...one, included: became.included } : one
  })
}

/** Of a record each field by itself: what the operator had written or taken out stays so, and the others are as they are now. */
function keepFields(original: Json | undefined, edited: Json | undefined, fresh: JsonObject): JsonObject {
  const [before, after] = [original, edited].map((fields) => (isJsonObject(fields) ? fields : {})) as [JsonObject, JsonObject]
  return Object.fromEntries(
    Object.entries(fresh).flatMap(([name, value]) => {
      if (canonical(after[name]) === canonical(before[name])) return [[name, value]]
      return Object.hasOwn(after, name) ? [[name, after[name] ?? null]] : []
    }),
  )
}
