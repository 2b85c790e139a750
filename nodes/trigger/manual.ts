import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, flag, params, pick, text } from '../../shared/params.ts'

/**
 * Begins when a person presses a button on a card or over a list. The button belongs to this trigger, so the runtime
 * shows its event to no other one.
 */
export const triggerManual = defineNode({
  type: 'trigger.manual',
  group: 'trigger',
  icon: 'HandClick',
  title: { en: 'A button is pressed', ru: 'Нажата кнопка' },
  about: {
    en: 'Starts when one of your people presses a button on a card, or for everyone chosen in a list.',
    ru: 'Начинает сценарий, когда сотрудник нажал кнопку в карточке или для всех выбранных в списке.',
  },
  summary: {
    en: 'when somebody presses the button {button} on a record of the kind {entity}',
    ru: 'когда в записи «{entity}» нажимают кнопку {button}',
  },
  synonyms: {
    en: ['button', 'manual', 'by hand', 'start', 'press', 'click', 'run now', 'add people', 'bulk', 'from the card'],
    ru: ['кнопка', 'вручную', 'руками', 'запустить', 'нажать', 'старт', 'запуск', 'добавить людей', 'массово', 'из карточки'],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'On the card of', ru: 'В карточке' } }),
    button: text({ label: { en: 'Text of the button', ru: 'Надпись на кнопке' } }),
    role: choice({
      label: { en: 'Who may press it', ru: 'Кому доступна' },
      default: 'everyone',
      options: {
        everyone: { en: 'everyone who may change the record', ru: 'всем, кто может менять запись' },
        supervisor: { en: 'heads of departments and admins', ru: 'руководителям и администраторам' },
        marketer: { en: 'marketers and admins', ru: 'маркетологам и администраторам' },
      },
    }),
    bulk: flag({ default: true, label: { en: 'Also for many chosen in a list', ru: 'И для многих, выбранных в списке' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: { user: { type: 'record', entity: 'user', label: { en: 'Who pressed it', ru: 'Кто нажал' } } },
  trigger: { events: ['button-pressed'], matches: () => true },
  run: ({ event }) => leaveWith('out', { user: event?.fields['user'] ?? null }),
  sample: { params: { entity: 'contact', button: ['Send the welcome letter'], role: 'everyone', bulk: true }, output: { user: 'valera' } },
})
