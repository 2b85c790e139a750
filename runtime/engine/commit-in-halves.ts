import type { Store, Unit, UnitResult } from '../store/port.ts'

/** If a batch breaks, halves of it are tried, down to the one unit that broke it. */
export async function commitInHalves(store: Store, units: readonly Unit[]): Promise<(UnitResult | Error)[]> {
  try {
    return [...(await store.commit(units.map(({ ops }) => ({ ops }))))]
  } catch (error) {
    if (units.length === 1) return [error instanceof Error ? error : new Error(String(error))]
    const half = Math.ceil(units.length / 2)
    return [...(await commitInHalves(store, units.slice(0, half))), ...(await commitInHalves(store, units.slice(half)))]
  }
}
