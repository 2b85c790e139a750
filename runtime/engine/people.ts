/** Who is meant: by a parameter, by a suggestion, by an absence. */
import { isAway } from '../../shared/absence.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Person } from '../../shared/params.ts'
import { dayIn } from '../../shared/time.ts'
import { type Asking, askFind, askKeyed, askRecord } from './asking.ts'
import type { Plan, PlannedNode } from './plan.ts'

/** Deputies of deputies are asked, so many in a row. */
const longestChain = 8

/** A user who is there today, or their deputy, or that one's; null when nobody is. */
export function* present(user: Fields | null, now: Date, zone: string): Asking<Fields | null> {
  let at = user
  for (let step = 0; at && step < longestChain; step++) {
    if (works(at) && !isAway(at, dayIn(now, zone))) return at
    at = yield* askRecord('user', idOf(at['deputy']))
  }
  return null
}

/**
 * Whose something is that is meant for a user: theirs also while they are away and somebody stands in, who sees it meanwhile;
 * of one who has left it is their successor's. Null when nobody is there to see to it.
 */
export function* answerable(user: Fields | null, now: Date, zone: string): Asking<Fields | null> {
  const at = yield* successor(user)
  return at && (yield* present(at, now, zone)) ? at : null
}

/** The user, or who took over from one who has left; null when nobody did. */
export function* successor(user: Fields | null): Asking<Fields | null> {
  let at = user
  for (let step = 0; at && !works(at) && step < longestChain; step++) at = yield* askRecord('user', idOf(at['deputy']))
  return at && works(at) ? at : null
}

/** Has not left. */
const works = (user: Fields): boolean => user['active'] !== false && !user['archivedAt']

/** The id that a ref of a record as it is stored holds; null where it is empty. */
export const idOf = (ref: Json | undefined): string | null => (typeof ref === 'string' && ref !== '' ? ref : null)

const most = 200

/** Everybody who is meant; `owner` is the owner of the record that it is about, whoever is above where it has none. */
export function* peopleMeant(person: Person, owner: string | null): Asking<readonly Fields[]> {
  switch (person.who) {
    case 'owner': {
      const user = yield* successor(yield* askRecord('user', owner))
      return user ? [user] : yield* whoeverIsAbove()
    }
    case 'department': {
      const department = yield* departmentNamed(person.key)
      return department ? yield* activeWith({ field: 'department', is: 'is', value: department.id }) : []
    }
    case 'user': {
      const named = yield* askKeyed('user', person.email)
      const user = yield* successor(named)
      return user ? [user] : named ? yield* whoeverIsAbove() : []
    }
    case 'role':
      return yield* activeWith({ field: 'role', is: 'is', value: person.role })
  }
}

function* departmentNamed(idOrKey: string): Asking<Fields | null> {
  return (yield* askKeyed('department', idOrKey)) ?? (yield* askRecord('department', idOrKey))
}

/** The one who answers for what is meant: of a department its head, else whoever is there first. */
export function* personMeant(person: Person, owner: string | null, now: Date, zone: string): Asking<Fields | null> {
  if (person.who === 'department') {
    const department = yield* departmentNamed(person.key)
    const head = yield* answerable(yield* askRecord('user', idOf(department?.['head'])), now, zone)
    if (head) return head
  }
  for (const one of yield* peopleMeant(person, owner)) {
    const there = yield* answerable(one, now, zone)
    if (there) return there
  }
  return null
}

function* activeWith(rule: { readonly field: string; readonly is: 'is'; readonly value: string }): Asking<readonly Fields[]> {
  return (yield* askFind('user', rule, most, 'name')).filter((user) => user['active'] !== false)
}

/** Supervisors, and when there are none, admins. */
export function* whoeverIsAbove(): Asking<readonly Fields[]> {
  const supervisors = yield* activeWith({ field: 'role', is: 'is', value: 'supervisor' })
  return supervisors.length > 0 ? supervisors : yield* activeWith({ field: 'role', is: 'is', value: 'admin' })
}

/** Who is above and there today, or whose deputy is, other than these; null when nobody is. */
export function* someoneAbove(besides: ReadonlySet<string>, now: Date, zone: string): Asking<Fields | null> {
  for (const one of yield* whoeverIsAbove()) {
    const there = yield* present(one, now, zone)
    if (there && !besides.has(there.id)) return there
  }
  return null
}

/** The owner of a record: its own, or that of its contact or company. */
export function* ownerOf(entity: string | null, id: string | null): Asking<string | null> {
  if (entity === null || id === null) return null
  const record = yield* askRecord(entity, id)
  const own = idOf(record?.['owner'])
  if (own !== null) return own
  const contact = idOf(record?.['contact'])
  if (contact !== null) return yield* ownerOf('contact', contact)
  const company = idOf(record?.['company'])
  return company === null ? null : yield* ownerOf('company', company)
}

/** Whose a suggestion is: the step's approver's, else the owner's, of the head of the department, of whoever is above. Those who are away have deputies. */
export function* assigneeOf(
  planned: PlannedNode | undefined,
  plan: Plan,
  entity: string | null,
  subject: string | null,
  { company, now }: { readonly company: { readonly zone: string }; readonly now: Date },
): Asking<{ readonly assignee: string | null; readonly department: string | null }> {
  const owner = yield* ownerOf(entity, subject)
  const ownerRecord = yield* askRecord('user', owner)
  const key = planned?.node.common?.department ?? plan.content.settings.department ?? null
  const named = key === null ? null : yield* askKeyed('department', key)
  const department = named?.id ?? idOf(ownerRecord?.['department'])
  const approver = planned?.node.common?.approver
  const chosen = approver ? yield* personMeant(approver, owner, now, company.zone) : yield* answerable(ownerRecord, now, company.zone)
  if (chosen) return { assignee: chosen.id, department: idOf(chosen['department']) ?? department }
  const head = yield* askRecord('user', idOf((yield* askRecord('department', department))?.['head']))
  const there = yield* answerable(head, now, company.zone)
  if (there) return { assignee: there.id, department }
  return { assignee: (yield* someoneAbove(new Set(), now, company.zone))?.id ?? null, department }
}
