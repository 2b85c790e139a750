/** Which records stand on the card of which, as data. */
import type { Rule } from '../../shared/rules.ts'
import type { WordKey } from '../words/all.ts'
import { owedRule } from './owed.ts'

/** One list on a card. */
export interface Related {
  readonly title: WordKey
  readonly entity: string
  /** The field that names the record whose card it is. */
  readonly by: string
  readonly rule?: Rule
  readonly sort: string
  readonly most: number
  /** Called by the record it points to with this field instead of by its own title. */
  readonly named?: string
  /** What stands under the name. */
  readonly fields: readonly string[]
  /** Those of them that say nothing without their own name. */
  readonly labelled?: readonly string[]
  /** There is a page that lists all of them. */
  readonly hasList?: boolean
}

const invoices = (by: string): Related => ({
  title: 'now.invoices',
  entity: 'invoice',
  by,
  rule: owedRule,
  sort: 'dueOn',
  most: 20,
  fields: ['amount', 'dueOn'],
  labelled: ['dueOn'],
  hasList: true,
})

const deals = (by: string): Related => ({
  title: 'now.deals',
  entity: 'deal',
  by,
  rule: { field: 'closedOn', is: 'empty' },
  sort: '-updatedAt',
  most: 10,
  fields: ['stage', 'amount'],
  hasList: true,
})

const orders = (by: string): Related => ({
  title: 'now.orders',
  entity: 'order',
  by,
  sort: '-orderedOn',
  most: 5,
  fields: ['orderedOn', 'total', 'status'],
  hasList: true,
})

const cycles = (by: string): Related => ({
  title: 'now.cycles',
  entity: 'purchaseCycle',
  by,
  sort: 'nextDueOn',
  most: 5,
  fields: ['nextDueOn'],
  labelled: ['nextDueOn'],
  hasList: true,
})

const payments = (by: string): Related => ({
  title: 'now.payments',
  entity: 'payment',
  by,
  sort: '-paidOn',
  most: 10,
  fields: ['amount', 'paidOn'],
})

const kinds: Readonly<Record<string, readonly Related[]>> = {
  contact: [invoices('contact'), deals('contact'), cycles('contact'), orders('contact')],
  company: [
    invoices('company'),
    deals('company'),
    { title: 'now.people', entity: 'contact', by: 'company', sort: 'lastName', most: 10, fields: ['position', 'stage'], hasList: true },
    cycles('company'),
    orders('company'),
  ],
  deal: [invoices('deal')],
  order: [{ ...invoices('order'), title: 'now.orderInvoices', sort: '-issuedOn', fields: ['amount', 'status'] }],
  invoice: [payments('invoice')],
  product: [
    {
      title: 'now.prices',
      entity: 'price',
      by: 'product',
      sort: '-validFrom',
      most: 10,
      fields: [],
    },
    { ...cycles('product'), title: 'now.regulars', most: 10, named: 'contact' },
    {
      title: 'now.sales',
      entity: 'orderLine',
      by: 'product',
      sort: '-orderedOn',
      most: 10,
      named: 'order',
      fields: ['contact', 'quantity', 'orderedOn'],
    },
  ],
}

/** In the order of the card; empty for a kind that nothing belongs to. */
export const relatedOf = (entity: string): readonly Related[] => kinds[entity] ?? []
