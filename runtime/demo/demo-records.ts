/** Makes records of the demo company: the same ones every time, each with the moment at which it came to be. */
import type { Cause } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { chance, idFor } from '../../shared/seed.ts'
import type { Op } from '../store/port.ts'

/** Milliseconds of a day of 24 hours; calendars are reckoned with in `shared/time.ts`. */
export const dayMs = 86_400_000

/** Milliseconds. */
export const hourMs = 3_600_000

const seed = 'kolibri'

/** A number from 0 up to but not including 1, by what it is for. */
export const dice = (label: string): number => chance(seed, label)

/** A whole number from `least` to `most`, both included. */
export const between = (least: number, most: number, label: string): number => least + Math.floor(dice(label) * (most - least + 1))

/** One of a list, the same one for the same label. Throws for an empty list. */
export function pick<One>(list: readonly One[], label: string): One {
  const found = list[Math.floor(dice(label) * list.length)]
  if (found === undefined) throw new Error(`Nothing to pick from for ${label}`)
  return found
}

const byItself: Cause = { kind: 'system', id: 'demo', depth: 0 }

/** Collects what is written about the past: recorded with its own moment, and starting nothing. */
export class Past {
  readonly ops: Op[] = []

  /** Written by who looks after it, unless another person is named. */
  make(entity: string, label: string, fields: JsonObject, at: Date, person: string | null = writerIn(fields)): string {
    const id = idFor(seed, `${entity} ${label}`, at)
    this.ops.push({ op: 'change', change: { change: 'create', entity, id, revision: null, fields, cause: by(person), at, quiet: true } })
    return id
  }

  change(entity: string, id: string, fields: JsonObject, at: Date, person: string | null = null): void {
    this.ops.push({ op: 'change', change: { change: 'update', entity, id, revision: null, fields, cause: by(person), at, quiet: true } })
  }
}

const by = (person: string | null): Cause => (person === null ? byItself : { kind: 'person', id: person, depth: 0 })

function writerIn({ owner, author }: JsonObject): string | null {
  const writer = owner ?? author
  return typeof writer === 'string' ? writer : null
}

/** Prices are thought of in euros; other currencies get round sums of their own. */
const perEuro: Readonly<Record<string, number>> = { RUB: 100, KZT: 520, UAH: 45, PLN: 4, CZK: 25, SEK: 11, NOK: 11, JPY: 160, HUF: 390 }
/** Minor units in a unit of the currency. */
const minor = (currency: string): number => (currency === 'JPY' ? 1 : 100)

/** An amount that is thought of in whole euros, in a currency, as round as it was. */
export const money = (euros: number, currency: string): { cents: number; currency: string } => ({
  cents: Math.round(euros * (perEuro[currency] ?? 1)) * minor(currency),
  currency,
})
