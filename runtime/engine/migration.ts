/**
 * The job that takes those who are inside a workflow to another of its versions: page by page, each run in a commit of
 * its own, so that nobody else waits for it, and it goes on where it was when the process ended.
 */
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { JobContext, JobWork } from '../crm/jobs.ts'
import type { Reads } from '../store/port.ts'
import type { Run } from '../store/rows.ts'
import type { Decider } from './decide.ts'
import { type Moved, type MovePlan, moveRun } from './move-run.ts'
import type { Pump } from './pump.ts'

/** What a job of the kind `migration` is asked to do. */
export interface Migration {
  readonly workflow: string
  readonly plan: MovePlan
  readonly by: Decider
}

/** A run that stays on its version though it was to be moved or stopped, the step it stands at, and why. */
export interface LeftRun {
  readonly run: string
  readonly node: string
  readonly problem: 'already-started' | 'no-place'
}

/** What has become of those who were inside. `more` counts those left who are not listed. */
export interface MigrationResult {
  readonly moved: number
  readonly stopped: number
  readonly stayed: number
  readonly left: readonly LeftRun[]
  readonly more: number
  /** Behind which run it goes on. */
  readonly cursor: string | null
}

const nothingYet: MigrationResult = { moved: 0, stopped: 0, stayed: 0, left: [], more: 0, cursor: null }
const pageSize = 100
const mostListed = 1_000

interface Migrating {
  readonly store: Pick<Reads, 'listRuns'>
  readonly pump: Pick<Pump, 'perform' | 'submit'>
}

/** The kind of the job. */
export const migrationKind = 'migration'

/** Its input is made by `migrationInput`; its result is a `MigrationResult`. */
export const migrationWork =
  ({ store, pump }: Migrating): JobWork =>
  async (context) => {
    const { workflow, plan, by } = context.job.input as unknown as Migration
    let result = resultIn(context.job.result)
    let done = context.job.done
    for (;;) {
      if (context.stopped()) return null
      const page = await store.listRuns({ workflow, state: 'active', cursor: result.cursor, limit: pageSize })
      const runs = page.items.map(({ run }) => run).filter((run) => wasInside(run, plan, context))
      const moves = await Promise.all(runs.map(async ({ id }) => ({ id, moved: (await pump.perform(moveRun(id, plan, by))).value })))
      result = moves.reduce(counted, { ...result, cursor: page.next })
      done += runs.length
      const progress = context.progress(done, context.job.total ?? Math.max(done, page.total), result as unknown as JsonObject)
      if (page.next === null) return result as unknown as JsonObject
      await pump.submit({ ops: [progress] })
    }
  }

/** Whoever began on the new version has nothing to do with it. */
const wasInside = ({ version, startedAt }: Run, plan: MovePlan, { job }: JobContext): boolean =>
  version !== plan.version || startedAt <= job.createdAt

function counted(sum: MigrationResult, { id, moved }: { readonly id: string; readonly moved: Moved }): MigrationResult {
  if (moved.ok) {
    // A page that was cut off is done again: who has been moved by then counts as moved.
    const became = moved.became === 'there-already' ? 'moved' : moved.became
    return { ...sum, [became]: sum[became] + 1 }
  }
  // Whoever has ended meanwhile needs no place.
  if (!('node' in moved)) return sum
  if (sum.left.length >= mostListed) return { ...sum, more: sum.more + 1 }
  return { ...sum, left: [...sum.left, { run: id, node: moved.node, problem: moved.problem }] }
}

/** As a job keeps it. */
export const migrationInput = (migration: Migration): JsonObject => migration as unknown as JsonObject

/** What a job has come to so far. */
export const resultIn = (result: Json): MigrationResult =>
  isJsonObject(result) ? ({ ...nothingYet, ...result } as unknown as MigrationResult) : nothingYet
