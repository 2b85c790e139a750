/** What the team gives itself to do in the month: segments, tasks by hand, notes of calls, a new price, deals that are won. */
import type { JsonObject } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { addDays, localTime } from '../../shared/time.ts'
import type { Client, DemoCast, DemoPlace } from './demo-cast.ts'
import { between, dayMs, dice, money, pick } from './demo-records.ts'
import { sentences } from './demo-sentences.ts'

/** Something that a person of the team writes at a moment. */
interface Errand {
  readonly at: Date
  readonly by: string
  readonly change: 'create' | 'update'
  readonly entity: string
  readonly id: string
  readonly fields: JsonObject
}

/** `recent`: the last working days that are over, the latest first. */
export function errandsOf(place: DemoPlace, cast: DemoCast, recent: readonly string[]): readonly Errand[] {
  return [
    ...segments(place, cast),
    ...newPrice(place, cast),
    ...notes(place, cast),
    ...wins(place, cast, recent),
    ...tasks(place, cast, recent),
  ]
}

const daysBefore = ({ now }: DemoPlace, days: number): Date => new Date(now.getTime() - days * dayMs)

function segments(place: DemoPlace, { team }: DemoCast): readonly Errand[] {
  const { ready, cooling, debtors, it } = sentences[place.language].segments
  const unpaid: Rule = { field: 'status', is: 'one-of', value: ['open', 'partly-paid'] }
  const late: Rule = { field: 'dueOn', is: 'before', value: { ago: 'P0D' } }
  const rules: Readonly<Record<string, readonly [name: string, entity: string, rule: Rule]>> = {
    ready: [
      ready,
      'contact',
      {
        all: [
          { field: 'stage', is: 'one-of', value: ['lead', 'qualified'] },
          { field: 'score', is: 'at-least', value: 40 },
        ],
      },
    ],
    cooling: [
      cooling,
      'contact',
      {
        all: [
          { field: 'stage', is: 'is', value: 'client' },
          { none: 'orders', last: 'P60D' },
        ],
      },
    ],
    debtors: [debtors, 'company', { some: 'invoices', where: { all: [unpaid, late] } }],
    it: [it, 'company', { field: 'sector', is: 'is', value: 'IT' }],
  }
  return Object.entries(rules).map(([key, [name, entity, rule]], index) => ({
    at: new Date(place.start.getTime() + (1 + index) * dayMs),
    by: team.lena.id,
    change: 'create',
    entity: 'segment',
    id: `demo-segment-${key}`,
    fields: { key, name, entity, rule: rule as unknown as JsonObject },
  }))
}

/** Coffee has become dearer. */
function newPrice(place: DemoPlace, { team, products }: DemoCast): readonly Errand[] {
  const product = products.find(({ sku }) => sku === 'COLO-1')
  if (!product) return []
  const fields = { price: money(product.euros + 2, place.currency) }
  return [{ at: daysBefore(place, 12.3), by: team.lena.id, change: 'update', entity: 'product', id: product.id, fields }]
}

/** What was agreed on by telephone. */
function notes(place: DemoPlace, { clients }: DemoCast): readonly Errand[] {
  return Array.from({ length: 14 }, (_, turn) => {
    const client = pick(clients, `noted now ${turn}`)
    const text = pick(sentences[place.language].notes, `now ${turn}`)
    const fields = { text, entity: 'contact', record: client.contact, contact: client.contact, author: client.owner }
    const at = daysBefore(place, 0.3 + dice(`noted at ${turn}`) * 27)
    return { at, by: client.owner, change: 'create', entity: 'note', id: `demo-note-${turn}`, fields }
  })
}

/** Two leads of the admin say yes in the last days, and are theirs to hand over. */
function wins(place: DemoPlace, { closingDeals }: DemoCast, recent: readonly string[]): readonly Errand[] {
  const [last = '', before = ''] = recent
  return closingDeals.flatMap(({ id, client }, index) => {
    const at = index === 0 ? localTime(before, '15:30', place.zone) : localTime(last, '11:45', place.zone)
    return at ? [{ at, by: client.owner, change: 'update', entity: 'deal', id, fields: { stage: place.stages.won } }] : []
  })
}

/** Tasks from hand to hand, of every kind of result; those of the last days are still open. */
function tasks(place: DemoPlace, { team, clients }: DemoCast, recent: readonly string[]): readonly Errand[] {
  const { errands, calls } = sentences[place.language]
  const [last = '', before = ''] = recent
  const ofAdmin = clients.filter(({ owner, isLead }) => owner === place.admin && !isLead)
  const hand = (turn: number, client: Client | undefined, given: string, day: string, due: Date | null, more: JsonObject): Errand[] => {
    const at = localTime(day, '10:10', place.zone)
    const who = client ? { contact: client.contact, company: client.company, owner: client.owner } : {}
    const fields = { title: errands[turn % errands.length] ?? '', dueAt: due?.toISOString() ?? null, ...who, ...more }
    return at ? [{ at, by: given, change: 'create', entity: 'task', id: `demo-task-${turn}`, fields }] : []
  }
  const onDay = (day: string, time: string) => localTime(day, time, place.zone)
  const open = [
    hand(0, ofAdmin[0], team.marta.id, last, onDay(addDays(last, 4), '12:00'), { kind: 'other' }),
    hand(1, ofAdmin[1], team.ilya.id, before, onDay(last, '16:00'), { kind: 'call', resultKind: 'date' }),
    hand(2, ofAdmin[2], team.marta.id, last, onDay(addDays(last, 5), '11:00'), { kind: 'letter' }),
    hand(3, ofAdmin[3], team.olga.id, last, onDay(addDays(last, 6), '17:00'), { kind: 'paperwork', resultKind: 'text' }),
  ]
  const past = Array.from({ length: 8 }, (_, turn) => {
    const client = pick(
      clients.filter(({ owner }) => owner !== place.admin),
      `errand ${turn}`,
    )
    const day = addDays(before, -between(3, 24, `errand day ${turn}`))
    const more = turn % 2 === 0 ? { kind: 'call', resultKind: 'choice', resultOptions: [...calls] } : { kind: 'other' }
    return hand(4 + turn, client, team.marta.id, day, onDay(addDays(day, 2), '15:00'), more)
  })
  return [...open, ...past].flat()
}
