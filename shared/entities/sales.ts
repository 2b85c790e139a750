import { entity } from './entity.ts'

/** A way that deals go, made of stages. */
export const pipeline = entity({
  name: 'pipeline',
  plural: 'pipelines',
  icon: 'LayoutKanban',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Pipeline', ru: 'Воронка' },
  titles: { en: 'Pipelines', ru: 'Воронки' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    kind: {
      type: 'choice',
      default: 'sales',
      column: true,
      title: { en: 'Kind', ru: 'Вид' },
      options: {
        sales: { en: 'Sales', ru: 'Продажи' },
        partner: { en: 'Partners', ru: 'Партнёры' },
        service: { en: 'Service', ru: 'Сервис' },
      },
    },
  },
})

/** One place in a pipeline, ordered by `position`. Moving a deal to one that is not open closes the deal. */
export const stage = entity({
  name: 'stage',
  plural: 'stages',
  icon: 'ColumnInsertRight',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Stage', ru: 'Этап' },
  titles: { en: 'Stages', ru: 'Этапы' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    pipeline: { type: 'ref', entity: 'pipeline', required: true, column: true, title: { en: 'Pipeline', ru: 'Воронка' } },
    position: { type: 'number', required: true, title: { en: 'Position', ru: 'Порядок' } },
    kind: {
      type: 'choice',
      default: 'open',
      title: { en: 'Kind', ru: 'Вид' },
      options: { open: { en: 'Open', ru: 'Открыт' }, won: { en: 'Won', ru: 'Успех' }, lost: { en: 'Lost', ru: 'Проигрыш' } },
    },
  },
})

/** A sale that may come about. */
export const deal = entity({
  name: 'deal',
  plural: 'deals',
  icon: 'Briefcase',
  access: 'owned',
  titleFields: ['title'],
  events: true,
  custom: true,
  about: 'contact',
  keeps: ['amount', 'pipeline', 'stage', 'stageSince', 'company', 'owner', 'product', 'closesOn', 'closedOn', 'externalId'],
  title: { en: 'Deal', ru: 'Сделка' },
  titles: { en: 'Deals', ru: 'Сделки' },
  fields: {
    title: { type: 'text', required: true, search: true, column: true, title: { en: 'Title', ru: 'Название' } },
    amount: { type: 'money', column: true, title: { en: 'Amount', ru: 'Сумма' } },
    pipeline: { type: 'ref', entity: 'pipeline', column: true, title: { en: 'Pipeline', ru: 'Воронка' } },
    stage: { type: 'ref', entity: 'stage', column: true, title: { en: 'Stage', ru: 'Этап' } },
    stageSince: { type: 'time', readonly: true, since: 'stage', title: { en: 'In this stage since', ru: 'На этапе с' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', column: true, title: { en: 'Company', ru: 'Компания' } },
    owner: { type: 'ref', entity: 'user', column: true, title: { en: 'Owner', ru: 'Ответственный' } },
    product: { type: 'ref', entity: 'product', title: { en: 'Product', ru: 'Товар' } },
    closesOn: { type: 'day', column: true, title: { en: 'Closes on', ru: 'Закрытие' } },
    closedOn: { type: 'day', title: { en: 'Closed on', ru: 'Закрыта' } },
    lostReason: { type: 'text', title: { en: 'Lost because', ru: 'Причина проигрыша' } },
    tags: { type: 'tags', title: { en: 'Tags', ru: 'Метки' } },
    externalId: { type: 'text', hidden: true, title: { en: 'Number elsewhere', ru: 'Внешний номер' } },
  },
  relations: {
    tasks: { title: { en: 'tasks', ru: 'задачи' }, many: 'задач', entity: 'task', by: 'deal', date: 'createdAt' },
    invoices: { title: { en: 'invoices', ru: 'счета' }, many: 'счетов', entity: 'invoice', by: 'deal', date: 'issuedOn' },
  },
})

/** What was bought, on a day. Its lines are records of their own; purchase cycles are told from them. */
export const order = entity({
  name: 'order',
  plural: 'orders',
  icon: 'ShoppingCart',
  access: 'owned',
  titleFields: ['number'],
  events: true,
  custom: true,
  about: 'contact',
  keeps: ['number', 'orderedOn', 'status', 'company', 'owner', 'total', 'externalId'],
  title: { en: 'Order', ru: 'Заказ' },
  titles: { en: 'Orders', ru: 'Заказы' },
  fields: {
    number: { type: 'text', required: true, search: true, column: true, title: { en: 'Number', ru: 'Номер' } },
    orderedOn: { type: 'day', required: true, column: true, title: { en: 'Date', ru: 'Дата' } },
    status: {
      type: 'choice',
      default: 'placed',
      column: true,
      title: { en: 'Status', ru: 'Статус' },
      options: {
        placed: { en: 'Placed', ru: 'Оформлен' },
        shipped: { en: 'Shipped', ru: 'Отгружен' },
        done: { en: 'Done', ru: 'Выполнен' },
        cancelled: { en: 'Cancelled', ru: 'Отменён' },
      },
    },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', column: true, title: { en: 'Company', ru: 'Компания' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
    total: { type: 'money', column: true, title: { en: 'Total', ru: 'Сумма' } },
    externalId: { type: 'text', hidden: true, title: { en: 'Number elsewhere', ru: 'Внешний номер' } },
  },
  relations: { lines: { title: { en: 'lines', ru: 'позиции' }, many: 'позиций', entity: 'orderLine', by: 'order', date: 'createdAt' } },
})

/**
 * One product in an order. Contact and day stand on the line itself, too, because purchase cycles are told from lines alone;
 * where a line does not say them, they come from the order.
 */
export const orderLine = entity({
  name: 'orderLine',
  plural: 'order-lines',
  icon: 'ListDetails',
  access: 'shared',
  titleFields: ['description'],
  events: true,
  keeps: ['order', 'product', 'description', 'quantity', 'price', 'orderedOn'],
  title: { en: 'Order line', ru: 'Позиция заказа' },
  titles: { en: 'Order lines', ru: 'Позиции заказов' },
  fields: {
    order: { type: 'ref', entity: 'order', required: true, title: { en: 'Order', ru: 'Заказ' } },
    product: { type: 'ref', entity: 'product', column: true, title: { en: 'Product', ru: 'Товар' } },
    description: { type: 'text', column: true, title: { en: 'Description', ru: 'Описание' } },
    quantity: { type: 'number', required: true, column: true, title: { en: 'Quantity', ru: 'Количество' } },
    price: { type: 'money', column: true, title: { en: 'Price', ru: 'Цена' } },
    contact: { type: 'ref', entity: 'contact', title: { en: 'Contact', ru: 'Контакт' } },
    orderedOn: { type: 'day', title: { en: 'Date', ru: 'Дата' } },
  },
})

/** How regularly a contact buys a product: noticed in the orders, or agreed upon by a person. Times are in days. */
export const purchaseCycle = entity({
  name: 'purchaseCycle',
  plural: 'purchase-cycles',
  icon: 'Refresh',
  access: 'owned',
  titleFields: ['title'],
  about: 'contact',
  events: true,
  title: { en: 'Purchase cycle', ru: 'Цикл покупок' },
  titles: { en: 'Purchase cycles', ru: 'Циклы покупок' },
  fields: {
    title: { type: 'text', column: true, title: { en: 'Title', ru: 'Название' } },
    contact: { type: 'ref', entity: 'contact', required: true, column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', title: { en: 'Company', ru: 'Компания' } },
    product: { type: 'ref', entity: 'product', required: true, column: true, title: { en: 'Product', ru: 'Товар' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
    periodDays: { type: 'number', required: true, column: true, title: { en: 'Every, days', ru: 'Период, дней' } },
    toleranceDays: { type: 'number', title: { en: 'Give or take, days', ru: 'Разброс, дней' } },
    purchases: { type: 'number', readonly: true, column: true, title: { en: 'Purchases seen', ru: 'Покупок' } },
    lastOrderedOn: { type: 'day', column: true, title: { en: 'Last order', ru: 'Последний заказ' } },
    nextDueOn: { type: 'day', column: true, title: { en: 'Next due', ru: 'Следующий' } },
    source: {
      type: 'choice',
      default: 'set',
      options: { set: { en: 'Set by hand', ru: 'Задан вручную' }, detected: { en: 'Noticed', ru: 'Замечен' } },
      title: { en: 'Source', ru: 'Откуда' },
    },
  },
})

/** A demand for money. `paid` and the status follow from the payments that point to it. */
export const invoice = entity({
  name: 'invoice',
  plural: 'invoices',
  icon: 'FileInvoice',
  access: 'owned',
  titleFields: ['number'],
  events: true,
  custom: true,
  about: 'contact',
  keeps: ['number', 'amount', 'paid', 'status', 'issuedOn', 'dueOn', 'company', 'order', 'deal', 'owner'],
  title: { en: 'Invoice', ru: 'Счёт' },
  titles: { en: 'Invoices', ru: 'Счета' },
  fields: {
    number: { type: 'text', required: true, unique: true, search: true, column: true, title: { en: 'Number', ru: 'Номер' } },
    amount: { type: 'money', required: true, column: true, title: { en: 'Amount', ru: 'Сумма' } },
    paid: { type: 'money', readonly: true, column: true, title: { en: 'Paid', ru: 'Оплачено' } },
    status: {
      type: 'choice',
      default: 'open',
      column: true,
      title: { en: 'Status', ru: 'Статус' },
      options: {
        open: { en: 'Open', ru: 'Ждёт оплаты' },
        'partly-paid': { en: 'Partly paid', ru: 'Оплачен частично' },
        paid: { en: 'Paid', ru: 'Оплачен' },
        cancelled: { en: 'Cancelled', ru: 'Отменён' },
      },
    },
    issuedOn: { type: 'day', column: true, title: { en: 'Issued', ru: 'Выставлен' } },
    dueOn: { type: 'day', column: true, title: { en: 'Due', ru: 'Срок оплаты' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', column: true, title: { en: 'Company', ru: 'Компания' } },
    order: { type: 'ref', entity: 'order', title: { en: 'Order', ru: 'Заказ' } },
    deal: { type: 'ref', entity: 'deal', title: { en: 'Deal', ru: 'Сделка' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
  },
  relations: { payments: { title: { en: 'payments', ru: 'платежи' }, many: 'платежей', entity: 'payment', by: 'invoice', date: 'paidOn' } },
})

/** Money that came in. Making, moving or archiving one reckons its invoice anew. */
export const payment = entity({
  name: 'payment',
  plural: 'payments',
  icon: 'Cash',
  access: 'owned',
  titleFields: ['number'],
  events: true,
  about: 'contact',
  keeps: ['number', 'amount', 'paidOn', 'invoice', 'company', 'owner'],
  title: { en: 'Payment', ru: 'Платёж' },
  titles: { en: 'Payments', ru: 'Платежи' },
  fields: {
    number: { type: 'text', required: true, search: true, column: true, title: { en: 'Number', ru: 'Номер' } },
    amount: { type: 'money', required: true, column: true, title: { en: 'Amount', ru: 'Сумма' } },
    paidOn: { type: 'day', required: true, column: true, title: { en: 'Paid on', ru: 'Дата' } },
    invoice: { type: 'ref', entity: 'invoice', column: true, title: { en: 'Invoice', ru: 'Счёт' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', title: { en: 'Company', ru: 'Компания' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
    task: { type: 'ref', entity: 'task', title: { en: 'Task', ru: 'Задача' } },
  },
})
