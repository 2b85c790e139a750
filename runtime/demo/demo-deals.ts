/** The deals of the demo company in the year before. */
import { addDays, dayIn } from '../../shared/time.ts'
import { type Client, type DemoPlace, daysBefore, type Product, type ReadyDeal } from './demo-cast.ts'
import { between, dayMs, dice, money, type Past, pick } from './demo-records.ts'
import { sentences } from './demo-sentences.ts'

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
export function theDeals(past: Past, place: DemoPlace, clients: readonly Client[], products: readonly Product[]): readonly ReadyDeal[] {
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
export function thePartners(past: Past, place: DemoPlace, clients: readonly Client[]): void {
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
export function theClosingDeals(
  past: Past,
  place: DemoPlace,
  clients: readonly Client[],
  products: readonly Product[],
): readonly ReadyDeal[] {
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
