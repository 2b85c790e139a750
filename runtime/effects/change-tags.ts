import type { ChangeTags } from '../../shared/effects.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Adds and takes away tags; those that are there already, or not there, change nothing. */
export const changeTags: EffectHandler<ChangeTags> = ({ entity, id, add, remove }, context) =>
  changes([{ change: 'update', entity, id, fields: {}, lists: { tags: { add, remove } } }], context)
