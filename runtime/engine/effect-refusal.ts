/**
 * Why the effects of a step could not be committed, found before any of them is carried out. So the step fails with a
 * reason in words and leaves by `error`, and its run is not set aside as one that broke.
 */
import type { Effect } from '../../shared/effects.ts'
import type { Said } from '../../shared/json.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { RecordChange } from '../store/port.ts'
import { type Asking, askIdentity, askRecord, askWrongWith } from './asking.ts'

/** Values that do not fit, records that are gone, addresses that belong to somebody else; null when nothing stands in the way. */
export function* refusalOf(effects: readonly Effect[], context: EffectContext): Asking<Said | null> {
  const made = new Set<string>()
  for (const effect of effects) {
    const change = changeOf(effect, context)
    if (!change) continue
    const wrong = yield* askWrongWith(change)
    if (wrong) return wrong
    const isThere = made.has(change.id) || change.change === 'create' || (yield* askRecord(change.entity, change.id)) !== null
    if (!isThere) return { code: 'record-missing', with: { entity: change.entity, id: change.id } }
    const taken = change.entity === 'contact' ? yield* takenBy(change) : null
    if (taken) return taken
    made.add(change.id)
  }
  return null
}

/** The change that an effect comes to, where its values are an author's or an operator's. */
function changeOf(effect: Effect, { cause, now }: EffectContext): RecordChange | null {
  const told = { revision: null, cause, at: now }
  switch (effect.kind) {
    case 'change-record':
      return { ...told, change: effect.change, entity: effect.entity, id: effect.id, fields: effect.fields }
    case 'change-owner':
      return { ...told, change: 'update', entity: effect.entity, id: effect.id, fields: { owner: effect.owner } }
    case 'change-tags':
      return {
        ...told,
        change: 'update',
        entity: effect.entity,
        id: effect.id,
        fields: {},
        lists: { tags: { add: effect.add, remove: effect.remove } },
      }
    default:
      return null
  }
}

function* takenBy({ id, fields }: RecordChange): Asking<Said | null> {
  for (const field of ['email', 'phone'] as const) {
    const address = fields[field]
    if (typeof address !== 'string' || address === '') continue
    const holder = yield* field === 'email' ? askIdentity(address, null) : askIdentity(null, address)
    if (holder && holder.id !== id) return { code: 'field-taken', with: { entity: 'contact', field, record: holder.id } }
  }
  return null
}
