/** The names that a preview of effects needs: of the records they are about, and of those that their fields point to. */
import type { PreviewNames } from '../../shared/effect-preview.ts'
import type { AddScore, ChangeMany, ChangeOwner, ChangeRecord, Effect } from '../../shared/effects.ts'
import { entityNamed, fieldOf, hasEntity } from '../../shared/entities.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { linkTo } from '../engine/scene.ts'
import type { Reads } from '../store/port.ts'

/** `before` holds what the effects change, as it is now, by record. */
export type EffectNames = Pick<PreviewNames, 'links' | 'before'>

/** The names for each of these lists of effects; whether the reader may see the records is asked by the caller. */
export async function namesFor(lists: readonly (readonly Effect[])[], store: Pick<Reads, 'records'>): Promise<readonly EffectNames[]> {
  const known = new Map<string, Fields>()
  const all = lists.flat()
  await read(all.flatMap(recordsOf), known, store)
  // What is made is known by what it is made of, to what comes after it as well.
  for (const effect of all)
    if (effect.kind === 'change-record' && effect.change === 'create')
      known.set(keyOf(changed(effect)), { ...effect.fields, id: effect.id })
  const pointedTo = (effect: Effect): readonly Named[] =>
    isChange(effect) ? [fieldsOf(effect), known.get(keyOf(changed(effect))) ?? {}].flatMap((fields) => refsIn(effect, fields)) : []
  await read(all.flatMap(pointedTo), known, store)
  return lists.map((effects) => {
    const before: Record<string, JsonObject> = {}
    for (const effect of effects.filter(isChange)) {
      const record = known.get(keyOf(changed(effect)))
      const now = Object.keys(fieldsOf(effect)).map((name) => [name, record?.[name] ?? null] as const)
      if (record) before[record.id] = { ...before[record.id], ...Object.fromEntries(now) }
    }
    const links = effects
      .flatMap((effect) => [...recordsOf(effect), ...pointedTo(effect)])
      .flatMap(([entity, id]) => {
        const record = known.get(keyOf([entity, id]))
        return record ? linkTo(entity, record) : []
      })
    return { links, before }
  })
}

/** The effects that a preview shows with how it was before; of many records at once each brings its name along. */
type Changes = ChangeRecord | ChangeMany | ChangeOwner | AddScore

const isChange = (effect: Effect): effect is Changes =>
  effect.kind === 'change-record' || effect.kind === 'change-many' || effect.kind === 'change-owner' || effect.kind === 'add-score'

function fieldsOf(effect: Changes): JsonObject {
  if (effect.kind === 'change-owner') return { owner: effect.owner }
  return effect.kind === 'add-score' ? { score: null } : effect.fields
}

const changed = (effect: Changes): Named => [effect.entity, effect.kind === 'change-many' ? '' : effect.id]

type Named = readonly [entity: string, id: string]

const keyOf = ([entity, id]: Named): string => `${entity}:${id}`

/** The records that an effect is about, by entity. */
function recordsOf(effect: Effect): readonly Named[] {
  switch (effect.kind) {
    case 'create-task':
    case 'notify':
      return Object.entries(effect.about)
    case 'send-email':
      return [['contact', effect.contact]]
    case 'add-note':
      return [[effect.entity, effect.about]]
    case 'call-http':
    case 'change-many':
      return []
    case 'change-owner':
      return [changed(effect)]
    default:
      return [[effect.entity, effect.id]]
  }
}

/** The records that the fields point to that an effect changes. */
const refsIn = (effect: Changes, fields: JsonObject): readonly Named[] =>
  Object.keys(fieldsOf(effect)).flatMap((name) => {
    const field = hasEntity(effect.entity) ? fieldOf(entityNamed(effect.entity), name) : null
    const id = fields[name]
    return field?.type === 'ref' && typeof id === 'string' ? [[field.entity, id] as const] : []
  })

async function read(named: readonly Named[], known: Map<string, Fields>, store: Pick<Reads, 'records'>): Promise<void> {
  for (const entity of new Set(named.map(([entity]) => entity))) {
    if (!hasEntity(entity)) continue
    const ids = new Set(named.flatMap(([of, id]) => (of === entity && !known.has(keyOf([of, id])) ? [id] : [])))
    for (const record of await store.records(entity, [...ids])) known.set(keyOf([entity, record.id]), record)
  }
}
