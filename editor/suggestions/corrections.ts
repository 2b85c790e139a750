/**
 * What an operator corrects in a suggestion, kept apart from it: the value of a field by its place, `0.subject`.
 * So an original can be restored, and corrections outlive a refresh of what they correct.
 */
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { type EditableField, editableFields } from '../../shared/effect-fields.ts'
import type { ChangeMany, ChangeRecord, Effect } from '../../shared/effects.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'

/** Values by their places; those that are as they were are not among them. */
export type Corrections = Readonly<Record<string, Json>>

/** One object, so that components do not render anew for it. */
export const noCorrections: Corrections = {}

/** The place of a field of the effect number `at`. */
const placeOf = (at: number, field: string): string => `${at}.${field}`

/** The effects with the corrections in them; a correction of what is not there any more is left out. */
export function corrected(effects: readonly Effect[], corrections: Corrections): readonly Effect[] {
  if (Object.keys(corrections).every((place) => place.startsWith(out))) return effects
  return effects.map((effect, at) => {
    if (effect.kind === 'change-record') return correctedRecord(effect, at, corrections)
    if (effect.kind === 'change-many') return correctedMany(effect, at, corrections)
    const changed = editableFields(effect.kind).filter(({ field }) => Object.hasOwn(corrections, placeOf(at, field)))
    if (changed.length === 0) return effect
    const values = Object.fromEntries(changed.map(({ field }) => [field, corrections[placeOf(at, field)]]))
    return { ...effect, ...values } as Effect
  })
}

const out = 'out.'

type Steps = NonNullable<SuggestionData['scenario']>['steps']

const outPlace = ({ node, visit }: Steps[number]): string => `${out}${node}/${visit}`

/** The steps of a scenario that are left out, by their place in it. */
export const leftOut = (corrections: Corrections, steps: Steps): readonly number[] =>
  steps.flatMap((step, place) => (Object.hasOwn(corrections, outPlace(step)) ? [place] : []))

/** Leaves a step of a scenario out, or takes it in again. */
export function withStepOut(corrections: Corrections, step: Steps[number], isOut: boolean): Corrections {
  const { [outPlace(step)]: _, ...others } = corrections
  return isOut ? { ...others, [outPlace(step)]: true } : others
}

/** Of a record each field is corrected by itself, so that the others follow when the suggestion is shown anew. */
function correctedRecord(effect: ChangeRecord, at: number, corrections: Corrections): ChangeRecord {
  const place = (name: string) => placeOf(at, `fields.${name}`)
  const changed = Object.keys(effect.fields).filter((name) => Object.hasOwn(corrections, place(name)))
  if (changed.length === 0) return effect
  return { ...effect, fields: { ...effect.fields, ...Object.fromEntries(changed.map((name) => [name, corrections[place(name)] ?? null])) } }
}

/** Of many records each is put in or taken out by itself, for the same reason. */
function correctedMany(effect: ChangeMany, at: number, corrections: Corrections): ChangeMany {
  const note = corrections[placeOf(at, 'note')]
  const items = effect.items.map((item) => {
    const included = corrections[placeOf(at, `items.${item.id}`)]
    return typeof included === 'boolean' ? { ...item, included } : item
  })
  return { ...effect, items, note: typeof note === 'string' ? note : effect.note }
}

/** Sets a field; a value that is as it was is no correction. The fields of a record are set together, as one value; so are many records. */
export function withCorrection(corrections: Corrections, effects: readonly Effect[], at: number, field: string, value: Json): Corrections {
  const effect = effects[at]
  if (effect?.kind === 'change-many' && field === 'items') {
    const included = new Map((value as unknown as ChangeMany['items']).map((item) => [item.id, item.included]))
    return effect.items.reduce(
      (all, item) => withValue(all, placeOf(at, `items.${item.id}`), included.get(item.id) ?? false, item.included),
      corrections,
    )
  }
  if (effect?.kind !== 'change-record') return withValue(corrections, placeOf(at, field), value, effect && fieldValue(effect, field))
  const values = isJsonObject(value) ? value : {}
  return Object.entries(effect.fields).reduce(
    (all, [name, before]) => withValue(all, placeOf(at, `fields.${name}`), values[name] ?? null, before),
    corrections,
  )
}

function withValue(corrections: Corrections, place: string, value: Json, before: Json | undefined): Corrections {
  const { [place]: _, ...others } = corrections
  return before !== undefined && isSame(before, value) ? others : { ...others, [place]: value }
}

/** The value of a field of an effect by its name. */
export const fieldValue = (effect: Effect, field: string): Json => (effect as unknown as JsonObject)[field] ?? null

/** The editable fields in which two versions of an effect differ. */
export function changedFields(original: Effect | undefined, now: Effect): readonly EditableField[] {
  if (!original || original.kind !== now.kind) return []
  return editableFields(now.kind).filter(({ field }) => !isSame(fieldValue(original, field), fieldValue(now, field)))
}

/** Equal in value; the order of keys does not count. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each: Json, i) => isSame(each, (b as readonly Json[])[i]))
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}

/** What stands where a secret is masked. */
const mask = '•••'

/** Puts back what was masked when it was shown: a mask that the operator left alone stands for the original. */
export function unmasked(edited: Json, original: Json | undefined): Json {
  if (edited === mask) return original ?? edited
  if (Array.isArray(edited)) {
    const before = Array.isArray(original) ? (original as readonly Json[]) : []
    return edited.map((each: Json, i) => unmasked(each, before[i]))
  }
  if (!isJsonObject(edited)) return edited
  const before = isJsonObject(original) ? original : {}
  return Object.fromEntries(Object.entries(edited).map(([name, each]) => [name, unmasked(each, before[name])]))
}
