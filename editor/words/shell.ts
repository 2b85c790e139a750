import { area } from './words.ts'

/** Navigation, top bar, search, keys, signing in. */
export const shell = area({
  'nav.label': { en: 'Main navigation', ru: 'Главное меню' },
  'nav.home': { en: 'Home', ru: 'Главная' },
  'nav.inbox': { en: 'Suggestions', ru: 'Предложения' },
  'nav.tasks': { en: 'Tasks', ru: 'Задачи' },
  'nav.conversations': { en: 'Conversations', ru: 'Переписка' },
  'nav.contacts': { en: 'Contacts', ru: 'Контакты' },
  'nav.companies': { en: 'Companies', ru: 'Компании' },
  'nav.deals': { en: 'Deals', ru: 'Сделки' },
  'nav.flows': { en: 'Flows', ru: 'Сценарии' },
  'nav.segments': { en: 'Segments', ru: 'Сегменты' },
  'nav.orders': { en: 'Orders', ru: 'Заказы' },
  'nav.invoices': { en: 'Invoices', ru: 'Счета' },
  'nav.products': { en: 'Products', ru: 'Товары' },
  'nav.cycles': { en: 'Purchase cycles', ru: 'Циклы покупок' },
  'nav.analytics': { en: 'Figures', ru: 'Показатели' },
  'nav.settings': { en: 'Settings', ru: 'Настройки' },
  'nav.sales': { en: 'Sales', ru: 'Продажи' },
  'nav.automation': { en: 'Automation', ru: 'Автоматизация' },
  'nav.more': { en: 'More', ru: 'Ещё' },
  'nav.narrow': { en: 'Collapse the menu', ru: 'Свернуть меню' },
  'nav.wide': { en: 'Expand the menu', ru: 'Развернуть меню' },
  'shell.skip': { en: 'Skip to the content', ru: 'К содержанию' },
  'shell.top': { en: 'Top bar', ru: 'Верхняя панель' },
  'shell.content': { en: 'Content', ru: 'Содержание' },
})
