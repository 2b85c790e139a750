import { defineNode, fail, isJsonObject, type Lookup, leaveWith, number, params, type Step } from '../../shared/node-author.ts'

/** Sends clients on by how often they bought within a year: gold, silver or everybody else. */
export const customLoyaltyTier = defineNode({
  type: 'custom.loyaltyTier',
  group: 'custom',
  icon: 'Medal',
  title: { en: 'Loyalty tier', ru: 'Уровень лояльности' },
  about: {
    en: 'Counts the orders of the last year and goes by gold, silver or neither.',
    ru: 'Считает заказы за год и идёт по «золоту», «серебру» или мимо.',
  },
  summary: {
    en: 'by loyalty: gold from {gold} orders a year, silver from {silver}',
    ru: 'по лояльности: золото от {gold} заказов в год, серебро от {silver}',
  },
  synonyms: {
    en: ['loyalty', 'tier', 'gold', 'silver', 'regular client', 'vip', 'bonus'],
    ru: ['лояльность', 'уровень', 'золото', 'серебро', 'постоянный клиент', 'вип', 'бонус'],
  },
  params: params({
    gold: number({ default: 12, min: 1, max: 1_000, label: { en: 'Gold from', ru: 'Золото от' }, unit: { en: 'orders', ru: 'заказов' } }),
    silver: number({
      default: 4,
      min: 1,
      max: 1_000,
      label: { en: 'Silver from', ru: 'Серебро от' },
      unit: { en: 'orders', ru: 'заказов' },
    }),
  }),
  ports: {
    gold: { en: 'Gold', ru: 'Золото' },
    silver: { en: 'Silver', ru: 'Серебро' },
    none: { en: 'Neither', ru: 'Без уровня' },
  },
  acts: false,
  output: { orders: { type: 'number', label: { en: 'Orders in a year', ru: 'Заказов за год' } } },
  needs(step): Record<string, Lookup> {
    const contact = contactOf(step)
    return contact === null ? {} : { orders: ordersOf(contact) }
  },
  run(step) {
    if (contactOf(step) === null) return fail('no-contact')
    const orders = Number(step.found['orders'] ?? 0)
    const tier = orders >= step.params.gold ? 'gold' : orders >= step.params.silver ? 'silver' : 'none'
    return leaveWith(tier, { orders })
  },
  sample: { params: { gold: 12, silver: 4 }, found: { orders: 5 }, output: { orders: 5 } },
})

/** A run about a contact, or about something that belongs to one. */
function contactOf({ subject, subjectEntity }: Step): string | null {
  if (subject === null || subjectEntity === 'contact') return subject?.id ?? null
  const contact = subject['contact'] ?? null
  if (isJsonObject(contact)) return typeof contact['id'] === 'string' ? contact['id'] : null
  return typeof contact === 'string' ? contact : null
}

const ordersOf = (contact: string): Lookup => ({
  kind: 'count',
  entity: 'order',
  rule: {
    all: [
      { field: 'contact', is: 'is', value: contact },
      { field: 'orderedOn', is: 'within-last', value: 'P1Y' },
      { field: 'status', is: 'is-not', value: 'cancelled' },
    ],
  },
})
