/** What is committed with the answer to a letter: the state of its message, a refused address, a paused mailbox, and who is told. */
import type { SendEmail } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { type Asking, askFind, askRecord, stage } from '../engine/asking.ts'
import type { Delivered } from '../engine/deliverer.ts'
import { ownerOf, whoeverIsAbove } from '../engine/people.ts'
import { linkTo } from '../engine/scene.ts'
import type { Op, RecordChange } from '../store/port.ts'
import { certificateProblems } from './certificate-problem.ts'

/** The message follows its delivery; a hard bounce marks the address, so that nobody writes to it again. */
export function* recordLetter(letter: SendEmail, delivered: Delivered, now: Date): Asking<readonly Op[]> {
  const problem = 'problem' in delivered ? delivered.problem : null
  const changes = [change('update', 'message', letter.id, { state: stateAfter(delivered), problem: asJson(problem) }, now)]
  const events: CrmEvent[] = []
  if (delivered.kind === 'done') events.push(happened('email-sent', letter, now, null))
  if (delivered.kind === 'failed' && delivered.result === 'bounced') {
    const contact = yield* askRecord('contact', letter.contact)
    if (contact?.['email'] === letter.to) changes.push(change('update', 'contact', letter.contact, { bouncedAt: now.toISOString() }, now))
    events.push(happened('email-bounced', letter, now, problem))
  }
  if (delivered.kind === 'unknown') changes.push(...(yield* tellOfHold(letter, now)))
  if (problem && pausing(problem)) changes.push(...(yield* pauseMailbox(letter, problem, now)))
  for (const one of changes) yield* stage(one)
  return [
    ...changes.map((one): Op => ({ op: 'change', change: one })),
    ...events.map((event): Op => ({ op: 'event', event, state: 'pending' })),
  ]
}

function stateAfter(delivered: Delivered): string {
  switch (delivered.kind) {
    case 'done':
      return 'sent'
    case 'failed':
      return delivered.result === 'suppressed' ? 'cancelled' : 'failed'
    case 'again':
      return 'deferred'
    case 'unknown':
      return 'unknown'
  }
}

/** A held letter waits for a person: whoever looks after the contact is told, else whoever is in charge. */
function* tellOfHold(letter: SendEmail, now: Date): Asking<RecordChange[]> {
  const contact = yield* askRecord('contact', letter.contact)
  const owner = yield* askRecord('user', yield* ownerOf('contact', letter.contact))
  const name = contact ? linkTo('contact', contact).title : letter.to
  return notices(
    owner ? [owner] : yield* whoeverIsAbove(),
    { code: 'letter-on-hold', with: { name } },
    [{ entity: 'message', id: letter.id, title: letter.subject }, ...(contact ? [linkTo('contact', contact)] : [])],
    contact,
    `${letter.id} on hold`,
    now,
  )
}

/** Somebody has to mend the access to the server; trying again would only use up the tries. */
const pausing = ({ code }: Said): boolean => code === 'mail-login-refused' || certificateProblems.has(code)

/** The server knows our name or password no more, or cannot be trusted: until somebody has mended it, letters of this mailbox wait and lose no try. */
function* pauseMailbox(letter: SendEmail, reason: Said, now: Date): Asking<RecordChange[]> {
  const mailbox = yield* askRecord('mailbox', letter.frozen?.mailbox ?? null)
  if (!mailbox || mailbox['paused'] === true) return []
  const admins = yield* askFind('user', { field: 'role', is: 'is', value: 'admin' }, 100, 'name')
  const said: Said = { code: 'mailbox-paused-notice', with: { mailbox: String(mailbox['address']), reason: asJson(reason) } }
  return [
    change('update', 'mailbox', mailbox.id, { paused: true, pausedReason: asJson(reason) }, now),
    ...notices(admins, said, [], null, `${mailbox.id} paused ${now.toISOString()}`, now),
  ]
}

function notices(
  people: readonly Fields[],
  said: Said,
  links: readonly Link[],
  contact: Fields | null,
  seed: string,
  now: Date,
): RecordChange[] {
  return people.map((person) =>
    change(
      'create',
      'notification',
      idFor(seed, person.id, now),
      { owner: person.id, said: asJson(said), links: links as unknown as Json, contact: contact?.id ?? null },
      now,
    ),
  )
}

const change = (kind: 'create' | 'update', entity: string, id: string, fields: JsonObject, at: Date): RecordChange => ({
  change: kind,
  entity,
  id,
  revision: null,
  fields,
  cause: { kind: 'system', id: 'mail', depth: 0 },
  at,
})

const happened = (kind: 'email-sent' | 'email-bounced', letter: SendEmail, at: Date, problem: Said | null): CrmEvent => ({
  id: idFor(letter.id, kind, at),
  kind,
  at,
  about: letter.contact,
  records: { contact: letter.contact, message: letter.id },
  fields: { message: letter.id, subject: letter.subject, problem: asJson(problem) },
  cause: { kind: 'system', id: 'mail', depth: 0 },
})

const asJson = (said: Said | null): Json => said && { code: said.code, with: said.with ?? {} }
