/**
 * A run while it advances: its row, its positions, and everything that has to be committed with them. A position keeps
 * its id while its branch goes from node to node; the first one has the id of the run.
 */
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { LoadedRun, Op } from '../store/port.ts'
import type { Position, Run, StepRow, SuggestionRow, WatchRow } from '../store/rows.ts'

/** A position whose branches are under way. */
export type Forked = Position & { readonly fork: NonNullable<Position['fork']> }

/** What a branch takes along from node to node. */
export type Branch = Pick<Position, 'id' | 'run' | 'parent' | 'item' | 'guards' | 'steps'>

/** Changes are only noted here; `advance.ts` turns them into operations. */
export class RunDraft {
  run: Run
  readonly positions: Map<string, Position>
  readonly steps: StepRow[] = []
  readonly suggestions: SuggestionRow[] = []
  /** Changes, events and deliveries, in the order in which they were named. */
  readonly ops: Op[] = []
  /** Branches that ended before their time, with the reason; what they had suggested or queued is taken back. */
  readonly cutShort = new Map<string, Said>()
  /** What the suggestion of a position looked at. */
  readonly looked = new Map<string, readonly Link[]>()
  /** In a run that began anew: what was done before that, by node and visit; null until it was asked for. */
  stepsBefore: ReadonlyMap<string, readonly StepRow[]> | null = null
  readonly isNew: boolean
  readonly now: Date
  private readonly stored: ReadonlyMap<string, Position>
  private readonly touched = new Set<string>()
  /** What grows with every step is copied once and then added to, so that a long run costs no more per step than a short one. */
  private growing: (Record<'outputs' | 'vars', Record<string, Json>> & { readonly visits: Record<string, number> }) | null = null

  /** Likewise forks, which count with every branch. */
  private ownForks = new WeakSet<object>()

  constructor({ run, positions }: LoadedRun, now: Date, isNew: boolean) {
    this.run = run
    this.positions = new Map(positions.map((position) => [position.id, position]))
    this.stored = new Map(isNew ? [] : positions.map((position) => [position.id, position]))
    this.isNew = isNew
    this.now = now
    if (isNew) for (const position of positions) this.touched.add(position.id)
  }

  /** A copy whose changes go nowhere: for finding out what would follow. */
  copy(): RunDraft {
    this.growing = null
    this.ownForks = new WeakSet()
    return new RunDraft({ run: { ...this.run, nextStep: this.nextStep }, positions: [...this.positions.values()] }, this.now, this.isNew)
  }

  /** The run as it will be stored. */
  outcome(): Run {
    return { ...this.run, nextStep: this.nextStep, revision: this.run.revision + (this.isNew ? 0 : 1) }
  }

  /** The number of the next step: those of this advance are counted on from the stored ones. */
  get nextStep(): number {
    return this.run.nextStep + this.steps.length
  }

  position(id: string): Position | null {
    return this.positions.get(id) ?? null
  }

  /** The forked position that this one is a branch of; null for the first one. */
  parentOf({ parent }: Position): Forked | null {
    const at = parent === null ? null : this.position(parent)
    return isForked(at) ? at : null
  }

  put<One extends Position>(position: One): One {
    this.positions.set(position.id, position)
    this.touched.add(position.id)
    return position
  }

  /** A forked position with so many branches begun and running. */
  count(forked: Forked, cursor: number, running: number): Forked {
    const { fork } = forked
    if (this.ownForks.has(fork)) {
      Object.assign(fork, { cursor, running })
      return this.put(forked)
    }
    const own = { ...fork, cursor, running }
    this.ownForks.add(own)
    return this.put({ ...forked, fork: own })
  }

  remove(id: string): void {
    this.positions.delete(id)
    // A branch that came and went within one advance leaves nothing to write.
    if (this.stored.has(id)) this.touched.add(id)
    else this.touched.delete(id)
  }

  /** Ends a branch and everything that was forked from it, with the reason why it did not go on. */
  cut(id: string, why: Said): void {
    for (const child of [...this.positions.values()]) if (child.parent === id) this.cut(child.id, why)
    this.remove(id)
    this.cutShort.set(id, why)
  }

  /** Was this position there before this advance? */
  isStored(id: string): boolean {
    return this.stored.has(id)
  }

  /** The position as it was before this advance; null when it is new. */
  before(id: string): Position | null {
    return this.stored.get(id) ?? null
  }

  step(position: Position, outcome: string, detail: JsonObject): void {
    this.steps.push({
      run: this.run.id,
      number: this.nextStep,
      position: position.id,
      node: position.node,
      visit: position.visit,
      at: this.now,
      outcome,
      detail,
    })
  }

  /** Keeps what a node leaves for later ones. */
  keep(node: string, output: JsonObject): void {
    this.grow().outputs[node] = output
  }

  /** Lays values over the variables of the run. */
  remember(vars: JsonObject): void {
    Object.assign(this.grow().vars, vars)
  }

  private grow() {
    if (!this.growing) {
      const { visits, outputs, vars } = this.run
      this.growing = { visits: { ...visits }, outputs: { ...outputs }, vars: { ...vars } }
      this.run = { ...this.run, ...this.growing }
    }
    return this.growing
  }

  /** The run as it is from now on, with what it had gathered replaced. */
  begin(run: Run): void {
    this.growing = null
    this.run = run
  }

  /** A branch comes to a node. Of where it was before, only what is inherited goes with it. */
  arrive({ id, run, parent, item, guards, steps }: Branch, node: string): Position {
    const { visits } = this.grow()
    const visit = (visits[node] ?? 0) + 1
    visits[node] = visit
    return this.put({
      id,
      run,
      parent,
      node,
      state: 'ready',
      visit,
      since: this.now,
      dueAt: this.now,
      askAt: null,
      waitsFor: [],
      wokenBy: null,
      memory: null,
      item,
      guards,
      fork: null,
      problem: null,
      attempts: 0,
      steps: (steps ?? 0) + 1,
    })
  }

  /** Ends the run; what is still open is cut short, for the second reason. */
  end(state: 'finished' | 'stopped', why: Said, openWhy: Said = { code: 'withdrawn-stopped' }): void {
    for (const id of [...this.positions.keys()]) this.cut(id, openWhy)
    this.run = { ...this.run, state, endedAt: this.now, ended: why }
  }

  /** Positions whose watches have to be written anew. */
  changed(): Position[] {
    return [...this.touched].flatMap((id) => this.positions.get(id) ?? [])
  }

  /** The unit of work of this advance. The watches are those of `changed`. */
  toOps(watches: readonly WatchRow[]): Op[] {
    const put = this.changed()
    const remove = [...this.touched].filter((id) => this.stored.has(id) && !this.positions.has(id))
    const rewatched = put.map(({ id }) => id).filter((id) => this.stored.has(id) || watches.some((watch) => watch.position === id))
    return [
      { op: this.isNew ? 'run-new' : 'run', run: this.outcome() },
      ...(put.length + remove.length > 0 ? [{ op: 'positions', workflow: this.run.workflow, put, remove } as const] : []),
      ...(this.steps.length > 0 ? [{ op: 'steps', steps: this.steps } as const] : []),
      ...(rewatched.length > 0 ? [{ op: 'watches', positions: rewatched, put: watches } as const] : []),
      ...this.ops,
    ]
  }
}

const isForked = (position: Position | null): position is Forked => position?.fork != null
