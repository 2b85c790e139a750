/** What becomes of the tick of a schedule while the run of an earlier one is still going: it is left out, or waits for the end. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Said } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Position, Run } from '../store/rows.ts'
import type { EngineContext } from './context.ts'
import type { Candidate } from './enrol.ts'
import { overlapOf } from './plan.ts'

/** Runs that earlier ticks of the trigger began, for the same record, and that are still going. */
export interface Going {
  readonly count: number
  readonly newest: string
}

/** Whether a tick has to be left out because of them, and the run whose end its own run waits for otherwise. */
export function overlapping(
  { plan, trigger }: Candidate,
  going: Going | null,
): { readonly why: Said | null; readonly behind: string | null } {
  const overlap = going ? overlapOf(trigger) : 'allow'
  if (!going || overlap === 'allow') return { why: null, behind: null }
  // Whoever waits begins at once after the end, which a cooldown forbids.
  const mayQueue = overlap === 'queue' && going.count === 1 && !plan.content.settings.enrolment.cooldown
  return mayQueue ? { why: null, behind: going.newest } : { why: { code: 'not-enrolled-overlap' }, behind: null }
}

/** A run that a tick began is no longer going, and the next one may wait for that; null where none ever does. */
export function endOfTick(run: Run, positions: readonly Position[], { plan, now }: Pick<EngineContext, 'plan' | 'now'>): CrmEvent | null {
  if (run.event?.kind !== 'schedule-ticked' || positions.some(isGoing)) return null
  const trigger = plan.nodes.get(String(run.event.fields['node']))
  if (!trigger || overlapOf(trigger) !== 'queue') return null
  return {
    id: idFor(run.id, `ended ${run.revision}`, now),
    kind: 'run-ended',
    at: now,
    about: run.id,
    records: {},
    fields: { workflow: run.workflow },
    cause: { kind: 'run', id: run.id, depth: run.depth },
  }
}

/** A branch that only a person can move is not going; a forked one is where its branches are. */
const isGoing = ({ state }: Position): boolean => state !== 'parked' && state !== 'forked'
