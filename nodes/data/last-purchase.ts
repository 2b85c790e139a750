import { isJsonObject } from '../../shared/json.ts'
import { defineNode, fail, leaveWith } from '../../shared/node.ts'
import { flag, params } from '../../shared/params.ts'
import { contactIdOf } from '../acted-on.ts'
import { productOf, productParams } from './product-of.ts'

const nothing = { order: null, product: null, productName: null, orderedOn: null, quantity: null, price: null, nextDueOn: null }

/** Looks what the contact bought last: when, how much, at what price, and when the next order is due. */
export const dataLastPurchase = defineNode({
  type: 'data.lastPurchase',
  group: 'data',
  icon: 'Receipt',
  title: { en: 'Look up the last purchase', ru: 'Узнать прошлую покупку' },
  about: {
    en: 'Looks what the contact bought last, when, how much and at what price; another way leads on when there was nothing.',
    ru: 'Узнаёт, что клиент купил в прошлый раз, когда, сколько и по какой цене; если покупок не было, идёт другим путём.',
  },
  summary: {
    en: 'look up the last purchase[{any} of any product][ of {product}][ of {from}]',
    ru: 'узнать прошлую покупку[{any} любого товара][ товара {product}][ товара из {from}]',
  },
  synonyms: {
    en: ['last purchase', 'last order', 'bought', 'previous order', 'history', 'price paid', 'quantity', 'reorder', 'same as last time'],
    ru: [
      'прошлая покупка',
      'последний заказ',
      'покупал',
      'предыдущий заказ',
      'история',
      'прошлая цена',
      'количество',
      'повторить заказ',
      'как в прошлый раз',
    ],
  },
  params: params({
    any: flag({ default: false, label: { en: 'Of any product', ru: 'Любого товара' } }),
    product: { ...productParams.product, visibleWhen: { param: 'any', is: [false] } },
    from: { ...productParams.from, visibleWhen: { param: 'any', is: [false] } },
  }),
  ports: { found: { en: 'Found', ru: 'Нашлась' }, none: { en: 'Never bought', ru: 'Не покупал' } },
  acts: false,
  output: {
    order: { type: 'record', entity: 'order', label: { en: 'Order', ru: 'Заказ' } },
    product: { type: 'record', entity: 'product', label: { en: 'Product', ru: 'Товар' } },
    productName: { type: 'text', label: { en: 'Name of the product', ru: 'Название товара' } },
    orderedOn: { type: 'date', label: { en: 'Ordered on', ru: 'Дата заказа' } },
    quantity: { type: 'number', label: { en: 'Quantity', ru: 'Количество' } },
    price: { type: 'money', label: { en: 'Price', ru: 'Цена' } },
    nextDueOn: { type: 'date', label: { en: 'Next due', ru: 'Следующий заказ' } },
  },
  needs(step) {
    const contact = contactIdOf(step)
    const product = step.params.any ? null : productOf(step)
    if (contact === null || (product === null && !step.params.any)) return {}
    return { purchase: { kind: 'last-purchase', contact, product } }
  },
  run(step) {
    if (contactIdOf(step) === null) return fail('no-contact')
    if (!step.params.any && productOf(step) === null) return fail('no-product')
    const purchase = step.found['purchase'] ?? null
    if (!isJsonObject(purchase)) return leaveWith('none', nothing)
    return leaveWith('found', Object.fromEntries(Object.keys(nothing).map((name) => [name, purchase[name] ?? null])))
  },
  sample: {
    params: { any: false, product: 'FLOUR-25' },
    found: {
      purchase: {
        order: 'order-1',
        product: 'flour',
        productName: 'Flour, 25 kg',
        orderedOn: '2025-12-01',
        quantity: 40,
        price: { cents: 1890, currency: 'EUR' },
        nextDueOn: '2026-03-09',
      },
    },
    output: {
      order: 'order-1',
      product: 'flour',
      productName: 'Flour, 25 kg',
      orderedOn: '2025-12-01',
      quantity: 40,
      price: { cents: 1890, currency: 'EUR' },
      nextDueOn: '2026-03-09',
    },
  },
})
