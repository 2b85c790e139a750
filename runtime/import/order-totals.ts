/** What orders are worth whose lines an import brings: the sum of their lines, unless somebody has said another amount. */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Reads } from '../store/port.ts'

/** Whole minor units. Amounts in different currencies are never added. */
export interface Amount {
  readonly cents: number
  readonly currency: string
}

/** What a line adds; null for one without an amount. */
export function amountOfLine(fields: Readonly<Record<string, Json>>): Amount | null {
  const { quantity, price } = fields
  if (typeof quantity !== 'number' || !isJsonObject(price)) return null
  return { cents: Math.round(Number(price['cents']) * quantity), currency: String(price['currency']) }
}

/** One for the whole import: it remembers which orders are worth their lines. */
export class OrderTotals {
  private readonly store: Reads
  private readonly now: () => Date
  /** Orders whose total is known to be that of their lines. */
  private readonly summedUp = new Set<string>()

  constructor(store: Reads, now: () => Date) {
    this.store = store
    this.now = now
  }

  /** An order that comes with these lines is worth what they are. */
  isNew(order: string): void {
    this.summedUp.add(order)
  }

  /** The totals of orders that were there before, with what further lines add. An amount that is not that of the lines stays. */
  async withFurther(sums: ReadonlyMap<string, Amount>): Promise<ReadonlyMap<string, Amount>> {
    const orders = await this.store.records('order', [...sums.keys()])
    const before = await this.sumsOf(orders.filter(({ id }) => !this.summedUp.has(id)).map(({ id }) => id))
    const totals = new Map<string, Amount>()
    for (const { id, total: said } of orders) {
      const sum = sums.get(id)
      if (!sum) continue
      const total = isJsonObject(said) ? { cents: Number(said['cents']), currency: String(said['currency']) } : null
      const ofLines = before.get(id) ?? 0
      if (!this.summedUp.has(id) && total !== null && total.cents !== ofLines) continue
      if (total !== null && total.currency !== sum.currency) continue
      this.summedUp.add(id)
      totals.set(id, { cents: (total?.cents ?? ofLines) + sum.cents, currency: sum.currency })
    }
    return totals
  }

  /** Cents of the lines that orders have already. */
  private async sumsOf(orders: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sums = new Map<string, number>()
    if (orders.length === 0) return sums
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const rule = { field: 'order', is: 'one-of', value: orders } as const
      const page = await this.store.list({
        entity: 'orderLine',
        rule,
        sort: 'createdAt',
        limit: 1000,
        cursor: cursor ?? null,
        now: this.now(),
      })
      for (const line of page.items) {
        const order = String(line['order'])
        sums.set(order, (sums.get(order) ?? 0) + (amountOfLine(line)?.cents ?? 0))
      }
      cursor = page.next
    }
    return sums
  }
}
