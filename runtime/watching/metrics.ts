/** Everything that Prometheus may read, put together for one scrape. */
import type { Parts } from '../http/parts.ts'
import type { StoreFigures } from '../store/figures.ts'
import { version } from '../version.ts'
import { type Family, gauge, inPrometheus } from './prometheus.ts'

/** The answer to `/metrics`. Looks at no more than `parts.figures` has counted lately. */
export async function metrics(parts: Parts): Promise<string> {
  const [figures, isDurable] = await Promise.all([parts.figures(), parts.store.isDurable()])
  return inPrometheus([
    gauge('tandem_build_info', 'Always 1; the labels say what runs.', [
      [{ version, node: process.versions.node, database: parts.store.dialect }, 1],
    ]),
    ...ofProcess(parts),
    gauge('tandem_store_durable', 'Whether a commit reaches the disk before it is answered.', isDurable ? 1 : 0),
    ...ofStore(figures, parts.engine.pump.isHalted()),
    ...parts.measures.families(),
  ])
}

function ofProcess({ lateness, health }: Parts): readonly Family[] {
  const { heapUsed, rss } = process.memoryUsage()
  const { p50, p99, max } = lateness.delays()
  return [
    gauge('tandem_up_seconds', 'Seconds since the start.', process.uptime()),
    gauge('tandem_heap_bytes', 'Used heap.', heapUsed),
    gauge('tandem_resident_bytes', 'Resident memory.', rss),
    gauge('tandem_event_loop_delay_seconds', 'By how much timers of the last minute or two were late.', [
      [{ quantile: '0.5' }, p50],
      [{ quantile: '0.99' }, p99],
      [{ quantile: '1' }, max],
    ]),
    ...(health.room === null ? [] : [gauge('tandem_disk_free_bytes', 'Room on the disk of the data folder.', health.room)]),
  ]
}

function ofStore({ at, runs, positions, dueAt, events, outbox, suggestions, bytes }: StoreFigures, isHalted: boolean): readonly Family[] {
  const age = (since: Date | null) => (since === null ? 0 : Math.max(0, at.getTime() - since.getTime()) / 1000)
  const { queued, deferred } = outbox
  const firstDue = [queued.dueAt, deferred.dueAt].flatMap((due) => due ?? []).sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  return [
    gauge('tandem_halted', 'Whether a person has paused everything; then nothing counts as late.', isHalted ? 1 : 0),
    gauge('tandem_runs', 'Runs there are: active ones, those of them that need attention (parked), and those that have ended.', [
      [{ state: 'active' }, runs.active],
      [{ state: 'parked' }, runs.parked],
      [{ state: 'ended' }, runs.ended],
    ]),
    gauge('tandem_positions', 'Where active runs stand, one for each branch: due now, waiting or paused, parked.', [
      [{ state: 'due' }, positions.due],
      [{ state: 'waiting' }, positions.waiting],
      [{ state: 'parked' }, positions.parked],
    ]),
    gauge('tandem_due_lag_seconds', 'How late the oldest position is that is due.', isHalted ? 0 : age(dueAt)),
    gauge('tandem_events_pending', 'Events whose consequences have yet to be carried out.', events.pending),
    gauge('tandem_events_oldest_seconds', 'Age of the oldest of them.', age(events.oldestAt)),
    gauge(
      'tandem_outbox',
      'Letters and calls to the outside that are not settled, and those that failed, by state.',
      Object.entries(outbox).map(([state, { count }]) => [{ state }, count] as const),
    ),
    gauge('tandem_outbox_oldest_seconds', 'Age of the oldest delivery that is queued.', age(queued.oldestAt)),
    gauge('tandem_outbox_lag_seconds', 'How late the oldest delivery is that is due.', isHalted ? 0 : age(firstDue)),
    gauge('tandem_suggestions_open', 'Suggestions waiting for a decision.', suggestions),
    gauge('tandem_database_bytes', 'Size of the database.', bytes.database),
    gauge('tandem_journal_bytes', 'Size of the journal that is written before the database (SQLite).', bytes.journal),
  ]
}
