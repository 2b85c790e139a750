/**
 * The one loop. It gathers what everybody hands in and what is due, lets events begin and wake runs, advances them in
 * rounds, and commits everything together. While one commit runs the next batch gathers; whoever waits for durability
 * is answered after it. There is no timer but the next due moment.
 */
import type { Op, Store, Unit, UnitResult } from '../store/port.ts'
import type { Asking } from './asking.ts'
import { stage } from './asking.ts'
import { Caution } from './caution.ts'
import type { Clock } from './clock.ts'
import type { Parts } from './context.ts'
import { Feed } from './feed.ts'
import { LiveWorkflows } from './live-workflows.ts'
import type { TypeNamed } from './plan.ts'
import { Portion } from './portion.ts'
import { PutOff } from './put-off.ts'
import { type Concluded, Turn } from './turn.ts'
import { mostTries, type Submission, type TurnParts } from './turn-units.ts'

/** What a task is told of its turn. */
export interface Now {
  readonly now: Date
  readonly parts: Parts
  /** Is the workflow paused, or everything (null: everything)? Then what happens is written, and nobody goes on. */
  isHeld(workflow: string | null): boolean
}

/** What a task decided: operations that are committed as one unit, and an answer for whoever asked. */
export interface Work<Value> {
  readonly ops: readonly Op[]
  readonly value: Value
}

/** Decides inside a turn, with look-ups that see its pending changes; asked anew when the store refuses what it decided. */
export type Task<Value> = (now: Now) => Asking<Work<Value>>

interface Performed<Value> {
  readonly result: UnitResult
  readonly value: Value
}

/** Something that lives beside the pump: the outbox, workers. */
export interface Companion {
  /** After a commit: what was written. */
  hear(ops: readonly Op[]): void
  /** When it wants to be woken. */
  nextDue(): Date | null
  /** Its moment has come, or something was committed. */
  look(now: Date): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** Is given a turn that has yet to be taken, and takes it. */
export type AroundTurn = <Result extends { readonly wasBusy: boolean }>(take: () => Promise<Result>) => Promise<Result>

interface PumpOptions {
  readonly store: Store
  readonly clock: Clock
  readonly typeNamed: TypeNamed
  /** Read at the beginning of every turn: settings may change. */
  readonly parts: () => Parts
  readonly onError: (error: unknown) => void
  /** Others may wait for one turn for so many milliseconds. */
  readonly turnMs: number
  /** Carries each turn out, and may look how long it takes. */
  readonly around?: AroundTurn
}

/** A refusal is a result. Promises reject when a task throws, the database is out of reach, or the engine closes. */
export interface Pump {
  /** Writes a unit; events in it begin and wake runs. Resolves when it is durable, or refused. */
  submit(unit: Unit): Promise<UnitResult>
  /** Decides and writes inside a turn. */
  perform<Value>(task: Task<Value>): Promise<Performed<Value>>
  /** Likewise, for what has happened already and must be written: while the database is out of reach it is kept. */
  insist<Value>(task: Task<Value>): Promise<Performed<Value>>
  /** Starts the loop; resolves when events left over from before have been read. */
  start(): Promise<void>
  /** Resolves when nothing is left to do at this moment. */
  idle(): Promise<void>
  /** When something will be due. */
  nextDue(): Promise<Date | null>
  /** Is everything paused? */
  isHalted(): boolean
  /** Something that this run waits for is there: it goes on. */
  wake(run: string): void
  /** Looks again at once: the clock was turned. */
  poke(): void
  accompany(companion: Companion): void
  /** Versions are compiled anew, because node types changed. */
  forgetPlans(): void
  /** Lets the present turn end, and stops. */
  close(): Promise<void>
}

const pauseAfterOutageMs = 1_000

/** Waits until `start`. What breaks one turn goes to `onError`, and the loop goes on. */
export function openPump({ store, clock, typeNamed, parts, onError, turnMs, around = (take) => take() }: PumpOptions): Pump {
  const live = new LiveWorkflows(store, typeNamed)
  const shared: TurnParts = {
    store,
    live,
    onError,
    queue: [],
    feed: new Feed(),
    handled: [],
    woken: new Map(),
    tries: new Map(),
    midway: new Map(),
    caution: new Caution(),
    portion: new Portion(turnMs),
    putOff: new PutOff(),
    starts: new Map(),
  }
  const companions: Companion[] = []
  let endSleep = () => {}
  /** Somebody called since the loop last looked: it may be on its way to sleep, with a question still open. */
  let isCalled = false
  let isClosing = false
  let isStarted = false
  let loop: Promise<void> = Promise.resolve()
  const resting: (() => void)[] = []

  function perform<Value>(task: Task<Value>, given: Partial<Submission> = {}): Promise<Performed<Value>> {
    return new Promise((resolve, reject) => {
      const submission: Submission = {
        tries: 0,
        alone: false,
        ...given,
        task: task as Task<unknown>,
        resolve: (performed) => resolve(performed as Performed<Value>),
        reject,
      }
      if (isClosing) return reject(new Error('The engine is closing'))
      shared.queue.push(submission)
      call()
    })
  }

  function call(): void {
    isCalled = true
    endSleep()
  }

  const isWanted = () =>
    shared.queue.length + shared.handled.length > 0 || (!live.isHeld(null) && (shared.feed.isWanted || shared.woken.size > 0))

  async function goRound(): Promise<void> {
    while (!isClosing) {
      const isBusy = await takeTurn()
      await new Promise((resolve) => setImmediate(resolve))
      if (isBusy || isWanted()) continue
      isCalled = false
      const now = clock.now()
      for (const companion of companions) companion.look(now)
      for (const resolve of resting.splice(0)) resolve()
      const sleep = clock.sleep((await nextDue()) ?? new Date(now.getTime() + 3_600_000))
      endSleep = sleep.cancel
      if (!isWanted() && !isClosing && !isCalled) await sleep.done
      endSleep = () => {}
    }
  }

  /** One turn; true when there was something to do. */
  async function takeTurn(): Promise<boolean> {
    const turn = new Turn(shared, clock.now(), parts())
    const began = performance.now()
    try {
      const concluded = await around(() => turn.take())
      shared.portion.learn(concluded.runs, performance.now() - began)
      // Before anybody goes on with what they handed in, everybody knows what else was written beside it.
      try {
        heard(concluded)
      } finally {
        concluded.answer()
      }
      return concluded.wasBusy
    } catch (error) {
      onError(error)
      turn.giveBack(error)
      await clock.pause(pauseAfterOutageMs)
      return false
    }
  }

  function heard({ ops }: Concluded): void {
    if (ops.length === 0) return
    live.hear(ops)
    for (const op of ops) {
      if (op.op !== 'erase') continue
      shared.feed.drop(new Set(op.traces.events))
      shared.putOff.drop(op.traces.events)
    }
    for (const companion of companions) companion.hear(ops)
  }

  async function nextDue(): Promise<Date | null> {
    const own = live.isHeld(null) ? [] : [await store.nextDue(), live.nextScheduleAt(), shared.putOff.nextAt()]
    const times = [...own, ...companions.map((companion) => companion.nextDue())]
    const known = times.flatMap((time) => (time ? [time.getTime()] : []))
    return known.length === 0 ? null : new Date(Math.min(...known))
  }

  /** Nothing to do here, and nothing under way beside it. */
  async function idle(): Promise<void> {
    for (;;) {
      await rested()
      await Promise.all(companions.map((companion) => companion.idle()))
      if (isClosing || !isStarted || !isWanted()) return
    }
  }

  function rested(): Promise<void> {
    const rest = new Promise<void>((resolve) => resting.push(resolve))
    call()
    return isStarted && !isClosing ? rest : Promise.resolve()
  }

  return {
    perform: (task) => perform(task),
    insist: (task) => perform(task, { lasting: true }),
    idle,
    nextDue,
    isHalted: () => live.isHeld(null),
    submit: async (unit) => (await perform(submitted(unit), { tries: mostTries })).result,
    async start() {
      shared.feed.miss()
      // Damage is met here, where whoever starts the program can still be told.
      await shared.feed.refill(store, new Set())
      await shared.caution.begin(store, clock.now())
      isStarted = true
      loop = goRound()
    },
    wake(run) {
      shared.woken.set(run, shared.woken.get(run) ?? [])
      call()
    },
    poke: call,
    accompany: (companion) => void companions.push(companion),
    forgetPlans: () => live.forget(),
    async close() {
      isClosing = true
      call()
      await loop
      if (isStarted) await shared.caution.end(store).catch(onError)
      for (const resolve of resting.splice(0)) resolve()
      for (const { reject } of shared.queue.splice(0)) reject(new Error('The engine is closing'))
    },
  }
}

/** Runs of the same turn see the changes of an intake: a unit with an event in it. */
const submitted = (unit: Unit): Task<null> =>
  function* () {
    if (unit.ops.some(({ op }) => op === 'event')) for (const op of unit.ops) if (op.op === 'change') yield* stage(op.change)
    return { ops: unit.ops, value: null }
  }
