/** What clients of the demo company bought and paid in the year before. */
import type { JsonObject } from '../../shared/json.ts'
import { addDays, dayIn, localTime } from '../../shared/time.ts'
import { cycleFrom } from '../crm/purchase-cycle.ts'
import type { Client, DemoPlace, Habit, OpenInvoice, Product } from './demo-cast.ts'
import { buyers, isOfAdmin } from './demo-clients.ts'
import { between, dice, money, type Past, pick } from './demo-records.ts'

/** Clients before this one buy at regular intervals. */
const regulars = 34

/** Regular clients order along their cycle, a few others when it suits them. Each order has its invoice, nearly each its payment. */
export function theOrders(past: Past, place: DemoPlace, clients: readonly Client[], products: readonly Product[]) {
  const { zone, currency } = place
  const today = dayIn(place.now, zone)
  const from = dayIn(place.start, zone)
  const supplies = products.filter(({ everyDays }) => everyDays !== null)
  const habits: Habit[] = []
  const bought: Bought[] = []
  for (const [index, client] of clients.slice(0, regulars).entries()) {
    const product = supplies[index % supplies.length]
    if (!product?.everyDays) continue
    const days = purchaseDays(today, product.everyDays, index)
    const quantity = between(2, product.category === 'beans' ? 24 : 10, `quantity ${index}`)
    const price = money(product.euros, currency)
    const before = days.filter((day) => day < from)
    bought.push(...before.map((day) => ({ day, client, product, quantity, price })))
    habits.push({
      client,
      product: product.id,
      name: product.name,
      quantity,
      price,
      comingOn: days.filter((day) => day >= from && day < today),
    })
    const cycle = cycleFrom(before.slice(-12))
    if (cycle) aCycle(past, place, client, product, { ...cycle, source: 'detected' })
  }
  for (const [index, client] of clients.slice(regulars, buyers).entries()) {
    for (let turn = 0; turn < 2; turn++) {
      const product = pick(products, `bought ${index} ${turn}`)
      const day = addDays(today, -between(40, 330, `irregular ${index} ${turn}`))
      bought.push({
        day,
        client,
        product,
        quantity: product.euros > 300 ? 1 : between(2, 9, `some ${index} ${turn}`),
        price: money(product.euros, currency),
      })
    }
  }
  bought.sort((a, b) => a.day.localeCompare(b.day))
  const openInvoices = bought.flatMap((one, index) => anOrder(past, place, one, 1001 + index) ?? [])
  return { habits, openInvoices }
}

interface Bought {
  readonly day: string
  readonly client: Client
  readonly product: Product
  readonly quantity: number
  readonly price: { readonly cents: number; readonly currency: string }
}

/** Days of a year of purchases, up to the next one that has not come yet. Clients of the admin are due within the week, to the day. */
function purchaseDays(today: string, every: number, index: number): readonly string[] {
  const isAdmins = isOfAdmin(index)
  const phase = isAdmins ? 5 + (Math.floor(index / 8) % 2) : Math.floor(dice(`phase ${index}`) * every)
  const early = (back: number) => (isAdmins ? 0 : between(-1, 1, `early ${index} ${back}`))
  const days: string[] = []
  for (let back = phase - every; back > -360; back -= every) days.push(addDays(today, back + early(back)))
  return days.reverse()
}

function aCycle(past: Past, place: DemoPlace, client: Client, product: Product, cycle: JsonObject): void {
  const fields = {
    title: product.name,
    contact: client.contact,
    company: client.company,
    product: product.id,
    owner: client.owner,
    ...cycle,
  }
  past.make('purchaseCycle', `${client.contact} ${product.id}`, fields, place.start)
}

/** The invoice if it is still open, else nothing. */
function anOrder(past: Past, place: DemoPlace, { day, client, product, quantity, price }: Bought, number: number): OpenInvoice | null {
  const { zone, start } = place
  const at = localTime(day, '11:00', zone) ?? start
  const amount = { cents: price.cents * quantity, currency: price.currency }
  const who = { contact: client.contact, company: client.company, owner: client.owner }
  const order = past.make('order', String(number), { number: String(number), orderedOn: day, status: 'done', total: amount, ...who }, at)
  const line = { order, product: product.id, description: product.name, quantity, price, contact: client.contact, orderedOn: day }
  past.make('orderLine', String(number), line, at)
  const dueOn = addDays(day, 14)
  const paidOn = addDays(dueOn, between(-6, 4, `paid ${number}`))
  const from = dayIn(start, zone)
  const forgotten = day > addDays(from, -70) && dice(`forgotten ${number}`) < 0.12
  const isPaid = paidOn < from && !forgotten
  const invoice = past.make(
    'invoice',
    String(number),
    { number: `K-${number}`, amount, paid: isPaid ? amount : null, status: isPaid ? 'paid' : 'open', issuedOn: day, dueOn, order, ...who },
    at,
  )
  if (!isPaid) return { id: invoice, amount, client, paidOn: forgotten ? null : paidOn }
  past.make('payment', String(number), { number: `P-${number}`, amount, paidOn, invoice, ...who }, localTime(paidOn, '14:00', zone) ?? at)
  return null
}
