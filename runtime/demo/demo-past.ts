/** A year of the demo company up to its last month: the team, the goods, the clients, what they bought and paid. */
import { addDays, dayIn, localTime } from '../../shared/time.ts'
import { type Client, type DemoCast, type DemoPlace, daysBefore, type Product } from './demo-cast.ts'
import { theClients } from './demo-clients.ts'
import { theClosingDeals, theDeals, thePartners } from './demo-deals.ts'
import { categories, goods } from './demo-goods.ts'
import { theOrders } from './demo-orders.ts'
import { between, money, Past, pick } from './demo-records.ts'
import { sentences } from './demo-sentences.ts'

/** The year before, as it is written down. */
export function thePast(place: DemoPlace): { readonly past: Past; readonly cast: DemoCast } {
  const past = new Past()
  const team = theTeam(past, place)
  const products = theGoods(past, place, team.lena.id)
  const clients = theClients(past, place, team)
  const { habits, openInvoices } = theOrders(past, place, clients, products)
  const readyDeals = theDeals(past, place, clients, products)
  thePartners(past, place, clients)
  const closingDeals = theClosingDeals(past, place, clients, products)
  theNotes(past, place, clients)
  return { past, cast: { team, clients, habits, openInvoices, readyDeals, closingDeals, products } }
}

const teamNames = {
  valera: { en: 'Valera Orlov', ru: 'Валера Орлов', role: 'operator', department: 'sales' },
  vera: { en: 'Vera Klein', ru: 'Вера Клейн', role: 'operator', department: 'sales' },
  marta: { en: 'Marta Weiss', ru: 'Марта Вайс', role: 'supervisor', department: 'sales' },
  nikita: { en: 'Nikita Petrov', ru: 'Никита Петров', role: 'operator', department: 'accounting' },
  olga: { en: 'Olga Berg', ru: 'Ольга Берг', role: 'supervisor', department: 'accounting' },
  ilya: { en: 'Ilya Novik', ru: 'Илья Новик', role: 'operator', department: 'support' },
  lena: { en: 'Lena Brook', ru: 'Лена Брук', role: 'marketer', department: 'sales' },
} as const

/** Nobody of them can sign in until the admin invites them: they have no password. */
function theTeam(past: Past, place: DemoPlace): DemoCast['team'] {
  const { language, zone, departments } = place
  const at = daysBefore(place, 400)
  const team = Object.entries(teamNames).map(([key, { role, department, ...names }]) => {
    const name = names[language]
    const email = `${key}@kolibri.test`
    const signature = `${name}\n${place.company}`
    const fields = { name, email, role, department: departments[department], language, zone, signature, active: true }
    const id = past.make('user', key, fields, at, place.admin)
    past.make('mailbox', key, { address: email, name, kind: 'user', user: id }, at, place.admin)
    return [key, { id, name }] as const
  })
  const members = Object.fromEntries(team) as unknown as DemoCast['team']
  past.change('department', departments.sales, { head: members.marta.id }, at, place.admin)
  past.change('department', departments.accounting, { head: members.olga.id }, at, place.admin)
  past.change('department', departments.support, { head: members.ilya.id }, at, place.admin)
  return members
}

const units: Readonly<Record<string, string>> = { kg: 'кг', l: 'л', box: 'уп.', pc: 'шт.' }

function theGoods(past: Past, place: DemoPlace, writer: string): readonly Product[] {
  const { language, currency, zone } = place
  return goods.map((one, index) => {
    const at = daysBefore(place, 380)
    const slug = one.sku.toLowerCase()
    const id = past.make(
      'product',
      one.sku,
      {
        sku: one.sku,
        name: one[language],
        category: categories[one.category][language],
        unit: language === 'ru' ? (units[one.unit] ?? one.unit) : one.unit,
        pageUrl: `https://kolibri.example/${one.category}/${slug}`,
        price: money(one.price, currency),
        inStock: one.stock,
        reserved: one.stock > 20 ? between(0, 9, `reserved ${slug}`) : 0,
        expectedOn: one.stock === 0 ? addDays(dayIn(place.now, zone), 9) : null,
        personalCare: one.sku === 'AURORA-2',
      },
      at,
      writer,
    )
    const began = dayIn(at, zone)
    const raised = index % 2 === 0 ? addDays(began, 200 + index) : null
    const before = money(Math.round(one.price * 0.92), currency)
    past.make(
      'price',
      `${slug} 1`,
      { product: id, amount: raised ? before : money(one.price, currency), validFrom: began, validTo: raised },
      at,
      writer,
    )
    const now = { product: id, amount: money(one.price, currency), validFrom: raised, validTo: null }
    if (raised) past.make('price', `${slug} 2`, now, localTime(raised, '10:00', zone) ?? at, writer)
    return { id, sku: one.sku, name: one[language], euros: one.price, everyDays: one.everyDays, category: one.category }
  })
}

function theNotes(past: Past, place: DemoPlace, clients: readonly Client[]): void {
  for (let index = 0; index < 40; index++) {
    const client = pick(clients, `note of ${index}`)
    const text = pick(sentences[place.language].notes, `note ${index}`)
    const fields = { text, entity: 'contact', record: client.contact, contact: client.contact, author: client.owner }
    past.make('note', String(index), fields, daysBefore(place, between(31, 330, `noted ${index}`)))
  }
}
