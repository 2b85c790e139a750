/** From the bytes of a delivery to its answer: opened, read, taken in once, however often it is sent. */
import { createHash } from 'node:crypto'
import { readBodyPath, valueAtPath } from '../../shared/intake.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import type { Parts } from '../http/parts.ts'
import { Refused, refusedBy } from '../http/problem.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { Hook } from './doors.ts'
import { eventsIn, openBody } from './open-body.ts'
import { type ReadingPerson, textOf } from './read-person.ts'
import { readStranger } from './read-stranger.ts'
import { type Arrival, setAside, takeIn } from './take-in.ts'
import { tellUnread } from './tell-unread.ts'

interface Delivery {
  readonly bytes: Buffer
  readonly contentType: string
  /** What the sender tells its repeats by, in the header `Idempotency-Key`. */
  readonly key: string | null
}

/** The same body at the same hook is a repeat within so long. */
const sameBodyMs = 10 * 60_000

/**
 * Takes a delivery in and answers with the event it became: of a batch the first, of a repeat that of the first time.
 * Resolves after the commit. Throws `Refused`: a body that cannot be opened, another body under a key that was used.
 */
export async function deliver(hook: Hook, delivery: Delivery, parts: Parts): Promise<{ readonly event: string }> {
  const events = eventsIn(openBody(delivery.bytes, delivery.contentType))
  const reading = await readingPerson(parts)
  const bodyHash = createHash('sha256').update(delivery.bytes).digest('base64url')
  const raw = delivery.bytes.toString('base64')
  const arrivals = events.map((body, index): Arrival => {
    const suffix = events.length > 1 ? `:${index}` : ''
    return {
      via: hook,
      body,
      contentType: delivery.contentType,
      raw: index === 0 ? raw : null,
      stranger: readStranger(body, hook.mapping, reading),
      once: onceOf(hook, delivery, body, bodyHash, suffix),
      event: newId(),
      submission: newId(),
    }
  })
  const taken = await Promise.all(arrivals.map((arrival) => takeOnce(arrival, delivery, parts)))
  return { event: taken[0] ?? '' }
}

/** Kept of what came without a right signature, so that a mistyped secret is seen; more would let strangers fill the disk. */
const mostUnsigned = 64 * 1024
const sampleEveryMs = 60_000

/**
 * Keeps a delivery that was refused, so that people see it and what was the matter: its sender may never try again.
 * What cannot be opened is kept with its bytes, once in ten minutes; of what is too large to be read, and of what is not
 * signed rightly, one a minute.
 */
export async function keepRefused(hook: Hook, delivery: Omit<Delivery, 'key'>, refused: Refused, parts: Parts): Promise<void> {
  const { bytes, contentType } = delivery
  const isUnsigned = refused.status === 401
  const isSample = isUnsigned || bytes.length === 0
  const bodyHash = createHash('sha256').update(bytes).digest('base64url')
  const raw = bytes.length === 0 || (isUnsigned && bytes.length > mostUnsigned) ? null : bytes.toString('base64')
  const problem: Said = {
    code: isUnsigned ? 'submission-unsigned' : 'submission-unreadable',
    with: { reason: { ...refused.said } as Json },
  }
  const now = parts.clock.now()
  const id = newId()
  const once: Op = {
    op: 'once',
    scope: `hook:${hook.id}`,
    key: isSample ? `refused:${refused.code}` : `refused:${bodyHash}`,
    event: id,
    bodyHash,
    at: now,
    withinMs: isSample ? sampleEveryMs : sameBodyMs,
  }
  const fields = {
    hook: hook.id,
    state: isUnsigned ? 'quarantined' : 'unread',
    contentType: contentType.slice(0, 1_000),
    raw,
    problem: { ...problem },
    at: now.toISOString(),
  }
  const cause = { kind: 'outside', id: hook.id, depth: 0 } as const
  const change = { change: 'create', entity: 'submission', id, revision: null, fields, cause, at: now } as const
  const result = await parts.submit({ ops: [once, { op: 'change', change }] })
  if (!result.ok && result.problem !== 'repeated') throw refusedBy(result)
}

/** What a person is read with, as this installation has it. */
export async function readingPerson(parts: Parts): Promise<ReadingPerson> {
  const company = await parts.company.settings()
  return { region: company?.region ?? 'DE', currency: company?.currency ?? 'EUR', custom: await parts.catalogue.customFields('contact') }
}

/** The sender's key, or the hook's field, or the body itself. */
function onceOf(hook: Hook, delivery: Delivery, body: JsonObject, bodyHash: string, suffix: string): Arrival['once'] {
  if (delivery.key !== null) return { key: `key:${delivery.key}${suffix}`, bodyHash }
  const steps = hook.dedupeField === null ? null : readBodyPath(hook.dedupeField)
  const value = steps ? textOf(valueAtPath(body, steps) ?? null) : ''
  if (value !== '') return { key: `field:${value.slice(0, 500)}`, bodyHash }
  return { key: `body:${bodyHash}${suffix}`, bodyHash, withinMs: sameBodyMs }
}

async function takeOnce(arrival: Arrival, delivery: Delivery, parts: Parts): Promise<string> {
  const { result, value } = await parts.engine.pump.perform(takeIn(arrival))
  if (result.ok) {
    if (value.contact === null && arrival.via.entity === 'hook') await tellUnread(arrival.via, value.submission, parts)
    return value.event
  }
  if (result.problem !== 'repeated') throw refusedBy(result)
  const { event, sameBody } = isJsonObject(result.said.with) ? result.said.with : {}
  if (delivery.key !== null && sameBody !== true) throw new Refused(409, 'repeated-other-body')
  const first = String(event ?? '')
  const kept = await parts.submit({ ops: [setAside({ ...arrival, event: first }, 'repeated', null, parts.clock.now())] })
  if (!kept.ok) throw refusedBy(kept)
  return first
}
