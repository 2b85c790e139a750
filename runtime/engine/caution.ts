/**
 * After the process has died, one of the runs that were due may have killed it, and would again. So everything that is due
 * then has its tries counted. What was due at two such deaths is worked off by itself, after all others, and counted before
 * the work; at the third try it is set aside.
 */
import type { LoadedRun, Store } from '../store/port.ts'

/** The setting that stands while an engine runs: a start that finds it comes after an unclean end. */
const markSetting = 'engine-runs'

const suspectAfter = 2
const mostTries = 3

/** What of the due runs this turn works off; `killers` have been tried often enough. */
export interface Chosen {
  readonly runs: readonly LoadedRun[]
  readonly killers: readonly LoadedRun[]
}

/** Kept from turn to turn. It does nothing after a clean end, nor once all suspects are through. */
export class Caution {
  private isOn = false

  /** Before the first turn. */
  async begin(store: Pick<Store, 'setting' | 'commit'>, now: Date): Promise<void> {
    this.isOn = (await store.setting(markSetting)) === true
    const count = this.isOn ? [{ op: 'count-tries', due: now, most: suspectAfter } as const] : []
    await store.commit([{ ops: [...count, { op: 'setting', key: markSetting, value: true }] }])
  }

  /** After the last turn. */
  async end(store: Pick<Store, 'commit'>): Promise<void> {
    await store.commit([{ ops: [{ op: 'setting', key: markSetting, value: null }] }])
  }

  async choose(due: readonly LoadedRun[], store: Pick<Store, 'commit'>, now: Date): Promise<Chosen> {
    if (!this.isOn) return { runs: due, killers: [] }
    const tries = ({ positions }: LoadedRun) => Math.max(0, ...positions.filter(isDue(now)).map(({ attempts }) => attempts))
    const innocent = due.filter((one) => tries(one) < suspectAfter)
    if (innocent.length > 0) return { runs: innocent, killers: [] }
    const [suspect] = due
    this.isOn = suspect !== undefined
    if (!suspect) return { runs: [], killers: [] }
    if (tries(suspect) >= mostTries) return { runs: [], killers: [suspect] }
    const { run } = suspect
    const positions = suspect.positions.map((position) =>
      isDue(now)(position) ? { ...position, attempts: position.attempts + 1 } : position,
    )
    await store.commit([{ ops: [{ op: 'positions', workflow: run.workflow, put: positions, remove: [] }] }])
    return { runs: [{ run, positions }], killers: [] }
  }
}

const isDue =
  (now: Date) =>
  ({ dueAt }: LoadedRun['positions'][number]): boolean =>
    dueAt !== null && dueAt <= now
