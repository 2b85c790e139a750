import type { Store, Unit, UnitResult } from '../store/port.ts'
import { StoreProblem } from '../store/store-problem.ts'

/** If a batch breaks, halves of it are tried, down to the one unit that broke it; unless it was the store, which breaks every one. */
export async function commitInHalves(store: Store, units: readonly Unit[]): Promise<(UnitResult | Error)[]> {
  try {
    return [...(await store.commit(units.map(({ ops }) => ({ ops }))))]
  } catch (error) {
    if (error instanceof StoreProblem) return units.map(() => error)
    if (units.length === 1) return [error instanceof Error ? error : new Error(String(error))]
    const half = Math.ceil(units.length / 2)
    return [...(await commitInHalves(store, units.slice(0, half))), ...(await commitInHalves(store, units.slice(half)))]
  }
}
