/** What becomes of something that came in: its event, its submission, its contact and perhaps a deal, in one commit. */

import { cut } from '../../shared/cut.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import { titleOf } from '../crm/catalogue.ts'
import { type Asking, askFind, askKeyed, stage } from '../engine/asking.ts'
import type { Op, RecordChange } from '../store/port.ts'
import { type FoundPerson, findPerson } from './find-person.ts'
import type { Stranger } from './read-person.ts'

/** One thing that came in, read as far as it can be without looking anything up. */
export interface Arrival {
  readonly via: {
    readonly entity: 'hook' | 'form'
    readonly id: string
    /** The path of the hook or the key of the form, by which triggers know it. */
    readonly key: string
    readonly name: string
    readonly owner: string | null
    readonly source: string | null
    readonly opensDealIn: string | null
  }
  readonly body: JsonObject
  readonly contentType: string
  /** The bytes as they came, base64; null beside a submission that keeps them already. */
  readonly raw: string | null
  readonly stranger: Stranger
  /** By what a repeat is told; null where repeats are welcome. `withinMs`: how long it counts. */
  readonly once: { readonly key: string; readonly bodyHash: string; readonly withinMs?: number } | null
  readonly event: string
  readonly submission: string
  /** A person took it up again: the submission is there already, and its contact may be chosen, or made without an address. */
  readonly again?: { readonly contact?: string; readonly withoutAddress?: boolean; readonly cause: Cause; readonly revision: number }
}

interface TakenIn {
  readonly event: string
  readonly submission: string
  /** Null when it holds no person that we could tell. */
  readonly contact: string | null
}

/** The task that decides it inside a turn, and may be asked anew. Refused with `repeated` when it came before. */
export function takeIn(arrival: Arrival) {
  return function* ({ now }: { readonly now: Date }): Asking<{ readonly ops: readonly Op[]; readonly value: TakenIn }> {
    const { via, stranger, again } = arrival
    const cause: Cause = again?.cause ?? { kind: 'outside', id: via.id, depth: 0 }
    const chosen = { ...(again?.contact === undefined ? {} : { contact: again.contact }), withoutAddress: again?.withoutAddress ?? false }
    const person = yield* findPerson(stranger, { now, cause, seed: arrival.submission, owner: via.owner, source: via.source, ...chosen })
    const deal = person ? yield* openDeal(arrival, person, cause, now) : null
    const note = person && stranger.note !== '' ? noteOn(person.contact.id, arrival, cause, now) : null
    const contact = person?.contact.id ?? null
    const changes = [...(person?.changes ?? []), ...(deal ? [deal] : []), ...(note ? [note] : [])]
    const ops: Op[] = [
      ...(arrival.once ? [onceOf(arrival, arrival.once, now)] : []),
      ...changes.map((change): Op => ({ op: 'change', change })),
      { op: 'change', change: submissionOf(arrival, contact, problemOf(stranger, person), cause, now) },
      { op: 'event', event: eventOf(arrival, contact, deal?.id ?? null, cause, now), state: 'pending' },
    ]
    return { ops, value: { event: arrival.event, submission: arrival.submission, contact } }
  }
}

const onceOf = ({ via, event }: Arrival, once: NonNullable<Arrival['once']>, at: Date): Op => ({
  op: 'once',
  scope: `${via.entity}:${via.id}`,
  key: once.key,
  event,
  bodyHash: once.bodyHash,
  at,
  ...(once.withinMs === undefined ? {} : { withinMs: once.withinMs }),
})

/** One open deal of a person in a pipeline is enough. */
function* openDeal({ via, stranger, submission }: Arrival, person: FoundPerson, cause: Cause, now: Date): Asking<RecordChange | null> {
  const { contact, isNew } = person
  const pipeline = via.opensDealIn === null ? null : yield* askKeyed('pipeline', via.opensDealIn)
  if (!pipeline) return null
  const inPipeline = { field: 'pipeline', is: 'is', value: pipeline.id } as const
  const [stageRecord] = yield* askFind('stage', inPipeline, 1, 'position')
  if (!isNew) {
    const open = { all: [inPipeline, { field: 'contact', is: 'is', value: contact.id }, { field: 'closedOn', is: 'empty' }] } as const
    const [already] = yield* askFind('deal', open, 1)
    if (already) return null
  }
  const fields: JsonObject = {
    title: cut(`${titleOf(entityNamed('contact'), contact)}: ${via.name}`, 300),
    ...stranger.deal,
    pipeline: pipeline.id,
    stage: stageRecord?.id ?? null,
    contact: contact.id,
    company: contact['company'] ?? null,
    owner: contact['owner'] ?? via.owner,
  }
  const id = idFor(submission, 'deal', now)
  const change: RecordChange = { change: 'create', entity: 'deal', id, revision: null, fields, cause, at: now }
  yield* stage(change)
  return change
}

const noteOn = (contact: string, { stranger, submission }: Arrival, cause: Cause, at: Date): RecordChange => ({
  change: 'create',
  entity: 'note',
  id: idFor(submission, 'note', at),
  revision: null,
  fields: { text: stranger.note, entity: 'contact', record: contact, contact },
  cause,
  at,
})

function problemOf(stranger: Stranger, person: FoundPerson | null): Said | null {
  if (person?.other) return { code: 'submission-two-people', with: { other: person.other } }
  return stranger.problem ?? (person ? null : { code: 'submission-no-address' })
}

function submissionOf(arrival: Arrival, contact: string | null, problem: Said | null, cause: Cause, at: Date): RecordChange {
  const { via, event, submission: id, once, again } = arrival
  const result = { state: contact === null ? 'unread' : 'read', contact, event, problem: problem && { ...problem } }
  if (again) return { change: 'update', entity: 'submission', id, revision: again.revision, fields: result, cause, at }
  const { body, contentType, raw } = arrival
  const fields = { [via.entity]: via.id, ...result, contentType, body, raw, dedupeKey: once?.key ?? null, at: at.toISOString() }
  return { change: 'create', entity: 'submission', id, revision: null, fields, cause, at }
}

function eventOf({ via, body, event, submission }: Arrival, contact: string | null, deal: string | null, cause: Cause, at: Date): CrmEvent {
  const records: Fields | Record<string, string> = {
    ...(contact === null ? {} : { contact }),
    ...(deal === null ? {} : { deal }),
    submission,
    [via.entity]: via.id,
  }
  return {
    id: event,
    kind: via.entity === 'form' ? 'form-submitted' : 'webhook-received',
    at,
    about: contact,
    records: records as Record<string, string>,
    fields: via.entity === 'form' ? { ...body, form: via.key, submission } : { hook: via.key, submission, body },
    cause,
  }
}

/** Keeps something that is not taken in: a repeat of an event, or what a machine seems to have sent. */
export function setAside(arrival: Arrival, state: 'repeated' | 'quarantined', problem: Said | null, at: Date): Op {
  const { via, body, contentType, raw, event, submission: id, once } = arrival
  const fields: JsonObject = {
    [via.entity]: via.id,
    state,
    event: state === 'repeated' ? event : null,
    contentType,
    body,
    raw,
    problem: problem && { ...problem },
    dedupeKey: once?.key ?? null,
    at: at.toISOString(),
  }
  const cause: Cause = { kind: 'outside', id: via.id, depth: 0 }
  return { op: 'change', change: { change: 'create', entity: 'submission', id, revision: null, fields, cause, at } }
}
