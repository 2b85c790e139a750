import type { CrmEvent } from '../../shared/events.ts'
import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, params, text } from '../../shared/params.ts'
import { plainText } from './plain-text.ts'

/** Begins with a visit to a page, or with an event of the company's own making sent by its site or another program. */
export const triggerEvent = defineNode({
  type: 'trigger.event',
  group: 'trigger',
  icon: 'Click',
  title: { en: 'A page visit or event', ru: 'Визит на страницу или событие' },
  about: {
    en: 'Starts when a known person opens a page of your site, or when your site reports an event of your own.',
    ru: 'Начинает сценарий, когда знакомый человек открыл страницу сайта или сайт сообщил о вашем событии.',
  },
  summary: {
    en: 'when {kind}[ with {page} in its address][ named {name}]',
    ru: 'когда {kind}[, в адресе которой есть {page}][ {name}]',
  },
  synonyms: {
    en: [
      'page visit',
      'visited',
      'page view',
      'website',
      'pricing page',
      'tracking',
      'custom event',
      'added to cart',
      'abandoned cart',
      'url',
      'behaviour',
    ],
    ru: [
      'визит',
      'посещение',
      'просмотр страницы',
      'сайт',
      'страница цен',
      'отслеживание',
      'своё событие',
      'добавил в корзину',
      'брошенная корзина',
      'поведение',
    ],
  },
  params: params({
    kind: choice({
      label: { en: 'What happens', ru: 'Что происходит' },
      default: 'visit',
      options: {
        visit: { en: 'somebody opens a page', ru: 'открыта страница' },
        custom: { en: 'there is an event', ru: 'случилось событие' },
      },
    }),
    page: text({
      optional: true,
      visibleWhen: { param: 'kind', is: ['visit'] },
      label: { en: 'Address contains', ru: 'В адресе есть' },
      help: { en: 'For example /pricing. Leave empty for any page.', ru: 'Например, /price. Пусто: любая страница.' },
    }),
    name: text({ optional: true, visibleWhen: { param: 'kind', is: ['custom'] }, label: { en: 'Event', ru: 'Событие' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    url: { type: 'text', label: { en: 'Page', ru: 'Страница' } },
    title: { type: 'text', label: { en: 'Title of the page', ru: 'Заголовок страницы' } },
    name: { type: 'text', label: { en: 'Event', ru: 'Событие' } },
  },
  trigger: {
    events: ['page-visited', 'custom'],
    matches: (params, event) =>
      params.kind === 'visit'
        ? event.kind === 'page-visited' && textOf(event, 'url').includes(plainText(params.page).toLowerCase())
        : event.kind === 'custom' && ['', textOf(event, 'name')].includes(plainText(params.name).toLowerCase()),
  },
  run: ({ event }) =>
    leaveWith('out', {
      url: event?.fields['url'] ?? null,
      title: event?.fields['title'] ?? null,
      name: event?.fields['name'] ?? null,
    }),
  sample: {
    params: { kind: 'visit', page: ['/pricing'] },
    output: { url: 'https://site.example/pricing', title: 'Prices', name: null },
  },
})

const textOf = (event: CrmEvent, field: string): string => String(event.fields[field] ?? '').toLowerCase()
