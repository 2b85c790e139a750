/** Puts the engine together: one pump with its outbox, reminders and clock. The server, the tests, the demo and the command line open this one. */
import type { AnyNodeType } from '../../shared/node.ts'
import { openFading } from '../crm/fading.ts'
import { reactionTo } from '../crm/reactions.ts'
import { openReminders } from '../crm/reminders.ts'
import { carryOutInside } from '../effects/index.ts'
import type { Store } from '../store/port.ts'
import { type Away, nobodyAway } from './away.ts'
import { type Clock, type ManualClock, manualClock } from './clock.ts'
import type { Company, OwnFields, Parts } from './context.ts'
import type { Deliverer } from './deliverer.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import type { TypeNamed } from './plan.ts'
import { type AroundTurn, openPump, type Pump } from './pump.ts'
import { openRuleClock } from './rule-clock.ts'

interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  /** The node types that are installed; asked again when `pump.forgetPlans` was called. */
  readonly nodeTypes: () => readonly AnyNodeType[]
  /** Read at the beginning of every turn. */
  readonly company: () => Company
  /** Likewise; none without it. */
  readonly ownFields?: () => OwnFields
  readonly graceMs: () => number
  readonly deliverers: readonly Deliverer[]
  /** Node types that are run elsewhere (`custom-nodes.ts`). */
  readonly away?: Away
  readonly onError: (error: unknown) => void
  readonly around?: AroundTurn
  /** Milliseconds that runs may advance in one turn before others are answered; whoever wants the same turns every time gives `Infinity`. */
  readonly turnMs?: number
}

/** Nothing happens before `start`. After `close` what is handed in is rejected, and deliveries under way have been answered. */
export interface Engine {
  readonly pump: Pump
  readonly outbox: Outbox
  /** What a trial walks with: the same as every turn. */
  parts(): Parts
  readonly typeNamed: TypeNamed
  /** Reads what was left over, and starts. */
  start(): Promise<void>
  close(): Promise<void>
}

const stepsPerTurn = 20_000
const usualTurnMs = 15

/** Reads nothing and writes nothing by itself; `start` does. Errors that harm only one run or delivery go to `onError`. */
export function openEngine(options: EngineOptions): Engine {
  const {
    store,
    clock,
    nodeTypes,
    company,
    ownFields = () => ({}),
    graceMs,
    deliverers,
    away = nobodyAway,
    onError,
    around,
    turnMs = usualTurnMs,
  } = options
  const byKind = new Map<string, Deliverer>(deliverers.map((deliverer) => [deliverer.kind, deliverer]))
  const typeNamed = (type: string): AnyNodeType | null => nodeTypes().find((each) => each.type === type) ?? null
  const parts = (): Parts => {
    const began = performance.now()
    return { ...steady(), isLate: () => performance.now() - began > turnMs }
  }
  const steady = (): Omit<Parts, 'isLate'> => ({
    company: company(),
    ownFields: ownFields(),
    inside: carryOutInside,
    reactionTo,
    deliverers: byKind,
    away,
    graceMs: graceMs(),
    stepsPerTurn,
  })
  const pump = openPump({ store, clock, typeNamed, parts, onError, turnMs, ...(around && { around }) })
  const outbox = openOutbox({ store, clock, pump, deliverers: byKind, onError })
  const reminders = openReminders({ store, pump, onError })
  const fading = openFading(store, pump, onError)
  const ruleClock = openRuleClock(store, pump, onError)
  for (const companion of [outbox, reminders, fading, ruleClock]) pump.accompany(companion)
  return {
    pump,
    outbox,
    parts,
    typeNamed,
    async start() {
      await pump.start()
      await outbox.start()
      await reminders.start(clock.now())
      await fading.start(clock.now())
      await ruleClock.start(clock.now())
    },
    async close() {
      await pump.close()
      await outbox.idle()
    },
  }
}

/** The setting that keeps a clock which is turned by hand; it survives the end of the process. */
const clockSetting = 'clock'

/** The hand-turned clock of this installation, standing where it was left. */
export async function storedClock(store: Pick<Store, 'setting'>, start: Date): Promise<ManualClock> {
  const kept = await store.setting(clockSetting)
  return manualClock(typeof kept === 'string' ? new Date(kept) : start)
}

/** Turns the clock forward, due moment by due moment, and resolves when nothing is left to do at the last one. */
export async function turnClock({ pump }: Engine, clock: ManualClock, to: Date): Promise<void> {
  const turn = async (at: Date) => {
    clock.set(at)
    await pump.submit({ ops: [{ op: 'setting', key: clockSetting, value: at.toISOString() }] })
    await pump.idle()
  }
  await pump.idle()
  for (let next = await pump.nextDue(); next && next <= to; next = await pump.nextDue()) {
    await turn(new Date(Math.max(next.getTime(), clock.now().getTime())))
  }
  await turn(to)
}
