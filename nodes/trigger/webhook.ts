import { defineNode, leaveWith } from '../../shared/node.ts'
import { params, pick } from '../../shared/params.ts'

/** Begins when another program calls one of our addresses. Signature, repeats and mapping are the hook's own settings. */
export const triggerWebhook = defineNode({
  type: 'trigger.webhook',
  group: 'trigger',
  icon: 'Webhook',
  title: { en: 'Another program calls', ru: 'Пришёл вебхук' },
  about: {
    en: 'Starts when your shop, telephony or any other program sends data to an address of yours.',
    ru: 'Начинает сценарий, когда магазин, телефония или другая программа присылает данные на ваш адрес.',
  },
  summary: { en: 'when data comes in at {hook}', ru: 'когда на адрес {hook} приходят данные' },
  synonyms: {
    en: ['webhook', 'hook', 'api', 'http request', 'incoming data', 'integration', 'callback', 'endpoint', 'post', 'shop order', 'json'],
    ru: ['вебхук', 'хук', 'api', 'апи', 'входящий запрос', 'интеграция', 'данные извне', 'колбэк', 'внешняя система', 'заказ из магазина'],
  },
  params: params({ hook: pick({ from: 'hooks', label: { en: 'Address', ru: 'Адрес' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    hook: { type: 'text', label: { en: 'Address', ru: 'Адрес' } },
    submission: { type: 'record', entity: 'submission', label: { en: 'What came in', ru: 'Что пришло' } },
    body: { type: 'json', label: { en: 'Data', ru: 'Данные' } },
  },
  trigger: {
    events: ['webhook-received'],
    matches: (params, event) => event.fields['hook'] === params.hook,
  },
  run: ({ params, event }) =>
    leaveWith('out', {
      hook: params.hook,
      submission: event?.fields['submission'] ?? null,
      body: event?.fields['body'] ?? null,
    }),
  sample: { params: { hook: 'shop' }, output: { hook: 'shop', submission: 'submission-1', body: { order: '1001' } } },
})
