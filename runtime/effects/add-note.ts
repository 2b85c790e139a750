import type { AddNote } from '../../shared/effects.ts'
import { askRecord } from '../engine/asking.ts'
import { idOf } from '../engine/people.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Writes a line on the timeline of a record, and of the contact that it belongs to. */
export const addNote: EffectHandler<AddNote> = function* ({ id, entity, about, text }, context) {
  const record = yield* askRecord(entity, about)
  const contact = entity === 'contact' ? about : idOf(record?.['contact'])
  return yield* changes([{ change: 'create', entity: 'note', id, fields: { text, entity, record: about, contact } }], context)
}
