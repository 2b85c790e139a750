/**
 * What the CRM keeps in step by itself: a payment makes its invoice paid, an order tells its lines whose they are and moves
 * its purchase cycles on, a new price enters the history, a deal is closed by its stage, a flow whose letters come back is paused. Each reaction follows from
 * committed records alone and comes to the same result when it is asked again, so nothing is lost and nothing is counted
 * twice when the process dies in between.
 */
import { type CrmEvent, changeOf, type FieldChange } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import { dayIn } from '../../shared/time.ts'
import { type Asking, askFind, askRecord } from '../engine/asking.ts'
import { idOf } from '../engine/people.ts'
import { keepBounceRate } from '../mail/bounce-rate.ts'
import type { Op } from '../store/port.ts'
import { cycleFrom, nextDue, rememberedPurchases } from './purchase-cycle.ts'
import { planReminders } from './remind-task.ts'

interface Reacting {
  readonly now: Date
  readonly company: { readonly zone: string }
}

type Reaction = (event: CrmEvent, reacting: Reacting) => Asking<readonly Op[]>

/** How to react to an event, or null when there is nothing to do. */
export function reactionTo(event: CrmEvent): Reaction | null {
  if (event.kind !== 'record-created' && event.kind !== 'record-changed' && event.kind !== 'record-archived') return null
  switch (event.fields['entity']) {
    case 'payment':
      return keepInvoices
    case 'invoice':
      return changeOf(event, 'amount') && event.kind === 'record-changed' ? keepInvoices : null
    case 'orderLine':
      return keepLine
    case 'order':
      return event.kind === 'record-changed' ? keepLinesOfOrder : null
    case 'task':
      return planReminders
    case 'product':
      return changeOf(event, 'price') ? keepPrices : null
    case 'contact':
      if (event.kind !== 'record-changed') return null
      if (changeOf(event, 'bouncedAt')?.to) return keepBounceRate
      return changeOf(event, 'email') ? forgiveAddress : null
    case 'deal':
      return changeOf(event, 'stage') ? keepDeal : null
    default:
      return null
  }
}

const most = 1_000

/** What has been paid of an invoice is the sum of its payments; a payment that moved concerns two invoices. */
function* keepInvoices(event: CrmEvent, { now }: Reacting): Asking<readonly Op[]> {
  const moved = changeOf(event, 'invoice')
  const own = event.fields['entity'] === 'invoice' ? event.about : (yield* askRecord('payment', event.about))?.['invoice']
  const ops: Op[] = []
  for (const id of new Set([own, moved?.from, moved?.to].flatMap((ref) => idOf(ref) ?? []))) {
    const invoice = yield* askRecord('invoice', id)
    if (!invoice) continue
    const fields = paidFields(invoice, yield* askFind('payment', { field: 'invoice', is: 'is', value: id }, most))
    if (!differs(invoice, fields)) continue
    ops.push(update('invoice', id, fields, { entity: 'payment', id: event.about ?? id }, now))
  }
  return ops
}

/** Payments in another currency are not added up; a cancelled invoice stays cancelled. */
function paidFields(invoice: Fields, payments: readonly Fields[]): JsonObject {
  const amount = moneyIn(invoice['amount'])
  if (!amount) return {}
  const sums = payments.flatMap((payment) => moneyIn(payment['amount']) ?? []).filter(({ currency }) => currency === amount.currency)
  const cents = sums.reduce((sum, one) => sum + one.cents, 0)
  const paid = { cents, currency: amount.currency }
  if (invoice['status'] === 'cancelled') return { paid }
  return { paid, status: cents >= amount.cents ? 'paid' : cents > 0 ? 'partly-paid' : 'open' }
}

/** A line has the client and the day of its order; when it gets them, that is an event of its own, which moves the cycle. */
function* keepLine(event: CrmEvent, { now }: Reacting): Asking<readonly Op[]> {
  const line = yield* askRecord('orderLine', event.about)
  const order = yield* askRecord('order', idOf(line?.['order']))
  if (!line || !order) return []
  const left = event.kind === 'record-changed' ? yield* askRecord('order', idOf(changeOf(event, 'order')?.from)) : null
  const fields = line['archivedAt'] ? {} : ofOrder(line, order, (name) => left?.[name] ?? null)
  const [contact, product] = [idOf(line['contact']), idOf(line['product'])]
  const before = (name: string, is: string | null) => idOf(changeOf(event, name)?.from) ?? is
  const [contactBefore, productBefore] = [before('contact', contact), before('product', product)]
  const ops = differs(line, fields)
    ? [update('orderLine', line.id, fields, { entity: 'order', id: order.id }, now)]
    : [...(yield* keepCycle(contact, product, order.id, now))]
  if (contactBefore !== contact || productBefore !== product) ops.push(...(yield* keepCycle(contactBefore, productBefore, order.id, now)))
  return ops
}

/** Another client or day goes on to the lines; a cancelled order is no purchase. */
function* keepLinesOfOrder(event: CrmEvent, { now }: Reacting): Asking<readonly Op[]> {
  const [isMoved, isOther] = [passedOn.some((name) => changeOf(event, name)), changeOf(event, 'status') !== null]
  const order = isMoved || isOther ? yield* askRecord('order', event.about) : null
  if (!order) return []
  const ops: Op[] = []
  for (const line of yield* askFind('orderLine', { field: 'order', is: 'is', value: order.id }, most)) {
    const fields = ofOrder(line, order, (name) => changeOf(event, name)?.from ?? null)
    if (differs(line, fields)) ops.push(update('orderLine', line.id, fields, { entity: 'order', id: order.id }, now))
    else if (isOther) ops.push(...(yield* keepCycle(idOf(line['contact']), idOf(line['product']), order.id, now)))
  }
  return ops
}

const passedOn = ['contact', 'orderedOn'] as const

/** What a line has from its order: what it lacks, and what it had from the order as that was `before`. */
function ofOrder(line: Fields, order: Fields, before: (name: string) => Json): JsonObject {
  const isPassed = (name: string) => (line[name] ?? null) === null || line[name] === before(name)
  return Object.fromEntries(passedOn.filter(isPassed).map((name) => [name, order[name] ?? null]))
}

/** Moves the cycle of a client and a product on, or notices one: three purchases or more at regular intervals. */
function* keepCycle(contact: string | null, product: string | null, order: string | null, now: Date): Asking<readonly Op[]> {
  if (contact === null || product === null || order === null) return []
  const both = [
    { field: 'contact', is: 'is', value: contact },
    { field: 'product', is: 'is', value: product },
  ] as const
  const bought = { all: [...both, { field: 'order.status', is: 'is-not', value: 'cancelled' }] } as const
  const lines = yield* askFind('orderLine', bought, rememberedPurchases, '-orderedOn')
  const days = [...new Set(lines.flatMap(({ orderedOn }) => (typeof orderedOn === 'string' ? [orderedOn] : [])))].sort()
  const [cycle] = yield* askFind('purchaseCycle', { all: both }, 1)
  const because = { entity: 'order', id: order }
  if (!cycle) return yield* noticedCycle(contact, product, days, because, now)
  const lastOrderedOn = days.at(-1) ?? null
  if (lastOrderedOn === null) return []
  const noticed = cycle['source'] === 'detected' ? cycleFrom(days) : null
  const periodDays = noticed?.periodDays ?? Number(cycle['periodDays'])
  const fields: JsonObject = {
    purchases: Math.max(days.length, lines.length === rememberedPurchases ? Number(cycle['purchases'] ?? 0) : 0),
    lastOrderedOn,
    nextDueOn: nextDue(lastOrderedOn, periodDays),
    ...(noticed ? { periodDays, toleranceDays: noticed.toleranceDays } : {}),
  }
  return differs(cycle, fields) ? [update('purchaseCycle', cycle.id, fields, because, now)] : []
}

function* noticedCycle(
  contact: string,
  product: string,
  days: readonly string[],
  because: { readonly entity: string; readonly id: string },
  now: Date,
): Asking<readonly Op[]> {
  const noticed = cycleFrom(days)
  if (!noticed) return []
  const buyer = yield* askRecord('contact', contact)
  const company = yield* askRecord('company', idOf(buyer?.['company']))
  const goods = yield* askRecord('product', product)
  if (!buyer || !goods) return []
  const who = company?.['name'] ?? [buyer['firstName'], buyer['lastName']].filter(Boolean).join(' ')
  const fields: JsonObject = {
    title: `${goods['name']}, ${who}`,
    contact,
    product,
    company: company?.id ?? null,
    owner: idOf(buyer['owner']) ?? idOf(company?.['owner']),
    ...noticed,
    source: 'detected',
  }
  return [write('create', 'purchaseCycle', idFor(contact, `cycle:${product}`, new Date(0)), fields, because, now)]
}

/** The product holds the present price; the history holds them all, each with its days. */
function* keepPrices(event: CrmEvent, { now, company }: Reacting): Asking<readonly Op[]> {
  const product = event.about
  const change: FieldChange | null = changeOf(event, 'price')
  if (product === null || !change || !moneyIn(change.to)) return []
  const today = dayIn(event.at, company.zone)
  const rules = [
    { field: 'product', is: 'is', value: product },
    { field: 'validTo', is: 'empty' },
  ] as const
  const because = { entity: 'product', id: product }
  const id = idFor(event.id, 'price', event.at)
  const open = yield* askFind('price', { all: rules }, most)
  if (open.some((price) => price.id === id)) return []
  return [
    ...open.map((price) => update('price', price.id, { validTo: today }, because, now)),
    write('create', 'price', id, { product, amount: change.to, validFrom: today }, because, now),
  ]
}

/** A deal is in the pipeline of its stage; it is closed on the day on which it is won or lost, and open when it comes back. */
function* keepDeal(event: CrmEvent, { company, now }: Reacting): Asking<readonly Op[]> {
  const deal = yield* askRecord('deal', event.about)
  const stage = yield* askRecord('stage', idOf(deal?.['stage']))
  if (!deal || !stage) return []
  const closedOn = stage['kind'] === 'open' ? null : (deal['closedOn'] ?? dayIn(event.at, company.zone))
  const fields: JsonObject = { pipeline: stage['pipeline'] ?? null, closedOn }
  return differs(deal, fields) ? [update('deal', deal.id, fields, { entity: 'deal', id: deal.id }, now)] : []
}

/** It was the address that refused letters, not the person. */
function* forgiveAddress(event: CrmEvent, { now }: Reacting): Asking<readonly Op[]> {
  const contact = yield* askRecord('contact', event.about)
  const bouncedAt = contact?.['bouncedAt']
  if (!contact || typeof bouncedAt !== 'string' || new Date(bouncedAt) > event.at) return []
  return [update('contact', contact.id, { bouncedAt: null }, { entity: 'contact', id: contact.id }, now)]
}

const moneyIn = (value: Json | undefined): { cents: number; currency: string } | null =>
  isJsonObject(value) && typeof value['cents'] === 'number' && typeof value['currency'] === 'string'
    ? { cents: value['cents'], currency: value['currency'] }
    : null

const differs = (record: Fields, fields: JsonObject): boolean =>
  Object.entries(fields).some(([name, value]) => JSON.stringify(record[name] ?? null) !== JSON.stringify(value))

const update = (entity: string, id: string, fields: JsonObject, record: { entity: string; id: string }, now: Date): Op =>
  write('update', entity, id, fields, record, now)

function write(
  change: 'create' | 'update',
  entity: string,
  id: string,
  fields: JsonObject,
  record: { readonly entity: string; readonly id: string },
  at: Date,
): Op {
  return { op: 'change', change: { change, entity, id, revision: null, fields, cause: { kind: 'system', id: null, record, depth: 0 }, at } }
}
