/** In whose name a letter goes, and from which mailbox. */
import type { Sender } from '../../shared/effects.ts'
import { valueAt } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { type Asking, askFind, askRecord, askSetting } from '../engine/asking.ts'
import { present } from '../engine/people.ts'

interface Identity {
  readonly mailbox: Fields
  readonly name: string
  readonly signature: string
}

/**
 * The owner, or their deputy while they are away, from their own mailbox; without one from the company's, under their
 * name. A department has its mailbox or the company's under its name. Null when this installation has no mailbox at all.
 */
export function* identityOf(sender: Sender, contact: Fields | null, now: Date, zone: string): Asking<Identity | null> {
  const owner = yield* askRecord('user', textOf(contact?.['owner']))
  switch (sender) {
    case 'owner':
      return owner ? yield* ofOwner((yield* present(owner, now, zone)) ?? owner) : yield* ofCompany()
    case 'department':
      return yield* ofDepartment(yield* askRecord('department', textOf(owner?.['department'])))
    case 'company':
      return yield* ofCompany()
  }
}

function* ofOwner(owner: Fields): Asking<Identity | null> {
  const mailbox = (yield* mailboxWhere('user', owner.id)) ?? (yield* companyMailbox())
  const name = String(owner['name'])
  return mailbox && { mailbox, name, signature: textOf(owner['signature']) ?? name }
}

function* ofDepartment(department: Fields | null): Asking<Identity | null> {
  if (!department) return yield* ofCompany()
  const mailbox = (yield* mailboxWhere('department', department.id)) ?? (yield* companyMailbox())
  const company = yield* companyName()
  const name = [textOf(department['name']), company].filter(Boolean).join(', ')
  return mailbox && { mailbox, name, signature: name }
}

function* ofCompany(): Asking<Identity | null> {
  const mailbox = yield* companyMailbox()
  if (!mailbox) return null
  const name = String(mailbox['name'])
  return { mailbox, name, signature: name }
}

function* companyMailbox(): Asking<Fields | null> {
  return (yield* askFind('mailbox', { field: 'kind', is: 'is', value: 'company' }, 1, 'createdAt'))[0] ?? null
}

function* mailboxWhere(field: 'user' | 'department', id: string): Asking<Fields | null> {
  return (yield* askFind('mailbox', { field, is: 'is', value: id }, 1, 'createdAt'))[0] ?? null
}

function* companyName(): Asking<string> {
  return textOf(valueAt(yield* askSetting('company'), ['name'])) ?? ''
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
