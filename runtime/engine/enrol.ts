/** Pure: which runs an event begins, and why others do not begin. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, Said } from '../../shared/json.ts'
import { valueAt } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import { add } from '../../shared/time.ts'
import type { LoadedRun, Op } from '../store/port.ts'
import type { Position, Run } from '../store/rows.ts'
import type { Plan, PlannedNode } from './plan.ts'

/** A trigger that an event fires, and for whom. */
export interface Candidate {
  readonly plan: Plan
  readonly trigger: PlannedNode
  readonly event: CrmEvent
  readonly subject: string | null
  readonly key: string
}

/** What is known of earlier runs of this subject and key in this workflow. */
export interface Enrolled {
  readonly active: number
  readonly total: number
  readonly lastEndedAt: Date | null
}

/** The triggers of these plans that the event fires. A workflow is entered by the first of its triggers that fits. */
export function candidates(event: CrmEvent, triggers: readonly { readonly plan: Plan; readonly trigger: PlannedNode }[]): Candidate[] {
  const found = new Map<string, Candidate>()
  for (const { plan, trigger } of triggers) {
    if (found.has(plan.workflow) || !fires(plan, trigger, event)) continue
    const { settings } = plan.content
    const subject = settings.subject === null ? null : (event.records[settings.subject] ?? null)
    found.set(plan.workflow, { plan, trigger, event, subject, key: keyOf(event, settings.enrolment.key ?? null) })
  }
  return [...found.values()]
}

function fires(plan: Plan, trigger: PlannedNode, event: CrmEvent): boolean {
  const spec = trigger.type?.trigger
  const isBegun = event.kind === 'button-pressed' && spec?.standing !== undefined
  if (!spec || !(spec.events.includes(event.kind) || isBegun) || trigger.node.mode === 'off') return false
  const isForOne = event.kind === 'schedule-ticked' || event.kind === 'button-pressed'
  if (isForOne && (event.fields['workflow'] !== plan.workflow || event.fields['node'] !== trigger.id)) return false
  return isBegun || spec.matches(trigger.stored as never, event)
}

/** `event.order` names a record that takes part, or a field of the event. */
function keyOf(event: CrmEvent, path: string | null): string {
  if (!path) return ''
  const [, ...rest] = path.split('.')
  const value: Json = valueAt({ ...event.records, ...event.fields }, rest) ?? null
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}

/** Null when the run may begin; else why not. */
export function whyNotEnrolled({ plan, subject }: Pick<Candidate, 'plan' | 'subject'>, before: Enrolled, now: Date): Said | null {
  const { settings } = plan.content
  const { policy, cooldown } = settings.enrolment
  if (settings.subject !== null && subject === null) return { code: 'not-enrolled-no-subject' }
  if (subject === null) return null
  if (policy === 'once' && before.total > 0) return { code: 'not-enrolled-once' }
  if (policy === 'one-at-a-time' && before.active > 0) return { code: 'not-enrolled-inside' }
  if (cooldown && before.lastEndedAt) {
    const until = add(before.lastEndedAt, cooldown)
    if (until > now) return { code: 'not-enrolled-cooldown', with: { until: until.toISOString() } }
  }
  return null
}

/** Does the policy of this workflow ask about earlier runs at all? */
export const asksPolicy = ({ content }: Plan): boolean => {
  const { policy, cooldown } = content.settings.enrolment
  return policy !== 'every-time' || Boolean(cooldown)
}

/** Is it asked whether this one may begin? */
export const asksAboutBefore = (candidate: Candidate): candidate is Candidate & { readonly subject: string } =>
  candidate.subject !== null && asksPolicy(candidate.plan)

/** Says when it is committed that nobody has entered meanwhile: `total` runs of this identity had begun when the policy was asked. */
export const entering = ({ id, workflow, key }: Run, total: number, subject: string): Op => ({
  op: 'enter',
  run: id,
  workflow,
  subject,
  key,
  total,
})

/**
 * A run at its trigger. Its id follows from what began it, so that the same event begins it once. `behind`: it goes on
 * when that run has ended.
 */
export function newRun(candidate: Candidate, now: Date, behind: string | null = null): LoadedRun {
  const { plan, trigger, event, subject, key } = candidate
  const id = runIdOf(candidate)
  const run: Run = {
    id,
    workflow: plan.workflow,
    version: plan.version,
    subjectEntity: subject === null ? null : plan.content.settings.subject,
    subject,
    key,
    event,
    state: 'active',
    paused: false,
    startedAt: now,
    endedAt: null,
    ended: null,
    vars: {},
    outputs: {},
    nextStep: 1,
    visits: { [trigger.id]: 1 },
    depth: event.cause.depth,
    revision: 1,
    overrides: null,
  }
  const first = firstPosition(id, trigger.id, now)
  if (behind === null) return { run, positions: [first] }
  return { run, positions: [{ ...first, state: 'waiting', dueAt: null, waitsFor: [{ event: 'run-ended', about: behind }] }] }
}

/** The id that a run of this candidate has. */
export const runIdOf = ({ plan, event, subject, key }: Candidate): string =>
  idFor(`${plan.workflow}:${event.id}`, `${subject ?? ''}:${key}`, event.at)

/** Where a run begins; its first branch has the id of the run. */
export const firstPosition = (run: string, node: string, now: Date): Position => ({
  id: run,
  run,
  parent: null,
  node,
  state: 'ready',
  visit: 1,
  since: now,
  dueAt: now,
  askAt: null,
  waitsFor: [],
  wokenBy: null,
  memory: null,
  item: null,
  guards: [],
  fork: null,
  problem: null,
  attempts: 0,
  steps: 1,
})

/** The record of a refusal: a run that never began. It has no end either, so that no cooldown is counted from it. */
export const refusedRun = (candidate: Candidate, why: Said, now: Date): Run => ({
  ...newRun(candidate, now).run,
  state: 'stopped',
  ended: why,
  visits: {},
})
