/** The real store, which dies or refuses at the commits that a world names. A dead one never answers again. */
import type { Store, Unit, UnitResult } from '../store/port.ts'
import { StoreProblem } from '../store/store-problem.ts'
import type { Fault } from './simulated-world.ts'

type CommitFault = Exclude<Fault['fault'], 'crash-after-call'>

/** What goes on from one life of the process to the next: how many commits and outside calls there have been. */
export class Fate {
  commits = 0
  calls = 0
  /** After this nothing goes wrong any more. */
  isOver = false
  /** How many commits have been refused. */
  refused = 0
  private readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    this.faults = faults
  }

  /** What becomes of the next commit. */
  ofCommit(): CommitFault | null {
    const fault = this.next()
    if (fault !== null && fault in problems) this.refused++
    return fault
  }

  private next(): CommitFault | null {
    const number = this.commits++
    if (this.isOver) return null
    for (const one of this.faults) {
      if (one.fault === 'crash-after-call') continue
      const times = 'times' in one ? one.times : 1
      if (number >= one.commit && number < one.commit + times) return one.fault
    }
    return null
  }

  /** Does the process die between this outside call and the commit of its answer? */
  diesAfterCall(): boolean {
    const number = this.calls++
    return !this.isOver && this.faults.some((one) => one.fault === 'crash-after-call' && one.call === number)
  }
}

/** One life of the process. Whoever waits for `death` learns that it is over. */
export class LifeLine {
  isDead = false
  readonly death: Promise<void>
  private end = () => {}

  constructor() {
    this.death = new Promise((resolve) => {
      this.end = resolve
    })
  }

  die(): void {
    this.isDead = true
    this.end()
  }
}

/** What a dead process answers. */
export const never = new Promise<never>(() => {})

/** The store as this life sees it. */
export function faultyStore(store: Store, life: LifeLine, fate: Fate): Store {
  async function commit(units: readonly Unit[]): Promise<readonly UnitResult[]> {
    if (life.isDead) return never
    const fault = fate.ofCommit()
    if (fault === 'busy' || fault === 'full' || fault === 'unreachable') throw problems[fault]()
    if (fault === 'crash-before') life.die()
    if (life.isDead) return never
    const results = await store.commit(units)
    if (fault === 'crash-after') life.die()
    return life.isDead ? never : results
  }
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') return commit
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function' || name === 'wrongWith') return value
      return (...given: unknown[]) => (life.isDead ? never : Reflect.apply(value, target, given))
    },
  })
}

/** As SQLite's adapter says it, and as a database at the other end of a broken line does. */
const problems = {
  busy: () => new StoreProblem('disk-failing', { where: 'the simulation', why: 'database is locked' }),
  full: () => new StoreProblem('disk-full', { where: 'the simulation' }),
  unreachable: () => new Error('Connection terminated unexpectedly'),
}
