/**
 * After the process has died, one of the runs that it was at work on may have killed it, and would again. So for a while
 * the runs of each turn are written down before their work. Whoever was under way at a death is a suspect, and is worked
 * off by itself, with nobody beside it: who comes through is cleared, who was under way at three deaths is set aside. So
 * one who was merely there when something else ended the process goes on, and the one that did it is found.
 */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Op, Store } from '../store/port.ts'
import { type Asking, alreadyKnown, Later } from './asking.ts'
import { StepRefused } from './step-refused.ts'

/** The setting that stands while an engine runs: a start that finds it comes after an unclean end. */
const markSetting = 'engine-runs'

/** Deaths: one among others, and two alone, so that a kill from outside at a bad moment blames nobody. */
const mostDeaths = 3

/** So long after an unclean end everything that is worked on is written down before. */
const carefulMs = 10 * 60_000

/** What one turn may work on. */
interface Chosen {
  /** Is not to be worked on: in a later turn, or never again. Null: it may go on. */
  refusal(run: string): Asking<never> | null
  /** Written with the work, which is over then. */
  readonly over: readonly Op[]
  /** The work could not be written. */
  failed(): void
}

const everybody: Chosen = { refusal: () => null, over: [], failed: () => {} }

/** Kept from turn to turn. It costs nothing after a clean end, nor ten minutes after an unclean one. */
export class Caution {
  /** Null: nothing is written down. */
  private until: Date | null = null
  /** At how many deaths runs were under way that have not come through since. */
  private readonly deaths = new Map<string, number>()
  private isForOne = false

  /** Events that have just come in are stored before anybody works on them, so that it is known afterwards what they began. */
  get isOn(): boolean {
    return this.until !== null
  }

  /** A turn begins. Is it that of one suspect? Then nothing that is handed in is taken in beside it; every other turn is for everybody else. */
  beginTurn(): boolean {
    this.isForOne = this.isOn && this.deaths.size > 0 && !this.isForOne
    return this.isForOne
  }

  /** Before the first turn. */
  async begin(store: Pick<Store, 'setting' | 'commit'>, now: Date): Promise<void> {
    const left = (await store.setting(markSetting)) ?? null
    this.until = left === null ? null : new Date(now.getTime() + carefulMs)
    for (const [run, deaths] of deathsIn(left)) this.deaths.set(run, deaths)
    await store.commit([{ ops: [this.note([])] }])
  }

  /** After the last turn. */
  async end(store: Pick<Store, 'commit'>): Promise<void> {
    await store.commit([{ ops: [{ op: 'setting', key: markSetting, value: null }] }])
  }

  /** Whom of those that want to go on, or to begin, this turn works on; written down before. */
  async choose(runs: readonly string[], store: Pick<Store, 'commit'>, now: Date): Promise<Chosen> {
    if (!this.until || runs.length === 0) return everybody
    if (now >= this.until) return this.relax(store)
    const killers = new Set(runs.filter((run) => this.triesOf(run) >= mostDeaths))
    const suspects = runs.filter((run) => this.triesOf(run) > 0 && !killers.has(run))
    const others = runs.filter((run) => this.triesOf(run) === 0)
    const chosen = new Set(this.isForOne && suspects.length > 0 ? suspects.slice(0, 1) : others)
    const isAnybody = chosen.size + killers.size > 0
    if (isAnybody) await store.commit([{ ops: [this.note([...chosen])] }])
    for (const run of [...chosen, ...killers]) this.deaths.delete(run)
    return {
      refusal: (run) => (killers.has(run) ? setAside() : chosen.has(run) ? null : later()),
      over: isAnybody ? [this.note([])] : [],
      failed: () => {
        for (const run of killers) this.deaths.set(run, mostDeaths)
      },
    }
  }

  private triesOf(run: string): number {
    return this.deaths.get(run) ?? 0
  }

  /** It has gone well for long enough. */
  private async relax(store: Pick<Store, 'commit'>): Promise<Chosen> {
    this.until = null
    this.deaths.clear()
    await store.commit([{ ops: [this.note([])] }])
    return everybody
  }

  /** What the next start finds: who is under way, and who was at deaths before. */
  private note(present: readonly string[]): Op {
    const value: Json = this.until ? { present: [...present], deaths: [...this.deaths] } : true
    return { op: 'setting', key: markSetting, value }
  }
}

/** The deaths after this one. */
function deathsIn(left: Json): ReadonlyMap<string, number> {
  const { present, deaths } = isJsonObject(left) ? (left as unknown as Note) : { present: [], deaths: [] }
  const all = new Map(deaths)
  for (const run of present) all.set(run, (all.get(run) ?? 0) + 1)
  return all
}

interface Note {
  readonly present: readonly string[]
  readonly deaths: readonly (readonly [string, number])[]
}

function* later(): Asking<never> {
  yield* alreadyKnown(null)
  throw new Later()
}

function* setAside(): Asking<never> {
  yield* alreadyKnown(null)
  throw new StepRefused({ code: 'parked-crashed' })
}
