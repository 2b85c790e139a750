import { defineNode, leaveBy } from '../../shared/node.ts'
import { params, person, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { linksOf } from '../acted-on.ts'

/** Tells colleagues something, with links to every record it is about, and goes on at once. */
export const humanNotify = defineNode({
  type: 'human.notify',
  group: 'task',
  icon: 'Bell',
  title: { en: 'Notify', ru: 'Уведомить' },
  about: {
    en: 'Tells a colleague or a department something, with links to the contact and everything around it.',
    ru: 'Сообщает сотруднику или отделу, со ссылками на клиента и всё, что с ним связано.',
  },
  summary: { en: 'notify {to}: {text}', ru: 'уведомить: {text} ({to})' },
  synonyms: {
    en: ['notify', 'notification', 'alert', 'tell', 'inform', 'message to colleague', 'ping', 'let know', 'team', 'bell'],
    ru: ['уведомить', 'уведомление', 'оповестить', 'сообщить', 'известить', 'сигнал', 'сотруднику', 'команде', 'дать знать', 'колокольчик'],
  },
  params: params({
    to: person({ default: { who: 'owner' }, label: { en: 'Whom', ru: 'Кого' } }),
    text: text({ lines: 'many', label: { en: 'Text', ru: 'Текст' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['notify'],
  run(step) {
    const { params, seed, since } = step
    return leaveBy('out', {
      kind: 'notify',
      id: idFor(seed, 'notification', since),
      to: params.to,
      text: params.text,
      about: linksOf(step),
    })
  },
  sample: { params: { to: { who: 'owner' }, text: [{ ref: 'subject.firstName', or: 'The client' }, ' has answered.'] } },
})
