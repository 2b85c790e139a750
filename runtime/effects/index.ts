/** How each inside effect is carried out. A new kind of effect is one more line. */
import type { Effect } from '../../shared/effects.ts'
import type { Asking } from '../engine/asking.ts'
import type { Op } from '../store/port.ts'
import { addNote } from './add-note.ts'
import { addScore } from './add-score.ts'
import { changeMany } from './change-many.ts'
import { changeOwner } from './change-owner.ts'
import { changeRecord } from './change-record.ts'
import { changeTags } from './change-tags.ts'
import { createTask } from './create-task.ts'
import type { EffectContext } from './effect.ts'
import { notify } from './notify.ts'

/** The operations of an effect that stays in the house. Throws for one that leaves it: the outbox delivers those. */
export function carryOutInside(effect: Effect, context: EffectContext): Asking<readonly Op[]> {
  switch (effect.kind) {
    case 'change-record':
      return changeRecord(effect, context)
    case 'change-many':
      return changeMany(effect, context)
    case 'add-score':
      return addScore(effect, context)
    case 'create-task':
      return createTask(effect, context)
    case 'change-owner':
      return changeOwner(effect, context)
    case 'add-note':
      return addNote(effect, context)
    case 'change-tags':
      return changeTags(effect, context)
    case 'notify':
      return notify(effect, context)
    case 'send-email':
    case 'call-http':
      throw new Error(`"${effect.kind}" leaves the house`)
  }
}
