/** What is still to be paid. */
import type { Rule } from '../../shared/rules.ts'
import type { RecordData } from '../api/records.ts'
import { isMoney } from './field-value.tsx'

type Money = { readonly cents: number; readonly currency: string }

/** Invoices that somebody still has to pay. */
export const owedRule: Rule = { field: 'status', is: 'one-of', value: ['open', 'partly-paid'] }

/** The part of an invoice that has not been paid. */
export function owedOf({ amount, paid }: RecordData): Money | null {
  if (!isMoney(amount)) return null
  const isSame = isMoney(paid) && paid.currency === amount.currency
  return { currency: amount.currency, cents: amount.cents - (isSame ? paid.cents : 0) }
}

/** One sum per currency: different ones are never added up. */
export function sumsOf(amounts: readonly unknown[]): readonly Money[] {
  const byCurrency = new Map<string, number>()
  for (const amount of amounts) if (isMoney(amount)) byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0) + amount.cents)
  return [...byCurrency].map(([currency, cents]) => ({ cents, currency }))
}
