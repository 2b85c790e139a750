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
  /** Those whose turn it is, written down before: when the process ends meanwhile, the next one asks what became of these. */
  readonly page: Page | null
}

interface Page {
  readonly runs: readonly string[]
  readonly next: string | null
}

const nothingYet: MigrationResult = { moved: 0, stopped: 0, stayed: 0, left: [], more: 0, cursor: null, page: null }
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
    const { job } = context
    const { workflow, plan, by } = job.input as unknown as Migration
    let result = resultIn(job.result)
    let { done, total } = job

    async function nextPage(): Promise<Page> {
      const page = await store.listRuns({ workflow, state: 'active', cursor: result.cursor, limit: pageSize })
      total ??= page.total
      const runs = page.items.map(({ run }) => run).filter((run) => wasInside(run, plan, context))
      return { runs: runs.map(({ id }) => id), next: page.next }
    }

    const progress = () => context.progress(done, Math.max(done, total ?? 0), result as unknown as JsonObject)
    for (;;) {
      if (context.stopped()) return null
      const page = result.page ?? (await nextPage())
      result = { ...result, page }
      await pump.submit({ ops: [progress()] })
      const moves = await Promise.all(page.runs.map(async (id) => ({ id, moved: await moveOnce(id, plan, by, context, pump) })))
      result = moves.reduce(counted, { ...result, cursor: page.next, page: null })
      done += page.runs.length
      if (page.next === null) total = done
      progress()
      if (page.next === null) return result as unknown as JsonObject
    }
  }

/** Whoever began on the new version has nothing to do with it. */
const wasInside = ({ version, startedAt }: Run, plan: MovePlan, { job }: JobContext): boolean =>
  version !== plan.version || startedAt <= job.createdAt

/** What became of a run is written in the commit that does it, so whoever asks again is told the same, also when the run has ended since. */
async function moveOnce(id: string, plan: MovePlan, by: Decider, context: JobContext, pump: Migrating['pump']): Promise<Moved> {
  const scope = `job:${context.job.id}`
  const { result, value } = await pump.perform(function* (now) {
    const work = yield* moveRun(id, plan, by)(now)
    const event = JSON.stringify(work.value)
    return { ...work, ops: [{ op: 'once', scope, key: id, event, bodyHash: '', at: now.now }, ...work.ops] }
  })
  if (result.ok) return value
  if (result.problem === 'repeated') return JSON.parse(String(result.said.with?.['event'])) as Moved
  if (result.problem === 'stale') return moveOnce(id, plan, by, context, pump)
  throw new Error(`A run could not be moved: ${result.said.code}`)
}

function counted(sum: MigrationResult, { id, moved }: { readonly id: string; readonly moved: Moved }): MigrationResult {
  if (moved.ok) {
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
