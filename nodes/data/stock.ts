import { isJsonObject } from '../../shared/json.ts'
import { defineNode, fail, leaveWith } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import { productOf, productParams } from './product-of.ts'

/** Looks how much of a product is there, and when more will come. */
export const dataStock = defineNode({
  type: 'data.stock',
  group: 'data',
  icon: 'Packages',
  title: { en: 'Check the stock', ru: 'Проверить склад' },
  about: {
    en: 'Looks how much of a product is in stock and free, and when more is expected.',
    ru: 'Смотрит, сколько товара на складе и свободно и когда ожидается поступление.',
  },
  summary: { en: 'check the stock[ of {product}][ of {from}]', ru: 'проверить остаток[ товара {product}][ товара из {from}]' },
  synonyms: {
    en: ['stock', 'inventory', 'warehouse', 'available', 'in stock', 'quantity', 'how many left', 'delivery date', 'product'],
    ru: ['склад', 'остаток', 'наличие', 'в наличии', 'количество', 'сколько осталось', 'поставка', 'резерв', 'товар'],
  },
  params: params(productParams),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    product: { type: 'record', entity: 'product', label: { en: 'Product', ru: 'Товар' } },
    name: { type: 'text', label: { en: 'Name', ru: 'Название' } },
    inStock: { type: 'number', label: { en: 'In stock', ru: 'На складе' } },
    free: { type: 'number', label: { en: 'Free', ru: 'Свободно' } },
    expectedOn: { type: 'date', label: { en: 'Expected on', ru: 'Ожидается' } },
  },
  needs(step) {
    const product = productOf(step)
    return product === null ? {} : { stock: { kind: 'stock', product } }
  },
  run(step) {
    const stock = step.found['stock'] ?? null
    if (productOf(step) === null) return fail('no-product')
    if (!isJsonObject(stock)) return fail('not-found')
    const { product = null, name = null, inStock = 0, free = 0, expectedOn = null } = stock
    return leaveWith('out', { product, name, inStock, free, expectedOn })
  },
  sample: {
    params: { product: 'FLOUR-25' },
    found: { stock: { product: 'flour', name: 'Flour, 25 kg', inStock: 12, reserved: 4, free: 8, expectedOn: '2026-03-20' } },
    output: { product: 'flour', name: 'Flour, 25 kg', inStock: 12, free: 8, expectedOn: '2026-03-20' },
  },
})
