/**
 * What is measured as it happens, since the start of this process: turns, commits, requests, and what was committed.
 * Counting costs an addition, so that all of it can always be on.
 */
import { performance } from 'node:perf_hooks'
import type { Op, Unit, UnitResult } from '../store/port.ts'
import type { Run } from '../store/rows.ts'
import { counter, type Family, Histogram, histogram } from './prometheus.ts'

/** Is the engine at work? `failing`: its turns break, each tried anew; `stuck`: one does not end. */
export type EngineState = 'working' | 'failing' | 'stuck'

/** Measures for one installation. */
export interface Measures {
  /** Carries a turn of the engine out, and takes its time when there was something to do. */
  turn<Result extends { readonly wasBusy: boolean }>(take: () => Promise<Result>): Promise<Result>
  /** Carries a commit out. */
  commit(units: readonly Unit[], write: () => Promise<readonly UnitResult[]>): Promise<readonly UnitResult[]>
  /** A request was answered with this status, after so many milliseconds. */
  answered(status: number, ms: number): void
  engine(): EngineState
  families(): readonly Family[]
}

const commitBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const turnBounds = [...commitBounds, 5, 10]
const requestBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const sizeBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const

/** A turn that takes longer than this does not end any more. */
const longestTurnMs = 60_000

/** Begins at zero. */
export function openMeasures(): Measures {
  const turns = new Histogram(turnBounds)
  const commits = new Histogram(commitBounds)
  const units = new Histogram(sizeBounds)
  const operations = new Histogram(sizeBounds)
  const requests = new Map(statusClasses.map((status) => [status, new Histogram(requestBounds)]))
  const committed = {
    runsStarted: 0,
    runsRefused: 0,
    runsFinished: 0,
    runsStopped: 0,
    parked: 0,
    done: 0,
    failed: 0,
    cancelled: 0,
    steps: 0,
  }
  let failedTurns = 0
  let failedCommits = 0
  let isFailing = false
  let turnSince: number | null = null

  function hearRun({ state, endedAt }: Run, isNew: boolean): void {
    // One that was not let in never ended.
    const isRefused = state !== 'active' && endedAt === null
    if (isNew) committed[isRefused ? 'runsRefused' : 'runsStarted']++
    if (state !== 'active' && !isRefused) committed[state === 'finished' ? 'runsFinished' : 'runsStopped']++
  }

  function hear(op: Op): void {
    if (op.op === 'run-new' || op.op === 'run') hearRun(op.run, op.op === 'run-new')
    else if (op.op === 'steps') committed.steps += op.steps.length
    else if (op.op === 'positions') committed.parked += op.put.filter(({ state }) => state === 'parked').length
    else if (op.op === 'delivery') {
      const { state } = op.delivery
      if (state === 'done' || state === 'failed' || state === 'cancelled') committed[state]++
    }
  }

  return {
    async turn(take) {
      const began = performance.now()
      turnSince = began
      try {
        const taken = await take()
        isFailing = false
        if (taken.wasBusy) turns.observe(secondsSince(began))
        return taken
      } catch (error) {
        isFailing = true
        failedTurns++
        throw error
      } finally {
        turnSince = null
      }
    },

    async commit(written, write) {
      const began = performance.now()
      try {
        const results = await write()
        isFailing = false
        commits.observe(secondsSince(began))
        units.observe(written.length)
        operations.observe(written.reduce((sum, { ops }) => sum + ops.length, 0))
        for (const [index, { ops }] of written.entries()) if (results[index]?.ok) ops.forEach(hear)
        return results
      } catch (error) {
        failedCommits++
        throw error
      }
    },

    answered(status, ms) {
      requests.get(statusClasses[Math.floor(status / 100) - 1] ?? '5xx')?.observe(ms / 1000)
    },

    engine() {
      if (turnSince !== null && performance.now() - turnSince > longestTurnMs) return 'stuck'
      return isFailing ? 'failing' : 'working'
    },

    families: () => [
      counter('tandem_runs_started_total', 'Runs that began since the start.', committed.runsStarted),
      counter('tandem_runs_ended_total', 'Runs that ended since the start: at the end of their flow, stopped before it, or not let in.', [
        [{ state: 'finished' }, committed.runsFinished],
        [{ state: 'stopped' }, committed.runsStopped],
        [{ state: 'refused' }, committed.runsRefused],
      ]),
      counter('tandem_steps_total', 'Steps that runs have taken since the start.', committed.steps),
      counter('tandem_parked_total', 'How often a branch of a run came to need attention since the start.', committed.parked),
      counter('tandem_deliveries_settled_total', 'Deliveries that came to their end since the start.', [
        [{ state: 'done' }, committed.done],
        [{ state: 'failed' }, committed.failed],
        [{ state: 'cancelled' }, committed.cancelled],
      ]),
      histogram('tandem_turn_seconds', 'Time of a turn of the engine that had something to do.', turns.samples()),
      counter('tandem_turns_failed_total', 'Turns that broke down and were taken again.', failedTurns),
      histogram('tandem_commit_seconds', 'Time of a commit, with its way to the disk.', commits.samples()),
      histogram('tandem_commit_units', 'Units of work in a commit.', units.samples()),
      histogram('tandem_commit_operations', 'Operations in a commit.', operations.samples()),
      counter('tandem_commits_failed_total', 'Commits that the database did not take.', failedCommits),
      histogram(
        'tandem_http_request_seconds',
        'Time until a request was answered, by class of status.',
        [...requests].flatMap(([status, times]) => times.samples({ status })),
      ),
    ],
  }
}

const secondsSince = (began: number): number => (performance.now() - began) / 1000
