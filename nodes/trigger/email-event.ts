import type { EventKind } from '../../shared/events.ts'
import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, flag, params } from '../../shared/params.ts'

const eventOf = {
  opened: 'email-opened',
  clicked: 'email-clicked',
  bounced: 'email-bounced',
  unsubscribed: 'unsubscribed',
} as const satisfies Record<string, EventKind>

/** Begins when something happens to a letter. What scanners and prefetching mail programs do does not count. */
export const triggerEmailEvent = defineNode({
  type: 'trigger.emailEvent',
  group: 'trigger',
  icon: 'MailOpened',
  title: { en: 'A letter is opened or clicked', ru: 'Письмо открыто или нажата ссылка' },
  about: {
    en: 'Starts when a person opens a letter, follows a link in it, unsubscribes, or when a letter comes back.',
    ru: 'Начинает сценарий, когда письмо открыли, перешли по ссылке, отписались или письмо вернулось.',
  },
  summary: { en: 'when {signal}', ru: 'когда {signal}' },
  synonyms: {
    en: [
      'email opened',
      'open',
      'click',
      'link clicked',
      'bounce',
      'bounced',
      'unsubscribe',
      'mail signal',
      'read the letter',
      'newsletter',
    ],
    ru: [
      'письмо открыто',
      'открытие',
      'клик',
      'переход по ссылке',
      'возврат',
      'отписка',
      'отписался',
      'прочитал письмо',
      'рассылка',
      'реакция на письмо',
    ],
  },
  params: params({
    signal: choice({
      label: { en: 'What happens', ru: 'Что происходит' },
      default: 'clicked',
      options: {
        opened: { en: 'a letter is opened', ru: 'письмо открыто' },
        clicked: { en: 'a link in a letter is followed', ru: 'по ссылке из письма перешли' },
        bounced: { en: 'a letter comes back', ru: 'письмо вернулось' },
        unsubscribed: { en: 'somebody unsubscribes', ru: 'человек отписался' },
      },
    }),
    machines: flag({
      default: false,
      advanced: true,
      label: { en: 'Machines count, too', ru: 'Учитывать роботов' },
      help: {
        en: 'Virus scanners open letters and follow links. Usually they should not start anything.',
        ru: 'Антивирусы открывают письма и ссылки сами. Обычно это ничего не должно запускать.',
      },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    message: { type: 'record', entity: 'message', label: { en: 'Letter', ru: 'Письмо' } },
    url: { type: 'text', label: { en: 'Link', ru: 'Ссылка' } },
  },
  trigger: {
    events: ['email-opened', 'email-clicked', 'email-bounced', 'unsubscribed'],
    matches: (params, event) => event.kind === eventOf[params.signal] && (params.machines || event.fields['machine'] !== true),
  },
  run: ({ event }) => leaveWith('out', { message: event?.fields['message'] ?? null, url: event?.fields['url'] ?? null }),
  sample: { params: { signal: 'clicked', machines: false }, output: { message: 'message-1', url: 'https://site.example/offer' } },
})
