/** The demo company as its stories know it: what there is before, and who and what they can tell of. */
import type { Language } from '../../shared/words.ts'
import type { goods } from './demo-goods.ts'
import { dayMs } from './demo-records.ts'

/** What the installation has already, and when the demo is loaded. */
export interface DemoPlace {
  readonly now: Date
  /** Where the month that is lived through begins. */
  readonly start: Date
  readonly language: Language
  readonly currency: string
  readonly zone: string
  readonly admin: string
  readonly company: string
  readonly departments: Readonly<Record<'sales' | 'accounting' | 'support', string>>
  readonly pipelines: Readonly<Record<'sales' | 'partner', string>>
  readonly stages: Readonly<
    Record<'new' | 'qualified' | 'offer' | 'won' | 'lost' | 'partner-new' | 'partner-talks' | 'partner-signed', string>
  >
}

interface TeamMember {
  readonly id: string
  readonly name: string
}

/** Ids of the records, with what stories choose a client by. `inIt`: the company works in IT. */
export interface Client {
  readonly contact: string
  readonly company: string
  readonly owner: string
  readonly email: string
  readonly language: Language
  readonly isLead: boolean
  readonly inIt: boolean
}

/** Something a client buys at regular intervals, and the days of the coming purchases within the month. */
export interface Habit {
  readonly client: Client
  readonly product: string
  readonly name: string
  readonly quantity: number
  readonly price: { readonly cents: number; readonly currency: string }
  readonly comingOn: readonly string[]
}

/** An invoice of the past that is still to be paid; null: nobody pays it within the month. */
export interface OpenInvoice {
  readonly id: string
  readonly amount: { readonly cents: number; readonly currency: string }
  readonly client: Client
  readonly paidOn: string | null
}

/** A deal that an offer has been made for, and that is won within the month. */
export interface ReadyDeal {
  readonly id: string
  readonly amount: { readonly cents: number; readonly currency: string }
  readonly client: Client
}

/** Who and what the month that follows can tell of; everything by ids that are in the store by then. */
export interface DemoCast {
  readonly team: Readonly<Record<'valera' | 'vera' | 'nikita' | 'olga' | 'marta' | 'ilya' | 'lena', TeamMember>>
  readonly clients: readonly Client[]
  readonly habits: readonly Habit[]
  readonly openInvoices: readonly OpenInvoice[]
  readonly readyDeals: readonly ReadyDeal[]
  /** Of leads of the admin, won in the last days. */
  readonly closingDeals: readonly ReadyDeal[]
  readonly products: readonly Product[]
}

/** Something the company sells, as it is in the store. */
export interface Product {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly euros: number
  readonly everyDays: number | null
  readonly category: (typeof goods)[number]['category']
}

/** So many days of 24 hours before the demo is loaded. */
export const daysBefore = ({ now }: DemoPlace, days: number): Date => new Date(now.getTime() - days * dayMs)
