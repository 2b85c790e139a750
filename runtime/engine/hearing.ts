/** Which stored events still have consequences to be committed. An event is marked as handled when it has none left. */
import type { CrmEvent } from '../../shared/events.ts'
import type { WatchRow } from '../store/rows.ts'
import type { Wake } from './advance.ts'

/** A stored event on its way. `left` are runs that have yet to be committed for it, `done` those that have been. */
export interface Unheard {
  readonly event: CrmEvent
  readonly left: Set<string>
  readonly done: Set<string>
}

/** What a run has to hear, and of which stored event. */
export interface Heard extends Wake {
  readonly of: Unheard
}

/** An event of which nothing is known yet: who hears it is added afterwards. */
export const unheard = (event: CrmEvent): Unheard => ({ event, left: new Set(), done: new Set() })

/** A run has been committed for this event; true when it was the last. */
export function conclude({ left, done }: Unheard, run: string): boolean {
  done.add(run)
  return left.delete(run) && left.size === 0
}

/** An event concerns every record that takes part in it. */
export const concerned = (event: CrmEvent): string[] => [
  ...new Set([...(event.about === null ? [] : [event.about]), ...Object.values(event.records)]),
]

/** Waits and suggestions are about the record itself; rules that ask about related records also hear of those. */
export function isFired(watch: WatchRow, event: CrmEvent): boolean {
  const isAbout = event.about === watch.about
  if (watch.purpose === 'wait' || watch.purpose === 'suggestion') return isAbout
  if (watch.field === null) return true
  const changed = event.fields['changed']
  return isAbout && typeof changed === 'object' && changed !== null && Object.hasOwn(changed, watch.field)
}

/** Adds one fired watch to what a run hears. */
export function heardBy(before: readonly Heard[], of: Unheard, watch: WatchRow): readonly Heard[] {
  if (!before.some((heard) => heard.of === of)) return [...before, { event: of.event, watches: [watch], of }]
  return before.map((heard) => (heard.of === of ? { ...heard, watches: [...heard.watches, watch] } : heard))
}
