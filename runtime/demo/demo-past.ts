/** A year of the demo company up to its last month: the team, the goods, the clients, what they bought and paid. */
import type { JsonObject } from '../../shared/json.ts'
import { addDays, dayIn, localTime } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { cycleFrom } from '../crm/purchase-cycle.ts'
import { between, dayMs, dice, money, Past, pick } from './demo-records.ts'
import { categories, companies, goods, type PersonName, people, sectors, sentences } from './demo-words.ts'

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

const daysBefore = ({ now }: DemoPlace, days: number): Date => new Date(now.getTime() - days * dayMs)

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

interface Product {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly euros: number
  readonly everyDays: number | null
  readonly category: (typeof goods)[number]['category']
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

const otherLanguage = (language: Language): Language => (language === 'ru' ? 'en' : 'ru')

const theirCompanies = 48
const otherCompanies = 12
/** Companies before this one buy from us, those before `regulars` at regular intervals. */
const buyers = 44
const regulars = 34

function theClients(past: Past, place: DemoPlace, team: DemoCast['team']): readonly Client[] {
  const { language } = place
  const other = otherLanguage(language)
  const own = companies[language].slice(0, theirCompanies).map((company) => ({ company, spoken: language }))
  const foreign = companies[other].slice(0, otherCompanies).map((company) => ({ company, spoken: other }))
  const made = [...own, ...foreign].map(({ company: [name, latin, sector, city], spoken }, index) => {
    const owner = ownerOf(index, place, team)
    const at = daysBefore(place, index < buyers ? 366 + (index % 20) : between(12, 200, `since ${index}`))
    const fields = { name, sector: sectors[sector][language], site: `https://${latin}.example`, city, owner, tags: tagsOf(index, language) }
    return { id: past.make('company', latin, fields, at), latin, owner, spoken, at, index, inIt: sector === 'IT' }
  })
  const roster = (spoken: Language, count: number, among: typeof made): Client[] =>
    Array.from({ length: count }, (_, turn) => {
      const company = among[turn % among.length]
      if (!company) throw new Error('There are no companies')
      return aContact(past, place, company, personNamed(spoken, turn), turn)
    })
  const ownOnes = made.filter(({ spoken }) => spoken === language)
  return [
    ...roster(language, 86, ownOnes),
    ...roster(
      other,
      14,
      made.filter(({ spoken }) => spoken === other),
    ),
  ]
}

function ownerOf(index: number, { admin }: DemoPlace, { valera, vera }: DemoCast['team']): string {
  if (isOfAdmin(index)) return admin
  return index % 2 === 0 ? valera.id : vera.id
}

const isOfAdmin = (index: number): boolean => index % 8 === 1

function tagsOf(index: number, language: Language): string[] {
  if (index % 9 === 0) return [language === 'ru' ? 'ключевой' : 'key account']
  return index % 13 === 0 ? [language === 'ru' ? 'по рекомендации' : 'by referral'] : []
}

/** The people of the lists first, then new pairs of their names; in Russian the two stand at an even distance, so the endings agree. */
export function personNamed(spoken: Language, turn: number): PersonName {
  const list = people[spoken]
  const round = Math.floor(turn / list.length)
  const [first = '', , firstLatin = ''] = list[turn % list.length] ?? []
  const [, last = '', lastLatin = ''] = list[(turn + 8 * round) % list.length] ?? []
  const [start = ''] = firstLatin.split('.')
  return [first, last, `${start}.${lastLatin.split('.')[1] ?? ''}`]
}

interface MadeCompany {
  readonly id: string
  readonly latin: string
  readonly owner: string
  readonly spoken: Language
  readonly at: Date
  readonly index: number
  readonly inIt: boolean
}

function aContact(past: Past, place: DemoPlace, company: MadeCompany, [first, last, latin]: PersonName, turn: number): Client {
  const { index, spoken } = company
  const label = `${latin}@${company.latin}`
  const email = `${latin}@${company.latin}.example`
  const isLead = index >= buyers
  const contact = past.make(
    'contact',
    label,
    {
      firstName: first,
      lastName: last,
      email,
      phone: dice(`phone? ${label}`) < 0.7 ? phoneOf(spoken, turn) : null,
      company: company.id,
      position: pick(sentences[spoken].positions, `position ${label}`),
      stage: isLead
        ? pick(['lead', 'lead', 'qualified', 'silent', 'lost'], `stage ${label}`)
        : turn === 44 || turn === 45
          ? 'partner'
          : 'client',
      owner: isLead && company.inIt ? null : company.owner,
      language: spoken,
      birthday: birthdayOf(place, label, turn),
      source: pick(['website', 'fair', 'referral'], `source ${label}`),
      consentOffers: dice(`offers ${label}`) < 0.55,
      personalCare: turn === 20 || turn === 29,
    },
    company.at,
  )
  return { contact, company: company.id, owner: company.owner, email, language: spoken, isLead, inIt: company.inIt }
}

/** Numbers that are kept for stories (Berlin 23125), or that nobody has. */
export const phoneOf = (spoken: Language, number: number): string =>
  spoken === 'ru' ? `+7900000${String(1000 + number).slice(-4)}` : `+493023125${String(number).padStart(3, '0')}`

/** Two clients of the admin have their birthday today and one of a colleague tomorrow; a few are not known. */
function birthdayOf({ now, zone }: DemoPlace, label: string, turn: number): string | null {
  if (dice(`born? ${label}`) < 0.15) return null
  const year = between(1962, 1999, `year ${label}`)
  const today = dayIn(now, zone)
  // In a leap year, for today may be the 29th of February.
  const leapYear = year - (year % 4)
  if (turn === 9 || turn === 17) return `${leapYear}${today.slice(4)}`
  if (turn === 11) return `${leapYear}${addDays(today, 1).slice(4)}`
  return `${year}-${pad(between(1, 12, `month ${label}`))}-${pad(between(1, 28, `day ${label}`))}`
}

const pad = (number: number): string => String(number).padStart(2, '0')

/** Regular clients order along their cycle, a few others when it suits them. Each order has its invoice, nearly each its payment. */
function theOrders(past: Past, place: DemoPlace, clients: readonly Client[], products: readonly Product[]) {
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

/** What is sold to whom: the title and the size of a deal follow from the machine. */
function anOffer(place: DemoPlace, client: Client, products: readonly Product[], label: string) {
  const machine = pick(
    products.filter(({ category }) => category === 'machines'),
    `machine of ${label}`,
  )
  const euros = machine.euros * (machine.euros < 1000 ? between(1, 3, `pieces ${label}`) : 1) + between(0, 9, `beans ${label}`) * 95
  const titles = sentences[client.language].deals
  return {
    title: titles[machine.sku] ?? titles['AURORA-2'] ?? machine.name,
    amount: money(euros, place.currency),
    product: machine.id,
    contact: client.contact,
    company: client.company,
    owner: client.owner,
  }
}

const oldDeals = 30
const youngDeals = 18
const readyDeals = 9

/** Deals wander over the stages; some are won, some lost, some are on their way, and some are ready to be won. */
function theDeals(past: Past, place: DemoPlace, clients: readonly Client[], products: readonly Product[]): readonly ReadyDeal[] {
  const { language, zone, stages, pipelines } = place
  const ready: ReadyDeal[] = []
  for (let index = 0; index < oldDeals + youngDeals + readyDeals; index++) {
    const isOld = index < oldDeals
    const isReady = index >= oldDeals + youngDeals
    const client = pick(clients, `deal of ${index}`)
    const daysAgo = isOld ? between(60, 340, `deal ${index}`) : isReady ? between(65, 90, `deal ${index}`) : between(2, 45, `deal ${index}`)
    const began = daysBefore(place, daysAgo)
    const closesOn = addDays(dayIn(began, zone), between(30, 75, `closes ${index}`))
    const fields = { ...anOffer(place, client, products, `deal ${index}`), pipeline: pipelines.sales }
    const deal = past.make('deal', String(index), { ...fields, stage: stages.new, closesOn }, began)
    if (isReady) ready.push({ id: deal, amount: fields.amount, client })
    const open = isReady ? 'offer' : pick(['new', 'qualified', 'offer'] as const, `open ${index}`)
    const end = isOld ? (dice(`won ${index}`) < 0.62 ? 'won' : 'lost') : open
    const path = (['qualified', 'offer', 'won', 'lost'] as const).slice(0, { new: 0, qualified: 1, offer: 2, won: 3, lost: 2 }[end])
    let at = began
    for (const stage of end === 'lost' ? [...path, 'lost' as const] : path) {
      at = new Date(at.getTime() + between(2, 14, `step ${index} ${stage}`) * dayMs)
      if (at > place.now) break
      const closing = stage === 'won' || stage === 'lost' ? { closedOn: dayIn(at, zone) } : {}
      const reason = stage === 'lost' ? { lostReason: pick(sentences[language].lost, `lost ${index}`) } : {}
      past.change('deal', deal, { stage: stages[stage], ...closing, ...reason }, at, client.owner)
    }
  }
  return ready
}

/** Talks with those who could sell with us. */
function thePartners(past: Past, place: DemoPlace, clients: readonly Client[]): void {
  const { language, currency, stages, pipelines } = place
  const path = ['partner-new', 'partner-talks', 'partner-signed'] as const
  for (const [index, title] of sentences[language].partnerships.entries()) {
    const client = pick(
      clients.filter((one) => one.language === language && !one.isLead),
      `partner ${index}`,
    )
    const began = daysBefore(place, between(20, 120, `partnership ${index}`))
    const who = { contact: client.contact, company: client.company, owner: client.owner }
    const fields = { title, amount: money(between(4, 18, `worth ${index}`) * 1000, currency), pipeline: pipelines.partner, ...who }
    const deal = past.make('deal', `partner ${index}`, { ...fields, stage: stages['partner-new'] }, began)
    for (const [step, stage] of path.slice(1, 1 + (index % 3)).entries()) {
      const at = new Date(began.getTime() + (step + 1) * between(4, 9, `partner step ${index}`) * dayMs)
      past.change('deal', deal, { stage: stages[stage] }, at, client.owner)
    }
  }
}

/** Leads of the admin who have had their offer for a while. */
function theClosingDeals(past: Past, place: DemoPlace, clients: readonly Client[], products: readonly Product[]): readonly ReadyDeal[] {
  const { zone, stages, pipelines } = place
  const leads = clients.filter(({ isLead, inIt, owner }) => isLead && !inIt && owner === place.admin)
  return leads.slice(0, 2).map((client, index) => {
    const began = daysBefore(place, between(45, 70, `closing ${index}`))
    const fields = { ...anOffer(place, client, products, `closing ${index}`), pipeline: pipelines.sales }
    const closesOn = addDays(dayIn(place.now, zone), index)
    const id = past.make('deal', `closing ${index}`, { ...fields, stage: stages.new, closesOn }, began)
    past.change('deal', id, { stage: stages.qualified }, new Date(began.getTime() + 5 * dayMs), client.owner)
    past.change('deal', id, { stage: stages.offer }, new Date(began.getTime() + 12 * dayMs), client.owner)
    return { id, amount: fields.amount, client }
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
