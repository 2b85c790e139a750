import { entity } from './entity.ts'

/** A part of the team. Its calendar holds for members without one of their own. */
export const department = entity({
  name: 'department',
  plural: 'departments',
  icon: 'UsersGroup',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Department', ru: 'Отдел' },
  titles: { en: 'Departments', ru: 'Отделы' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, search: true, column: true, title: { en: 'Name', ru: 'Название' } },
    head: { type: 'ref', entity: 'user', column: true, title: { en: 'Head', ru: 'Руководитель' } },
    calendar: { type: 'ref', entity: 'calendar', column: true, title: { en: 'Calendar', ru: 'Календарь' } },
  },
})

/**
 * A person of the team who can sign in. From `absentFrom` (at once, where it is empty) until `absentUntil` is over the `deputy`
 * stands in. Who is not `active` cannot sign in; then the `deputy` is who took everything over.
 */
export const user = entity({
  name: 'user',
  plural: 'users',
  icon: 'UserCircle',
  access: 'shared',
  key: 'email',
  titleFields: ['name'],
  title: { en: 'Person of the team', ru: 'Сотрудник' },
  titles: { en: 'People', ru: 'Сотрудники' },
  fields: {
    name: { type: 'text', required: true, search: true, column: true, title: { en: 'Name', ru: 'Имя' } },
    email: { type: 'email', required: true, unique: true, search: true, column: true, title: { en: 'E-mail', ru: 'Почта' } },
    role: {
      type: 'choice',
      required: true,
      column: true,
      default: 'operator',
      title: { en: 'Role', ru: 'Роль' },
      options: {
        admin: { en: 'Admin', ru: 'Администратор' },
        marketer: { en: 'Marketer', ru: 'Маркетолог' },
        supervisor: { en: 'Supervisor', ru: 'Руководитель' },
        operator: { en: 'Operator', ru: 'Оператор' },
        viewer: { en: 'Viewer', ru: 'Наблюдатель' },
      },
    },
    department: { type: 'ref', entity: 'department', column: true, title: { en: 'Department', ru: 'Отдел' } },
    deputy: { type: 'ref', entity: 'user', title: { en: 'Deputy', ru: 'Заместитель' } },
    language: {
      type: 'choice',
      default: 'en',
      options: { en: { en: 'English', ru: 'Английский' }, ru: { en: 'Russian', ru: 'Русский' } },
      title: { en: 'Language', ru: 'Язык' },
    },
    zone: { type: 'text', shape: 'zone', title: { en: 'Time zone', ru: 'Часовой пояс' } },
    calendar: { type: 'ref', entity: 'calendar', title: { en: 'Calendar', ru: 'Календарь' } },
    signature: { type: 'long-text', title: { en: 'Signature', ru: 'Подпись' } },
    absentFrom: { type: 'day', title: { en: 'Absent from', ru: 'Отсутствует с' } },
    absentUntil: { type: 'day', title: { en: 'Absent until', ru: 'Отсутствует до' } },
    active: { type: 'flag', column: true, title: { en: 'Active', ru: 'Работает' } },
    passwordHash: { type: 'text', hidden: true, readonly: true, title: { en: 'Password', ru: 'Пароль' } },
  },
})

/** Opening hours in a zone, as `readCalendar` reads them. */
export const calendar = entity({
  name: 'calendar',
  plural: 'calendars',
  icon: 'CalendarTime',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Calendar', ru: 'Календарь' },
  titles: { en: 'Calendars', ru: 'Календари' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    zone: { type: 'text', required: true, column: true, shape: 'zone', title: { en: 'Time zone', ru: 'Часовой пояс' } },
    /** `{ "1": [["09:00","18:00"]], … }`, Monday is 1. */
    hours: { type: 'json', required: true, shape: 'hours', title: { en: 'Hours', ru: 'Часы' } },
    /** Days off: `["2026-01-01", …]`. */
    holidays: { type: 'json', shape: 'days', title: { en: 'Days off', ru: 'Выходные дни' } },
  },
})

/** A client that is a firm, not the one that runs the installation. Contacts point to it. */
export const company = entity({
  name: 'company',
  plural: 'companies',
  icon: 'Building',
  access: 'owned',
  titleFields: ['name'],
  events: true,
  custom: true,
  title: { en: 'Company', ru: 'Компания' },
  titles: { en: 'Companies', ru: 'Компании' },
  fields: {
    name: { type: 'text', required: true, search: true, column: true, title: { en: 'Name', ru: 'Название' } },
    sector: { type: 'text', column: true, title: { en: 'Sector', ru: 'Отрасль' } },
    site: { type: 'url', title: { en: 'Site', ru: 'Сайт' } },
    phone: { type: 'phone', title: { en: 'Phone', ru: 'Телефон' } },
    city: { type: 'text', column: true, title: { en: 'City', ru: 'Город' } },
    country: { type: 'text', title: { en: 'Country', ru: 'Страна' } },
    owner: { type: 'ref', entity: 'user', column: true, title: { en: 'Owner', ru: 'Ответственный' } },
    foundedOn: { type: 'day', title: { en: 'Anniversary', ru: 'Годовщина' } },
    tags: { type: 'tags', title: { en: 'Tags', ru: 'Метки' } },
    personalCare: { type: 'flag', title: { en: 'Personal care', ru: 'Личный подход' } },
    externalId: { type: 'text', hidden: true, title: { en: 'Number elsewhere', ru: 'Внешний номер' } },
  },
  relations: {
    contacts: { title: { en: 'contacts', ru: 'контакты' }, many: 'контактов', entity: 'contact', by: 'company', date: 'createdAt' },
    deals: { title: { en: 'deals', ru: 'сделки' }, many: 'сделок', entity: 'deal', by: 'company', date: 'createdAt' },
    orders: { title: { en: 'orders', ru: 'заказы' }, many: 'заказов', entity: 'order', by: 'company', date: 'orderedOn' },
    invoices: { title: { en: 'invoices', ru: 'счета' }, many: 'счетов', entity: 'invoice', by: 'company', date: 'issuedOn' },
  },
})

/**
 * A person outside the team. E-mail and phone identify them (`shared/identity.ts`); what is read-only here only the
 * engine writes.
 */
export const contact = entity({
  name: 'contact',
  plural: 'contacts',
  icon: 'User',
  access: 'owned',
  titleFields: ['firstName', 'lastName'],
  events: true,
  custom: true,
  about: 'id',
  title: { en: 'Contact', ru: 'Контакт' },
  titles: { en: 'Contacts', ru: 'Контакты' },
  fields: {
    firstName: { type: 'text', search: true, personal: true, column: true, title: { en: 'First name', ru: 'Имя' } },
    lastName: { type: 'text', search: true, personal: true, column: true, title: { en: 'Last name', ru: 'Фамилия' } },
    email: { type: 'email', search: true, personal: true, column: true, title: { en: 'E-mail', ru: 'Почта' } },
    phone: { type: 'phone', search: true, personal: true, column: true, title: { en: 'Phone', ru: 'Телефон' } },
    company: { type: 'ref', entity: 'company', column: true, title: { en: 'Company', ru: 'Компания' } },
    position: { type: 'text', title: { en: 'Position', ru: 'Должность' } },
    stage: {
      type: 'choice',
      default: 'lead',
      column: true,
      title: { en: 'Stage', ru: 'Стадия' },
      options: {
        lead: { en: 'Lead', ru: 'Лид' },
        qualified: { en: 'Qualified', ru: 'Квалифицирован' },
        client: { en: 'Client', ru: 'Клиент' },
        partner: { en: 'Partner', ru: 'Партнёр' },
        silent: { en: 'Silent', ru: 'Молчит' },
        lost: { en: 'Lost', ru: 'Потерян' },
      },
    },
    stageSince: { type: 'time', readonly: true, since: 'stage', title: { en: 'In this stage since', ru: 'На этой стадии с' } },
    score: { type: 'number', readonly: true, column: true, graded: true, title: { en: 'Score', ru: 'Баллы' } },
    owner: { type: 'ref', entity: 'user', column: true, title: { en: 'Owner', ru: 'Ответственный' } },
    language: {
      type: 'choice',
      options: { en: { en: 'English', ru: 'Английский' }, ru: { en: 'Russian', ru: 'Русский' } },
      title: { en: 'Language', ru: 'Язык' },
    },
    zone: { type: 'text', shape: 'zone', title: { en: 'Time zone', ru: 'Часовой пояс' } },
    city: { type: 'text', title: { en: 'City', ru: 'Город' } },
    birthday: { type: 'day', personal: true, title: { en: 'Birthday', ru: 'День рождения' } },
    source: { type: 'text', title: { en: 'Source', ru: 'Источник' } },
    need: { type: 'long-text', title: { en: 'Need', ru: 'Потребность' } },
    budget: { type: 'text', title: { en: 'Budget', ru: 'Бюджет' } },
    deadline: { type: 'text', title: { en: 'Wanted by', ru: 'Срок' } },
    consentOffers: { type: 'flag', title: { en: 'Agrees to offers', ru: 'Согласие на предложения' } },
    unsubscribedAt: { type: 'time', readonly: true, title: { en: 'Unsubscribed', ru: 'Отписан' } },
    bouncedAt: { type: 'time', readonly: true, title: { en: 'Address refused', ru: 'Адрес не принимает' } },
    lastReplyAt: { type: 'time', readonly: true, title: { en: 'Last reply', ru: 'Последний ответ' } },
    personalCare: { type: 'flag', title: { en: 'Personal care', ru: 'Личный подход' } },
    tags: { type: 'tags', column: true, title: { en: 'Tags', ru: 'Метки' } },
    externalId: { type: 'text', hidden: true, title: { en: 'Number elsewhere', ru: 'Внешний номер' } },
  },
  relations: {
    deals: { title: { en: 'deals', ru: 'сделки' }, many: 'сделок', entity: 'deal', by: 'contact', date: 'createdAt' },
    orders: { title: { en: 'orders', ru: 'заказы' }, many: 'заказов', entity: 'order', by: 'contact', date: 'orderedOn' },
    cycles: {
      title: { en: 'purchase cycles', ru: 'циклы покупок' },
      many: 'циклов покупок',
      entity: 'purchaseCycle',
      by: 'contact',
      date: 'nextDueOn',
    },
    invoices: { title: { en: 'invoices', ru: 'счета' }, many: 'счетов', entity: 'invoice', by: 'contact', date: 'issuedOn' },
    tasks: { title: { en: 'tasks', ru: 'задачи' }, many: 'задач', entity: 'task', by: 'contact', date: 'createdAt' },
    messages: { title: { en: 'messages', ru: 'сообщения' }, many: 'сообщений', entity: 'message', by: 'contact', date: 'createdAt' },
    visits: {
      title: { en: 'page visits and mail signals', ru: 'визиты и реакции на письма' },
      many: 'визитов и реакций на письма',
      entity: 'trackedEvent',
      by: 'contact',
      date: 'at',
    },
    scores: {
      title: { en: 'score lines', ru: 'начисления баллов' },
      many: 'начислений баллов',
      entity: 'scoreEvent',
      by: 'contact',
      date: 'at',
    },
    answers: { title: { en: 'answers', ru: 'ответы' }, many: 'ответов', entity: 'answer', by: 'contact', date: 'createdAt' },
  },
})
