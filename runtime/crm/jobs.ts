/**
 * Long work that a person can watch, leave and cancel. A job is a row; whoever carries it out says how far it has come,
 * in the same commit as what it did, so that after a restart it goes on where it stopped.
 */
import type { JsonObject, Said } from '../../shared/json.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, Unit, UnitResult } from '../store/port.ts'
import type { JobRow } from '../store/rows.ts'
import type { LoggedError } from '../watching/log.ts'

/** What the work of one job is given. */
export interface JobContext {
  /** As it was when this try began. */
  readonly job: JobRow
  /** The operation that notes how far it has come; put it into the unit that did the work, or submit it alone. */
  progress(done: number, total: number | null, result?: JsonObject): Op
  /** True once a person cancelled it or the process is about to end: stop at the next place one can go on from. */
  readonly stopped: () => boolean
}

/**
 * Does the work and answers with what is shown at the end; null when it was stopped before the end, and then what it last
 * said of its progress is shown. Thrown errors end the job as failed.
 */
export type JobWork = (context: JobContext) => Promise<JsonObject | null>

/** What is to be done, and for whom. */
interface JobRequest {
  readonly kind: string
  readonly title: Said
  readonly user: string | null
  readonly input: JsonObject
  /** How much there is to do, where that is known beforehand. */
  readonly total?: number
}

/** Any number are under way at once, each with its own row. */
export interface Jobs {
  /** Says who does jobs of a kind. */
  register(kind: string, work: JobWork): void
  can(kind: string): boolean
  /** A job as a row, for the commit of what it belongs to; `resume` begins it. */
  prepare(request: JobRequest): JobRow
  /** Begins a job; a job with this id that exists already is answered as it is, so a double click starts one. */
  start(request: JobRequest & { readonly id?: string }): Promise<JobRow>
  /** Takes up again what was cancelled or has failed, with what it said of its progress; answers any other job as it is. */
  goOn(job: JobRow): Promise<JobRow>
  /** Null when there is nothing to cancel any more. */
  cancel(id: string): Promise<JobRow | null>
  /** Goes on with what was under way when the process ended. */
  resume(): Promise<void>
  /** Waits until nothing is under way, with everything told to stop. */
  close(): Promise<void>
  /** Waits until nothing is under way; for tests and the command line. */
  idle(): Promise<void>
}

interface JobsNeed {
  readonly store: Reads
  submit(unit: Unit): Promise<UnitResult>
  now(): Date
  /** A job that failed for a reason of ours. */
  onError(error: unknown): void
}

/** Carries out nothing before its kind is registered; what was left over waits for `resume`. */
export function openJobs({ store, submit, now, onError }: JobsNeed): Jobs {
  const works = new Map<string, JobWork>()
  const running = new Map<string, { cancelled: boolean; finished: Promise<void> }>()
  let closing = false

  const newJob = (id: string, request: JobRequest): JobRow => {
    const { kind, title, user, input, total = null } = request
    const at = now()
    return { id, kind, title, state: 'waiting', user, input, done: 0, total, result: null, createdAt: at, updatedAt: at }
  }

  const save = async (job: JobRow): Promise<JobRow> => {
    await submit({ ops: [{ op: 'job', job }] })
    return job
  }

  function run(job: JobRow): void {
    const work = works.get(job.kind)
    if (!work) return
    const state = { cancelled: false, finished: Promise.resolve() }
    running.set(job.id, state)
    state.finished = carryOut(job, work, state)
      .catch(onError)
      .finally(() => running.delete(job.id))
  }

  async function carryOut(started: JobRow, work: JobWork, state: { readonly cancelled: boolean }): Promise<void> {
    let job = await save({ ...started, state: 'running', updatedAt: now() })
    const context: JobContext = {
      job,
      stopped: () => state.cancelled || closing,
      progress(done, total, result) {
        job = { ...job, done, total, result: result ?? job.result, updatedAt: now() }
        return { op: 'job', job }
      },
    }
    try {
      const result = await work(context)
      if (result) await save({ ...job, state: 'done', result, updatedAt: now() })
      else if (state.cancelled) await save({ ...job, state: 'cancelled', updatedAt: now() })
    } catch (error) {
      // The person who waits for it is told this id, to find it in the log by.
      onError(new JobFailed(job, error))
      await save({ ...job, state: 'failed', updatedAt: now() })
    }
  }

  return {
    register: (kind, work) => void works.set(kind, work),
    can: (kind) => works.has(kind),
    prepare: (request) => newJob(newId(), request),
    async start({ id = newId(), ...request }) {
      const known = await store.job(id)
      if (known) return known
      const job = newJob(id, request)
      await save(job)
      if (!running.has(id)) run(job)
      return job
    },
    async goOn(job) {
      if (running.has(job.id) || (job.state !== 'cancelled' && job.state !== 'failed')) return job
      run(job)
      return { ...job, state: 'running' }
    },
    async cancel(id) {
      const job = await store.job(id)
      if (!job || (job.state !== 'waiting' && job.state !== 'running')) return null
      const state = running.get(id)
      if (!state) return save({ ...job, state: 'cancelled', updatedAt: now() })
      state.cancelled = true
      await state.finished
      return store.job(id)
    },
    async resume() {
      for (const job of await store.jobs(null)) {
        if ((job.state === 'waiting' || job.state === 'running') && !running.has(job.id)) run(job)
      }
    },
    async close() {
      closing = true
      await Promise.all([...running.values()].map(({ finished }) => finished))
    },
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ finished }) => finished))
    },
  }
}

/** Names the job, so that it can be found in the log. */
class JobFailed extends Error implements LoggedError {
  readonly inLog: LoggedError['inLog']

  constructor({ id, kind }: JobRow, cause: unknown) {
    super(`The job ${id} (${kind}) failed`, { cause })
    this.inLog = { job: id, kind }
  }
}
