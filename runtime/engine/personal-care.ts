/**
 * Who and what is looked after in person. Near them a step that acts by itself only suggests: the client, their company, a
 * product that it is about or that was ordered, and whatever has the category of such a product.
 */
import type { Effect } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import { type Asking, askFind, askKeyed, askRecord } from './asking.ts'
import { linkTo, type Scene } from './scene.ts'

interface Place {
  readonly entity: string
  /** Null: it still has to be read. */
  readonly record: JsonObject | null
  readonly id: string
}

/** From a record to those that its flag stands for as well. */
const refs = ['contact', 'company', 'product', 'order'] as const

/** Of an order so many lines are looked at. */
const mostLines = 50

/** The first flag that is found near a step, with the name of who or what has it; null when there is none. */
export function* careOf(
  { event, subjectEntity }: { readonly event: CrmEvent | null; readonly subjectEntity: string | null },
  scene: Scene | null,
  effects: readonly Effect[],
): Asking<Said | null> {
  const places = [
    ...placeOf(subjectEntity, scene?.subject ?? null),
    ...placeOf(scene?.itemEntity ?? null, scene?.item ?? null),
    ...(isJsonObject(scene?.item) && scene.itemEntity === null ? behind(scene.item) : []),
    ...effects.flatMap(whoseOf),
    ...placeOf('product', event?.records['product'] ?? null),
    ...[...(scene?.links.values() ?? [])].filter(({ entity }) => entity === 'product').flatMap(({ entity, id }) => placeOf(entity, id)),
  ]
  const seen = new Set<string>()
  for (let place = places.shift(); place; place = places.shift()) {
    const { entity, id } = place
    if (seen.has(`${entity}:${id}`)) continue
    seen.add(`${entity}:${id}`)
    const record = place.record ?? (yield* askRecord(entity, id))
    if (!record) continue
    const care = yield* flagOf(entity, id, record)
    if (care) return care
    places.push(...behind(record))
    if (entity === 'order') places.push(...(yield* linesOf(id)))
  }
  return null
}

/** A record that is here already, or the id of one. */
function placeOf(entity: string | null, value: Json): Place[] {
  if (entity === null) return []
  if (typeof value === 'string') return [{ entity, id: value, record: null }]
  return isJsonObject(value) && typeof value['id'] === 'string' ? [{ entity, id: value['id'], record: value }] : []
}

const behind = (record: JsonObject): Place[] => refs.flatMap((ref) => placeOf(ref, record[ref] ?? null))

/** Whom an effect is for, when that is a client. */
function whoseOf(effect: Effect): Place[] {
  if (effect.kind === 'send-email') return placeOf('contact', effect.contact)
  // Of somebody new nothing is known, so nothing has to be read.
  if (effect.kind === 'change-record' && effect.change === 'create') return []
  const entity = 'entity' in effect ? effect.entity : null
  const id = effect.kind === 'add-note' ? effect.about : 'id' in effect ? effect.id : null
  return entity === 'contact' || entity === 'company' || entity === 'product' ? placeOf(entity, id) : []
}

function* linesOf(order: string): Asking<Place[]> {
  const lines = yield* askFind('orderLine', { field: 'order', is: 'is', value: order }, mostLines)
  return lines.flatMap(({ product }) => placeOf('product', product ?? null))
}

function* flagOf(entity: string, id: string, record: JsonObject): Asking<Said | null> {
  const said = (what: string, title: string): Said => ({ code: 'warn-personal-care', with: { what, title } })
  if (record['personalCare'] === true) return said(entity, linkTo(entity, { ...record, id }).title)
  const category = entity === 'product' ? record['category'] : null
  if (typeof category !== 'string' || category === '') return null
  return (yield* askKeyed('category', category))?.['personalCare'] === true ? said('category', category) : null
}
