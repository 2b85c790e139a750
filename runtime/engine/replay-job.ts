/** Many runs that need attention, tried again or stopped as a job: page by page, each once, also when the process ends in between. */
import type { JsonObject } from '../../shared/json.ts'
import type { JobContext, JobWork } from '../crm/jobs.ts'
import type { Store } from '../store/port.ts'
import { cancelRun } from './edit-run.ts'
import type { Pump } from './pump.ts'
import { replayRun } from './replay.ts'

/** What is to become of which runs: named ones, or all of a group. `step` and `start` as in `Replay`. */
export interface ReplayInput {
  readonly deed: 'step' | 'start' | 'stop'
  /** `live`: on the version that is published when its turn comes; `own`: on the one it has. */
  readonly version: 'own' | 'live'
  readonly anew: boolean
  readonly runs?: readonly string[]
  readonly workflow?: string
  readonly node?: string
  readonly reason?: string
}

interface LeftOver {
  readonly run: string
  readonly problem: string
}

/** `left` could not be done, the first of them with their reasons. `after` is the last run that was looked at. */
export interface ReplayResult {
  readonly done: number
  readonly left: readonly LeftOver[]
  readonly leftCount: number
  readonly after: string | null
  /** Those whose turn it is, written down before: done or not, they count when the next process asks what became of them. */
  readonly page: readonly string[] | null
}

interface Replaying {
  readonly store: Pick<Store, 'parkedRuns' | 'runs' | 'workflow' | 'record'>
  readonly pump: Pick<Pump, 'perform' | 'submit'>
  now(): Date
}

const nothingYet: ReplayResult = { done: 0, left: [], leftCount: 0, after: null, page: null }
const pageSize = 100
const mostReasons = 200

/** Its input is a `ReplayInput`, its result a `ReplayResult`. */
export const replayWork =
  (replaying: Replaying): JobWork =>
  async (context) => {
    const input = context.job.input as unknown as ReplayInput
    let result = { ...nothingYet, ...(context.job.result as unknown as Partial<ReplayResult> | null) }
    const progress = () => context.progress(result.done + result.leftCount, context.job.total, result as unknown as JsonObject)
    for (;;) {
      if (context.stopped()) return null
      const page = result.page ?? (await pageAfter(result.after, input, replaying.store))
      const last = page.at(-1)
      if (last === undefined) return { ...result, page: null } as unknown as JsonObject
      result = { ...result, page }
      await replaying.pump.submit({ ops: [progress()] })
      const left = (await Promise.all(page.map((run) => one(run, input, context, replaying)))).filter((each) => each !== null)
      result = {
        done: result.done + page.length - left.length,
        left: [...result.left, ...left].slice(0, mostReasons),
        leftCount: result.leftCount + left.length,
        after: last,
        page: null,
      }
      progress()
    }
  }

async function pageAfter(after: string | null, { runs, workflow, node, reason }: ReplayInput, store: Replaying['store']) {
  if (runs)
    return [...runs]
      .sort()
      .filter((id) => after === null || id > after)
      .slice(0, pageSize)
  const group = {
    ...(workflow === undefined ? {} : { workflow }),
    ...(node === undefined ? {} : { node }),
    ...(reason === undefined ? {} : { reason }),
  }
  return store.parkedRuns({ ...group, after, limit: pageSize })
}

/** Null when it is done, else why not. That it was done is written in the same commit, so a page that is begun again does it no second time. */
async function one(id: string, input: ReplayInput, { job }: JobContext, { store, pump, now }: Replaying): Promise<LeftOver | null> {
  const [loaded] = await store.runs([id])
  const workflow = input.version === 'live' && loaded ? await store.workflow(loaded.run.workflow) : null
  const version = workflow?.liveVersion == null ? null : `${workflow.id}:${workflow.liveVersion}`
  const user = job.user === null ? null : await store.record('user', job.user)
  const by = { id: job.user ?? '', name: String(user?.['name'] ?? '') }
  const task = input.deed === 'stop' ? cancelRun(id, by) : replayRun(id, { from: input.deed, version, anew: input.anew }, by)
  const once = { op: 'once', scope: `job:${job.id}`, key: id, event: id, bodyHash: '', at: now() } as const
  const { result, value } = await pump.perform(function* (present) {
    const work = yield* task(present)
    return work.value.ok ? { ...work, ops: [once, ...work.ops] } : work
  })
  // Somebody was quicker, or it was done before the process ended.
  if (!value.ok) return value.problem === 'not-parked' || value.problem === 'not-active' ? null : { run: id, problem: value.problem }
  return result.ok || result.problem === 'repeated' ? null : { run: id, problem: result.said.code }
}
