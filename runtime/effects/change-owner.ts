import type { ChangeOwner } from '../../shared/effects.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Moves a record to another owner; who led before is in its history. */
export const changeOwner: EffectHandler<ChangeOwner> = ({ entity, id, owner }, context) =>
  changes([{ change: 'update', entity, id, fields: { owner } }], context)
