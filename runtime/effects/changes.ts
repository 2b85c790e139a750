/** Changes of records in the name of a step: staged for the rest of the turn, and committed with the run. */

import { normalEmail } from '../../shared/identity.ts'
import { normalPhone } from '../crm/phone.ts'
import { type Asking, askRecord, stage } from '../engine/asking.ts'
import { idOf, successor } from '../engine/people.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { EffectContext } from './effect.ts'

type Change = Pick<RecordChange, 'change' | 'entity' | 'id' | 'fields' | 'add' | 'lists'>

/** Looks at no revision: a step changes a record as it finds it. The operations are still to be committed by the caller. */
export function* changes(wanted: readonly Change[], { cause, now, company }: EffectContext): Asking<readonly Op[]> {
  const ops: Op[] = []
  for (const one of wanted) {
    const fields = asKept(one.entity, yield* toWhoWorks(one), company.region)
    const change: RecordChange = { ...one, fields, revision: null, cause, at: now }
    yield* stage(change)
    ops.push({ op: 'change', change })
  }
  return ops
}

/** What was meant for somebody who has left since is their successor's. */
function* toWhoWorks({ entity, fields }: Change): Asking<RecordChange['fields']> {
  const owner = entity === 'notification' ? null : idOf(fields['owner'])
  const user = owner === null ? null : yield* askRecord('user', owner)
  if (user?.['active'] !== false) return fields
  return { ...fields, owner: (yield* successor(user))?.id ?? null }
}

/** Addresses of contacts are kept in the form by which they are looked for; what is no address stays as it was written. */
export function asKept(entity: string, fields: RecordChange['fields'], region: string): RecordChange['fields'] {
  if (entity !== 'contact') return fields
  const { email, phone } = fields
  return {
    ...fields,
    ...(typeof email === 'string' && { email: normalEmail(email) ?? email }),
    ...(typeof phone === 'string' && { phone: normalPhone(phone, region) ?? phone }),
  }
}
