/** Where a branch goes after an outcome: along an edge, into a wait, into branches and out of them, or to its end. */
import type { JsonObject, Said } from '../../shared/json.ts'
import type { Outcome } from '../../shared/node.ts'
import type { Position } from '../store/rows.ts'
import type { Plan, PlannedNode } from './plan.ts'
import type { Branch, Forked, RunDraft } from './run-draft.ts'

type Leave = Extract<Outcome, { kind: 'leave' }>
type Wait = Extract<Outcome, { kind: 'wait' }>
type Fork = Extract<Outcome, { kind: 'fork' }>
type Join = Extract<Outcome, { kind: 'join' }>
type Fail = Extract<Outcome, { kind: 'fail' }>

/** Applies an outcome that needs no more than this: leave, wait, fork, join, stop or fail. */
export function follow(draft: RunDraft, plan: Plan, position: Position, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'leave':
      leave(draft, plan, position, outcome)
      break
    case 'wait':
      wait(draft, position, outcome)
      break
    case 'fork':
      fork(draft, plan, position, outcome)
      break
    case 'join':
      join(draft, plan, position, outcome)
      break
    case 'stop':
      stop(draft, plan, position, outcome)
      break
    case 'fail':
      fail(draft, plan, position, outcome)
      break
    case 'guard':
    case 'hold':
      throw new Error(`"${outcome.kind}" asks questions, so advance.ts follows it`)
  }
}

/** Leaves by a port, with what the node leaves for later ones. */
function leave(draft: RunDraft, plan: Plan, position: Position, outcome: Leave): void {
  const { run } = draft
  if (outcome.output) draft.keep(position.node, outcome.output)
  if (outcome.vars) draft.remember(outcome.vars)
  if (outcome.subject && run.subject === null) {
    draft.run = { ...draft.run, subjectEntity: outcome.subject.entity, subject: outcome.subject.id }
  }
  leaveBy(draft, plan, position, outcome.port, { code: 'reached-end' })
}

/** Goes along the edge of a port; an unwired port ends the branch, for the given reason. */
export function leaveBy(draft: RunDraft, plan: Plan, position: Position, port: string, unwired: Said): void {
  const next = plan.nodes.get(position.node)?.next.get(port)
  if (next !== undefined) draft.arrive(position, next)
  else endBranch(draft, plan, position, unwired)
}

/** Is there an edge from this port? */
export const isWired = (plan: Plan, node: string, port: string): boolean => plan.nodes.get(node)?.next.has(port) === true

function wait(draft: RunDraft, position: Position, outcome: Wait): void {
  if (outcome.until === null && outcome.for.length === 0) {
    park(draft, position, { code: 'parked-error', with: { reason: { code: 'waits-for-nothing' } } })
    return
  }
  draft.put({
    ...position,
    state: 'waiting',
    attempts: 0,
    dueAt: outcome.until,
    waitsFor: outcome.for,
    wokenBy: null,
    memory: outcome.memory,
  })
}

function stop(draft: RunDraft, plan: Plan, position: Position, { all, why }: Extract<Outcome, { kind: 'stop' }>): void {
  const reason = why ?? { code: 'stopped-by-step', with: { node: position.node } }
  if (all) draft.end('finished', reason)
  else endBranch(draft, plan, position, reason)
}

/** Leaves by `error`, or needs attention. */
export function fail(draft: RunDraft, plan: Plan, position: Position, outcome: Fail): void {
  const reason = { code: outcome.problem, with: outcome.with }
  if (!isWired(plan, position.node, 'error')) {
    park(draft, position, { code: 'parked-error', with: { reason } as unknown as JsonObject })
    return
  }
  draft.keep(position.node, { problem: reason } as unknown as JsonObject)
  leaveBy(draft, plan, position, 'error', { code: 'reached-end' })
}

/** Stays where it is until a person mends it. */
export function park(draft: RunDraft, position: Position, problem: Said): void {
  draft.put({ ...position, state: 'parked', dueAt: null, waitsFor: [], problem })
}

/** Ends one branch; the run ends with its last one. */
export function endBranch(draft: RunDraft, plan: Plan, position: Position, why: Said): void {
  draft.remove(position.id)
  const parent = draft.parentOf(position)
  if (parent) startBranches(draft, plan, parent, parent.fork.running - 1)
  else draft.run = { ...draft.run, state: 'finished', endedAt: draft.now, ended: why }
}

/** The position stays as `forked`; at most `concurrency` branches live at once, so a long list takes little memory. */
function fork(draft: RunDraft, plan: Plan, position: Position, outcome: Fork): void {
  const { branches, entity, concurrency, after } = outcome
  const forked: Forked = {
    ...position,
    state: 'forked',
    dueAt: null,
    waitsFor: [],
    fork: { branches, cursor: 0, running: 0, concurrency: Math.max(1, concurrency), after, entity: entity ?? null, join: null, arrived: 0 },
  }
  startBranches(draft, plan, draft.put(forked), 0)
}

/** Starts the branches that may run beside those that are running; when all have ended the fork is left. */
function startBranches(draft: RunDraft, plan: Plan, forked: Forked, alreadyRunning: number): void {
  const { branches, concurrency } = forked.fork
  let { cursor } = forked.fork
  let running = alreadyRunning
  while (running < concurrency && cursor < branches.length) {
    const branch = branches[cursor]
    const to = branch && plan.nodes.get(forked.node)?.next.get(branch.port)
    if (branch && to !== undefined) {
      draft.arrive(childOf(forked, cursor, branch.item === undefined ? forked.item : branch.item), to)
      running++
    }
    cursor++
  }
  const now = draft.count(forked, cursor, running)
  if (running === 0 && cursor === branches.length) forkEnded(draft, plan, now)
}

const childOf = ({ id, run, visit, steps = null }: Position, index: number, item: Position['item']): Branch => ({
  id: `${id}.${visit}-${index}`,
  run,
  parent: id,
  item,
  guards: [],
  steps,
})

/** Goes on from the join that branches came to, else by the port `after`. */
function forkEnded(draft: RunDraft, plan: Plan, forked: Forked): void {
  const { join, after } = forked.fork
  if (join !== null) leaveBy(draft, plan, { ...forked, node: join }, 'out', { code: 'reached-end' })
  else if (after !== null) leaveBy(draft, plan, forked, after, { code: 'reached-end' })
  else endBranch(draft, plan, forked, { code: 'reached-end' })
}

/**
 * A branch comes to a join and ends there. When enough have come, the other branches are cancelled and the forked
 * position goes on from the join in their place. A branch that was never forked just passes.
 */
function join(draft: RunDraft, plan: Plan, position: Position, { of, until = null }: Join): void {
  const parent = draft.parentOf(position)
  if (!parent) {
    leaveBy(draft, plan, position, 'out', { code: 'reached-end' })
    return
  }
  const isFirst = parent.fork.join !== position.node
  const arrived = isFirst ? 1 : parent.fork.arrived + 1
  const forked = { ...parent, dueAt: isFirst ? until : parent.dueAt, fork: { ...parent.fork, join: position.node, arrived } }
  draft.remove(position.id)
  const enough = of === 'all' ? null : of === 'any' ? 1 : of
  if (enough === null || arrived < enough) {
    startBranches(draft, plan, forked, parent.fork.running - 1)
    return
  }
  cutBranches(draft, forked, { code: 'withdrawn-other-way' })
  forkEnded(draft, plan, draft.put(forked))
}

/** The other branches are late for this join: they end, and the forked position goes on from it by its other way. */
export function leaveLateJoin(draft: RunDraft, plan: Plan, forked: Position, join: string): void {
  const at = { ...forked, node: join }
  const why: Said = { code: 'ways-late' }
  cutBranches(draft, forked, { code: 'withdrawn-late' })
  draft.step(at, 'leave:timeout', { why: why as unknown as JsonObject })
  leaveBy(draft, plan, draft.put({ ...at, dueAt: null, fork: null }), 'timeout', why)
}

function cutBranches(draft: RunDraft, forked: Position, why: Said): void {
  for (const other of [...draft.positions.values()]) if (other.parent === forked.id) draft.cut(other.id, why)
}

/** A goal is reached or a stretch is no longer relevant: what it guards ends, and one branch goes on by the port. */
export function leaveGuarded(draft: RunDraft, plan: Plan, position: Position, guard: PlannedNode, port: string, why: Said): void {
  cutBranches(draft, position, why)
  draft.cutShort.set(position.id, why)
  const guards = position.guards.slice(0, position.guards.indexOf(guard.id))
  const back = draft.put({ ...position, node: guard.id, guards, state: 'ready', waitsFor: [], fork: null, problem: null })
  leaveBy(draft, plan, back, port, why)
}
