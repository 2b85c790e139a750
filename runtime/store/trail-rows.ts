/**
 * The trail of a run in few rows: the steps that were committed together lie in one. A row for each step would cost more
 * than the steps themselves; a loop through ten thousand items takes twenty thousand of them.
 */
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { StepRow } from './rows.ts'
import type { Row } from './table.ts'

/** A row of "trails": steps of one run, numbered on from `number`, at one time. */
interface TrailRow {
  readonly run: string
  readonly number: number
  readonly at: Date
  /** How often each port of each node was left, `[node, outcome, count]`: counting opens no step. */
  readonly left: readonly (readonly [node: string, outcome: string, count: number])[]
  readonly steps: readonly PackedStep[]
}

/** The position without the run's id, which ids of positions begin with. */
type PackedStep = readonly [position: string, node: string, visit: number, outcome: string, detail: JsonObject]

/** Steps in the order of their numbers, packed: a new row where the run or the time changes, or a number is left out. */
export function* packedSteps(steps: readonly StepRow[]): Generator<TrailRow> {
  let from = 0
  for (let at = 1; at <= steps.length; at++) {
    const [first, last, next] = [steps[from], steps[at - 1], steps[at]]
    if (first && last && !(next && goesOn(last, next))) {
      yield packed(first, steps.slice(from, at))
      from = at
    }
  }
}

const goesOn = (last: StepRow, next: StepRow): boolean =>
  next.run === last.run && next.number === last.number + 1 && next.at.getTime() === last.at.getTime()

function packed({ run, number, at }: StepRow, steps: readonly StepRow[]): TrailRow {
  return {
    run,
    number,
    at,
    left: countedPorts(steps),
    steps: steps.map(({ position, node, visit, outcome, detail }) => [behind(run, position), node, visit, outcome, detail]),
  }
}

const behind = (run: string, position: string): string => (position.startsWith(run) ? position.slice(run.length) : position)

/** Rows that were written before have the whole id. */
const inFront = (run: string, position: string): string => (position === '' || position.startsWith('.') ? run + position : position)

function countedPorts(steps: readonly StepRow[]): TrailRow['left'] {
  const counts = new Map<string, Map<string, number>>()
  const count = (node: string, outcome: string, times: number) => {
    const ofNode = counts.get(node) ?? new Map<string, number>()
    counts.set(node, ofNode.set(outcome, (ofNode.get(outcome) ?? 0) + times))
  }
  for (const { node, outcome, detail } of steps) {
    if (outcome.startsWith('leave:')) count(node, outcome, 1)
    // A fork leaves by all of its branches at once.
    if (outcome === 'fork' && isJsonObject(detail['ways']))
      for (const [port, times] of Object.entries(detail['ways'])) count(node, `leave:${port}`, Number(times))
  }
  return [...counts].flatMap(([node, ofNode]) => [...ofNode].map(([outcome, count]) => [node, outcome, count] as const))
}

/** The steps of a row of the database. */
export function unpackedSteps(row: Row): StepRow[] {
  const run = String(row['run'])
  const first = Number(row['number'])
  const at = new Date(Number(row['at']))
  const steps: Json = JSON.parse(String(row['steps']))
  return (steps as unknown as readonly PackedStep[]).map(([position, node, visit, outcome, detail], index) => ({
    run,
    number: first + index,
    position: inFront(run, position),
    node,
    visit,
    at,
    outcome,
    detail,
  }))
}
