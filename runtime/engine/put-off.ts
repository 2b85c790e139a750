/**
 * Reactions that could not be reckoned or written: their events stay pending, and they are tried again with growing waits
 * until they come through. Kept in memory only, because a new start reads what is pending and tries it at once.
 */
import { entityNamed } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import { recordTitle } from '../../shared/record-title.ts'
import { idFor } from '../../shared/seed.ts'
import { dayIn } from '../../shared/time.ts'
import type { Op } from '../store/port.ts'
import { type Asking, askRecord } from './asking.ts'
import type { Unheard } from './hearing.ts'
import { whoeverIsAbove } from './people.ts'
import { nextTry, usualRetry } from './retry.ts'

interface OnePutOff {
  readonly of: Unheard
  readonly tries: number
  readonly at: Date
}

/** Kept from turn to turn. */
export class PutOff {
  private readonly all = new Map<string, OnePutOff>()

  /** Ids of the events whose reactions are put off. */
  get ids(): readonly string[] {
    return [...this.all.keys()]
  }

  /** Notes a try that failed; true when that was the last before people are to be told. */
  add(of: Unheard, now: Date): boolean {
    const { id } = of.event
    const tries = (this.all.get(id)?.tries ?? 0) + 1
    this.all.set(id, { of, tries, at: nextTry({ id, attempts: tries }, null, now) })
    return tries === usualRetry.tries
  }

  /** Those whose moment has come. They stay here until they come through or fail once more. */
  due(now: Date): readonly Unheard[] {
    return [...this.all.values()].flatMap(({ of, at }) => (at <= now ? [of] : []))
  }

  /** Is it put off, and its moment has not come? */
  isEarly(event: string, now: Date): boolean {
    const one = this.all.get(event)
    return one !== undefined && one.at > now
  }

  /** When the first of them is to be tried again; null when there is none. */
  nextAt(): Date | null {
    const times = [...this.all.values()].map(({ at }) => at.getTime())
    return times.length === 0 ? null : new Date(Math.min(...times))
  }

  /** They came through, or are gone. */
  drop(ids: Iterable<string>): void {
    for (const id of ids) this.all.delete(id)
  }
}

/** The operations that tell those in charge, once a day for each kind of record, that something does not follow from a change by itself. */
export function* tellOfPutOff(event: CrmEvent, { now, zone }: { readonly now: Date; readonly zone: string }): Asking<readonly Op[]> {
  const entity = entityNamed(String(event.fields['entity']))
  const record = yield* askRecord(entity.name, event.about)
  const day = dayIn(now, zone)
  const ops: Op[] = []
  for (const person of yield* whoeverIsAbove()) {
    const id = idFor(`put off ${entity.name} ${day}`, person.id, new Date(`${day}T00:00:00Z`))
    if (yield* askRecord('notification', id)) continue
    const said = { code: 'reaction-put-off', with: { entity: entity.title as unknown as Json, times: usualRetry.tries } }
    const links = record ? [{ entity: entity.name, id: record.id, title: recordTitle(entity, record) }] : []
    ops.push({
      op: 'change',
      change: {
        change: 'create',
        entity: 'notification',
        id,
        revision: null,
        fields: { owner: person.id, said: said as unknown as Json, links, contact: null },
        cause: { kind: 'system', id: null, depth: 0 },
        at: now,
      },
    })
  }
  return ops
}
