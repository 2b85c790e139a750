import type { Store, Unit, UnitResult } from '../store/port.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { asError } from '../thrown.ts'

/** If a batch breaks, halves of it are tried, down to the one unit that broke it; unless it was the store, which breaks every one. */
export async function commitInHalves(store: Store, units: readonly Unit[]): Promise<(UnitResult | Error)[]> {
  try {
    return [...(await store.commit(units.map(({ ops }) => ({ ops }))))]
  } catch (error) {
    if (error instanceof StoreProblem) return units.map(() => error)
    if (units.length === 1) return [asError(error)]
    const half = Math.ceil(units.length / 2)
    return [...(await commitInHalves(store, units.slice(0, half))), ...(await commitInHalves(store, units.slice(half)))]
  }
}

/** Is it the store that is out of order, rather than one of the units? Then it takes a row that harms nobody neither. */
export async function isOutOfOrder(store: Store, results: readonly (UnitResult | Error)[], now: Date): Promise<boolean> {
  if (results.some((result) => !(result instanceof Error))) return false
  return results.some((result) => result instanceof StoreProblem) || !(await canWrite(store, now))
}

/** The setting that was last written to see whether anything can be. */
const probe = 'could-write'

async function canWrite(store: Store, now: Date): Promise<boolean> {
  try {
    const [result] = await store.commit([{ ops: [{ op: 'setting', key: probe, value: now.toISOString() }] }])
    return result?.ok === true
  } catch {
    return false
  }
}
