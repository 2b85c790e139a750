/** What is published at the moment: compiled versions, triggers by kind of event, and the schedules of triggers. */
import type { CrmEvent, EventKind } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import type { Op, Reads } from '../store/port.ts'
import type { ScheduleRow, WorkflowRow } from '../store/rows.ts'
import { haltIn, haltSetting } from './halt.ts'
import type { Plans } from './lookups.ts'
import { type Plan, type PlannedNode, plan, scheduleOf, type TypeNamed } from './plan.ts'
import { nextTick } from './ticks.ts'

/** A trigger of a published version that hears one kind of event. */
export interface LiveTrigger {
  readonly plan: Plan
  readonly trigger: PlannedNode
}

const isAboutLife = (op: Op): boolean => op.op === 'workflow' || op.op === 'version' || (op.op === 'setting' && op.key === haltSetting)

/** What it hears; where records can stand already, it is also begun for those. */
function heardKinds({ type }: PlannedNode): ReadonlySet<EventKind> {
  const spec = type?.trigger
  return new Set<EventKind>([...((spec?.events ?? []) as readonly EventKind[]), ...(spec?.standing ? (['button-pressed'] as const) : [])])
}

/**
 * Kept in memory for the pump. Plans stay until node types change, because versions never do; the rest is read anew
 * after a change (`refresh`).
 */
export class LiveWorkflows implements Plans {
  private readonly plans = new Map<string, Plan>()
  private triggers = new Map<EventKind, LiveTrigger[]>()
  private states = new Map<string, WorkflowRow['state']>()
  private ticking = new Map<string, ScheduleRow>()
  private isStale = true
  private halted = false
  private readonly reads: Reads
  private readonly typeNamed: TypeNamed

  constructor(reads: Reads, typeNamed: TypeNamed) {
    this.reads = reads
    this.typeNamed = typeNamed
  }

  known(version: string): Plan | undefined {
    return this.plans.get(version)
  }

  async load(version: string): Promise<Plan | null> {
    const known = this.plans.get(version)
    if (known) return known
    const row = await this.reads.version(version)
    if (!row) return null
    const made = plan(row.id, row.content, this.typeNamed)
    this.plans.set(version, made)
    return made
  }

  /** Somebody published, switched or paused a workflow, or everything: look again before the next turn. */
  hear(ops: readonly Op[]): void {
    if (ops.some(isAboutLife)) this.isStale = true
    for (const op of ops) if (op.op === 'schedule' && op.schedule.workflow !== null) this.ticking.set(op.schedule.id, op.schedule)
  }

  /** Node types were installed or changed: versions are compiled anew. */
  forget(): void {
    this.plans.clear()
    this.isStale = true
  }

  /** Something may have been written by another process: what is stored is read before the next turn. */
  lookAgain(): void {
    this.isStale = true
  }

  /** Is this workflow paused, or everything? Null asks about everything alone. */
  isHeld(workflow: string | null): boolean {
    return this.halted || (workflow !== null && this.states.get(workflow) === 'paused')
  }

  triggersFor(event: CrmEvent): readonly LiveTrigger[] {
    return this.triggers.get(event.kind) ?? []
  }

  /** The trigger of a live workflow, for its own ticks, or for its own button. */
  trigger(workflow: Json | undefined, node: Json | undefined, kind: EventKind = 'schedule-ticked'): LiveTrigger | null {
    return this.hearingAs(kind, workflow, node)[0] ?? null
  }

  private hearingAs(kind: EventKind, workflow: Json | undefined, node: Json | undefined): readonly LiveTrigger[] {
    const hearing = this.triggers.get(kind) ?? []
    return hearing.filter(({ plan, trigger }) => plan.workflow === workflow && trigger.id === node)
  }

  /** The schedules that are due, with the live triggers that they are of. */
  dueSchedules(now: Date): readonly { readonly schedule: ScheduleRow; readonly found: LiveTrigger }[] {
    const due = [...this.ticking.values()].filter(({ nextAt }) => nextAt <= now)
    return due.flatMap((schedule) =>
      this.hearingAs('schedule-ticked', schedule.workflow, schedule.node).map((found) => ({ schedule, found })),
    )
  }

  nextScheduleAt(): Date | null {
    const times = [...this.ticking.values()].map(({ nextAt }) => nextAt.getTime())
    return times.length === 0 ? null : new Date(Math.min(...times))
  }

  /** Reads what is live when something has changed; answers with the schedules that have to be kept from now on. */
  async refresh(zone: string, now: Date): Promise<readonly Op[]> {
    if (!this.isStale) return []
    this.isStale = false
    this.halted = haltIn(await this.reads.setting(haltSetting)) !== null
    const workflows = (await this.reads.workflows()).filter(({ archivedAt }) => archivedAt === null)
    this.states = new Map(workflows.map(({ id, state }) => [id, state]))
    const live = workflows.filter(({ state, liveVersion }) => state === 'live' && liveVersion !== null)
    const plans = await Promise.all(live.map(({ id, liveVersion }) => this.load(`${id}:${liveVersion}`)))
    this.triggers = new Map()
    for (const plan of plans.filter((one) => one !== null)) {
      for (const trigger of plan.triggers) {
        for (const kind of heardKinds(trigger)) {
          const list = this.triggers.get(kind) ?? []
          this.triggers.set(kind, [...list, { plan, trigger }])
        }
      }
    }
    return await this.keepSchedules(zone, now)
  }

  private async keepSchedules(zone: string, now: Date): Promise<readonly Op[]> {
    const stored = new Map((await this.reads.schedules()).filter(({ workflow }) => workflow !== null).map((row) => [row.id, row]))
    const wanted = new Map<string, ScheduleRow>()
    const ops: Op[] = []
    for (const { plan, trigger } of this.triggers.get('schedule-ticked') ?? []) {
      const rule = scheduleOf(trigger)
      if (!rule || trigger.node.mode === 'off') continue
      const id = `${plan.workflow}:${trigger.id}`
      const before = stored.get(id)
      const isSame = before && before.zone === zone && JSON.stringify(before.rule) === JSON.stringify(rule)
      const nextAt = isSame ? before.nextAt : nextTick(rule, zone, now)
      if (!nextAt) continue
      const row: ScheduleRow = {
        id,
        workflow: plan.workflow,
        node: trigger.id,
        rule: { ...rule },
        zone,
        nextAt,
        lastAt: before?.lastAt ?? null,
      }
      wanted.set(id, row)
      if (!isSame) ops.push({ op: 'schedule', schedule: row })
    }
    for (const id of stored.keys()) if (!wanted.has(id)) ops.push({ op: 'schedule-remove', id })
    this.ticking = wanted
    return ops
  }
}
