import type { ChangeTags } from '../../shared/effects.ts'
import { askRecord } from '../engine/asking.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Adds and takes away tags; those that are there already, or not there, change nothing. */
export const changeTags: EffectHandler<ChangeTags> = function* ({ entity, id, add, remove }, context) {
  const record = yield* askRecord(entity, id)
  const before = Array.isArray(record?.['tags']) ? record['tags'].map(String) : []
  const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag))
  if (tags.join('\n') === before.join('\n')) return []
  return yield* changes([{ change: 'update', entity, id, fields: { tags } }], context)
}
