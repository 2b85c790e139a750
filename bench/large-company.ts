/** A company of a size at which the goals hold: written through the real committer before the product starts, because a hundred thousand requests would measure nothing but patience. */

import { newId } from '../runtime/store/ids.ts'
import { openStore } from '../runtime/store/open.ts'
import type { Unit } from '../runtime/store/port.ts'
import type { JsonObject } from '../shared/json.ts'

const atOnce = 2_000
const cities = ['Berlin', 'Kazan', 'Lyon', 'Omsk', 'Porto', 'Riga', 'Tver', 'Ulm']

/** Writes so many contacts into an installation that is not running. One in eight lives in each city, scores go from 0 to 99. */
export async function addContacts(folder: string, count: number): Promise<void> {
  const store = await openStore({ dataDir: folder })
  try {
    for (let from = 0; from < count; from += atOnce) {
      const units = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => createContact(from + index))
      for (const result of await store.commit(units)) if (!result.ok) throw new Error(`A contact was refused: ${result.said.code}`)
    }
  } finally {
    await store.close()
  }
}

function createContact(number: number): Unit {
  const fields: JsonObject = {
    firstName: 'Anna',
    lastName: `Petrova ${number}`,
    email: `anna-${number}@bench.example`,
    city: cities[number % cities.length] ?? null,
    score: number % 100,
  }
  const at = new Date()
  const cause = { kind: 'import', id: 'bench', depth: 0 } as const
  return {
    ops: [{ op: 'change', change: { change: 'create', entity: 'contact', id: newId(), revision: null, fields, cause, at, quiet: true } }],
  }
}
