/** What effects will write over: it is shown beside the new values, and a suggestion is for exactly that. */
import type { Effect } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Before } from '../store/rows.ts'
import { type Asking, askRecord } from './asking.ts'
import { linkTo } from './scene.ts'

/** The fields that an effect sets to a value of its own, with their record; null where it sets none. What it adds to is not among them. */
function written(effect: Effect): { readonly entity: string; readonly id: string; readonly fields: readonly string[] } | null {
  if (effect.kind === 'change-owner') return { entity: effect.entity, id: effect.id, fields: ['owner'] }
  if (effect.kind !== 'change-record' || effect.change === 'create') return null
  return { entity: effect.entity, id: effect.id, fields: Object.keys(effect.fields) }
}

/** What the fields hold now, and links to their records. A record that one of the effects creates has held nothing. */
export function* heldBefore(effects: readonly Effect[]): Asking<{ readonly before: Before; readonly links: readonly Link[] }> {
  const before: Record<string, JsonObject> = {}
  const links: Link[] = []
  for (const effect of effects) {
    const place = written(effect)
    const record = place && (yield* askRecord(place.entity, place.id))
    if (!place || !record) continue
    const held = Object.fromEntries(place.fields.map((name) => [name, record[name] ?? null]))
    before[place.id] = { ...before[place.id], ...held }
    links.push(linkTo(place.entity, record))
  }
  return { before, links }
}

/** The links of a suggestion, with those to the records that it changes; each once. */
export const withLinks = (links: readonly Link[], more: readonly Link[]): readonly Link[] => [
  ...new Map([...links, ...more].map((link) => [`${link.entity}:${link.id}`, link])).values(),
]
