import type { ChangeRecord } from '../../shared/effects.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Creates a record, changes fields of one, or archives it. */
export const changeRecord: EffectHandler<ChangeRecord> = ({ entity, id, change, fields }, context) =>
  changes([{ change, entity, id, fields }], context)
