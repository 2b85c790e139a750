import { defineNode, leaveWith } from '../../shared/node.ts'
import { number, params, pick, text, time } from '../../shared/params.ts'
import type { Rule } from '../../shared/rules.ts'
import { dayUnit } from '../units.ts'
import { onDay } from './date.ts'
import { eachDay, missedParam } from './missed.ts'
import { plainText } from './plain-text.ts'

/** Begins some days before a client is expected to order a product again. Irregular buyers have no cycle, so nothing begins for them. */
export const triggerCycle = defineNode({
  type: 'trigger.cycle',
  group: 'trigger',
  icon: 'Refresh',
  title: { en: 'Time to order again', ru: 'Пора заказывать снова' },
  about: {
    en: 'Starts some days before a client who buys regularly is expected to order again.',
    ru: 'Начинает сценарий за несколько дней до очередного заказа клиента, который покупает регулярно.',
  },
  summary: {
    en: '{lead} before the next regular order[ of {product}][ in {category}]',
    ru: 'за {lead} до очередного заказа[ товара {product}][ из категории {category}]',
  },
  synonyms: {
    en: [
      'cycle',
      'regular order',
      'periodic order',
      'reorder',
      'repeat purchase',
      'quarterly',
      'subscription',
      'consumables',
      'refill',
      'replenish',
      'next order',
    ],
    ru: [
      'цикл',
      'регулярный заказ',
      'периодический заказ',
      'повторная покупка',
      'ежеквартально',
      'расходники',
      'пополнение',
      'дозаказ',
      'следующий заказ',
      'повтор',
    ],
  },
  params: params({
    lead: number({ default: 7, min: 0, max: 365, label: { en: 'Days ahead', ru: 'За сколько дней' }, unit: dayUnit }),
    product: pick({ from: 'products', optional: true, label: { en: 'Product', ru: 'Товар' } }),
    category: text({ optional: true, label: { en: 'Category', ru: 'Категория' } }),
    purchases: number({
      default: 3,
      min: 1,
      max: 100,
      advanced: true,
      label: { en: 'Purchases seen at least', ru: 'Не меньше покупок' },
      help: { en: 'A cycle set by hand always counts.', ru: 'Цикл, заданный вручную, учитывается всегда.' },
    }),
    time: time({ default: '09:00', advanced: true, label: { en: 'At', ru: 'Во сколько' } }),
    missed: missedParam,
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: { at: { type: 'time', label: { en: 'Began at', ru: 'Начало' } } },
  trigger: {
    events: ['schedule-ticked'],
    matches: () => true,
    schedule: (params) => ({ every: 'day', at: params.time }),
    missed: eachDay,
    query({ lead, product, category, purchases }) {
      const known: Rule = {
        any: [
          { field: 'source', is: 'is', value: 'set' },
          { field: 'purchases', is: 'at-least', value: purchases },
        ],
      }
      const rules: Rule[] = [onDay('nextDueOn', lead), known]
      if (product) rules.push({ field: 'product.sku', is: 'is', value: product })
      if (plainText(category)) rules.push({ field: 'product.category', is: 'is', value: plainText(category) })
      return { entity: 'purchaseCycle', rule: { all: rules } }
    },
  },
  run: ({ event, now }) => leaveWith('out', { at: (event?.at ?? now).toISOString() }),
  sample: { params: { lead: 7, product: 'FLOUR-25', purchases: 3, time: '09:00' }, output: { at: '2026-03-02T08:00:00.000Z' } },
})
