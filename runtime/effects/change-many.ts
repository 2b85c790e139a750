import type { ChangeMany, ChangeRecord, OneOfMany } from '../../shared/effects.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op } from '../store/port.ts'
import { addNote } from './add-note.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** The change of one of them, as it would be suggested alone. */
export const changeOfOne = ({ entity, change, fields }: ChangeMany, { id }: OneOfMany): ChangeRecord => ({
  kind: 'change-record',
  entity,
  id,
  change,
  fields,
})

/** Changes all that are included, and writes the note on the timeline of each. Those that cannot be changed must be out. */
export const changeMany: EffectHandler<ChangeMany> = function* (effect, context) {
  const { entity, note } = effect
  const ops: Op[] = []
  for (const item of effect.items) {
    if (!item.included) continue
    ops.push(...(yield* changes([changeOfOne(effect, item)], context)))
    const id = idFor(`${context.seed}:${item.id}`, 'note', context.now)
    if (note !== '') ops.push(...(yield* addNote({ kind: 'add-note', id, entity, about: item.id, text: note }, context)))
  }
  return ops
}
