/** The history of every run: complete, in order, and no step in it twice; no timer early; every limit kept. */
import { isJsonObject } from '../../shared/json.ts'
import type { StepRow } from '../store/rows.ts'
import { grouped } from './grouped.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'

/** Of one node by one run, which has few branches in these worlds. */
const mostVisits = 5_000

/** Adds to `notes.problems` what is wrong with these steps: those of all runs, each by their numbers. */
export function trailsAreWhole(steps: readonly StepRow[], { audit }: Life, notes: Notes): void {
  const byRun = grouped(steps, ({ run }) => run)
  for (const run of audit.all('select id, nextStep, visits from runs')) {
    const id = String(run['id'])
    const trail = byRun.get(id) ?? []
    if (trail.length !== Number(run['nextStep']) - 1)
      notes.wrong(`Run ${id} has ${trail.length} steps, and counts ${run['nextStep']} as the next`)
    isInOrder(id, trail, notes)
    isNotDoubled(id, trail, notes)
    isNotEarly(id, trail, notes)
    const visits = Object.values(JSON.parse(String(run['visits'])) as Record<string, number>)
    if (Math.max(0, ...visits) > mostVisits) notes.wrong(`Run ${id} goes round and round`)
  }
}

function isInOrder(run: string, trail: readonly StepRow[], notes: Notes): void {
  let before: StepRow | null = null
  for (const [index, step] of trail.entries()) {
    if (step.number !== index + 1) notes.wrong(`Run ${run}: step ${step.number} is the ${index + 1}th`)
    if (before && before.at > step.at && !notes.hasJumped) notes.wrong(`Run ${run}: step ${step.number} is earlier than the one before`)
    before = step
  }
}

/** Guards and joins speak twice of one visit, by the branch that came and when they fire. */
const speaksTwice = /^leave:(reached|withdrawn|timeout)$/

function isNotDoubled(run: string, trail: readonly StepRow[], notes: Notes): void {
  const left = new Set<string>()
  for (const { node, visit, outcome, number } of trail) {
    if (!/^(leave:|fork$|stop$)/.test(outcome) || speaksTwice.test(outcome)) continue
    const name = `${node} ${visit}`
    if (left.has(name)) notes.wrong(`Run ${run}: step ${number} is the second to leave ${name}`)
    left.add(name)
  }
}

/** A wait that nobody has moved is over by time only when its time has come. */
function isNotEarly(run: string, trail: readonly StepRow[], notes: Notes): void {
  const until = new Map<string, number>()
  for (const { position, node, at, outcome, detail } of trail) {
    const name = `${position} ${node}`
    const why = detail['why'] ?? null
    if (outcome === 'wait') {
      const said = isJsonObject(why) && isJsonObject(why['with'] ?? null) ? (why['with'] as { until?: unknown }).until : undefined
      if (typeof said === 'string') until.set(name, new Date(said).getTime())
    } else if (outcome === 'rescheduled' || outcome === 'skipped') until.delete(name)
    else if (outcome.startsWith('leave:')) {
      const isOver = isJsonObject(why) && (why['code'] === 'wait-over' || why['code'] === 'waited-until')
      const due = until.get(name)
      if (isOver && due !== undefined && at.getTime() < due && !notes.released.has(position))
        notes.wrong(`Run ${run}: ${node} was to wait until ${new Date(due).toISOString()}, and left at ${at.toISOString()}`)
      until.delete(name)
    }
  }
}
