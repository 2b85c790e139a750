import { entity } from './entity.ts'

/** What is sold. Stock is counted in `unit`; "personal care" makes every effect for its buyers a suggestion. */
export const product = entity({
  name: 'product',
  plural: 'products',
  icon: 'Package',
  access: 'shared',
  key: 'sku',
  titleFields: ['name'],
  events: true,
  custom: true,
  title: { en: 'Product', ru: 'Товар' },
  titles: { en: 'Products', ru: 'Товары' },
  fields: {
    sku: { type: 'text', required: true, unique: true, search: true, column: true, title: { en: 'Article', ru: 'Артикул' } },
    name: { type: 'text', required: true, search: true, column: true, title: { en: 'Name', ru: 'Название' } },
    category: { type: 'text', column: true, title: { en: 'Category', ru: 'Категория' } },
    unit: { type: 'text', title: { en: 'Unit', ru: 'Единица' } },
    pageUrl: { type: 'url', title: { en: 'Page', ru: 'Страница' } },
    price: { type: 'money', column: true, title: { en: 'Price', ru: 'Цена' } },
    inStock: { type: 'number', column: true, title: { en: 'In stock', ru: 'На складе' } },
    reserved: { type: 'number', title: { en: 'Reserved', ru: 'В резерве' } },
    expectedOn: { type: 'day', title: { en: 'Expected on', ru: 'Ожидается' } },
    discontinued: { type: 'flag', title: { en: 'Discontinued', ru: 'Снят с продажи' } },
    personalCare: { type: 'flag', title: { en: 'Personal care', ru: 'Личный подход' } },
  },
  relations: {
    prices: { title: { en: 'prices', ru: 'цены' }, many: 'цен', entity: 'price', by: 'product', date: 'validFrom' },
    lines: {
      title: { en: 'order lines', ru: 'позиции заказов' },
      many: 'позиций заказов',
      entity: 'orderLine',
      by: 'product',
      date: 'orderedOn',
    },
  },
})

/** What products have in common, by the name that stands in them. "Personal care" holds for all of them. */
export const category = entity({
  name: 'category',
  plural: 'categories',
  icon: 'Category',
  access: 'shared',
  key: 'name',
  titleFields: ['name'],
  title: { en: 'Category', ru: 'Категория' },
  titles: { en: 'Categories', ru: 'Категории' },
  fields: {
    name: { type: 'text', required: true, unique: true, search: true, column: true, title: { en: 'Name', ru: 'Название' } },
    personalCare: { type: 'flag', column: true, title: { en: 'Personal care', ru: 'Личный подход' } },
  },
})

/** The history of prices; the product holds the present one. */
export const price = entity({
  name: 'price',
  plural: 'prices',
  icon: 'Tag',
  access: 'shared',
  titleFields: ['validFrom'],
  system: true,
  title: { en: 'Price', ru: 'Цена' },
  titles: { en: 'Prices', ru: 'Цены' },
  fields: {
    product: { type: 'ref', entity: 'product', required: true, title: { en: 'Product', ru: 'Товар' } },
    amount: { type: 'money', required: true, column: true, title: { en: 'Amount', ru: 'Сумма' } },
    validFrom: { type: 'day', required: true, column: true, title: { en: 'From', ru: 'С' } },
    validTo: { type: 'day', column: true, title: { en: 'To', ru: 'По' } },
  },
})
