import type { SayWords } from '../say.ts'

/** What is to be known about something that came in by a form or a hook. Their codes are stored as the problem of a submission. */
export const intakeWords = {
  'submission-no-address': {
    en: 'It holds no e-mail address and no phone number, so nobody could be found. Choose a contact, or show where the address stands.',
    ru: 'Здесь нет ни адреса почты, ни телефона, поэтому никого найти не удалось. Выберите контакт или укажите, где стоит адрес.',
  },
  'submission-nobody': {
    en: 'No value in it is said to be a name or anything else of a person. Click on a value and say what it means.',
    ru: 'Ни одно значение не указано как имя или что-то ещё о человеке. Щёлкните по значению и укажите, что оно значит.',
  },
  'submission-report': {
    en: 'It tells what became of a letter that was sent, so no contact is made of it by itself. Show where the address stands if you want one.',
    ru: 'Это отчёт об отправленном письме, поэтому контакт сам собой не создаётся. Если он нужен, укажите, где стоит адрес.',
  },
  'submission-unreadable': {
    en: 'It could not be opened, and its sender was told so: {reason}',
    ru: 'Открыть это не удалось, отправителю так и сказано: {reason}',
  },
  'submission-unsigned': {
    en: 'It was refused, because its signature is not right: {reason} One such delivery a minute is kept.',
    ru: 'Не принято: подпись не подходит. {reason} Такие сохраняются по одному в минуту.',
  },
  'submission-two-people': {
    en: 'The e-mail and the phone belong to two contacts. The one with the e-mail was taken; look whether they are one person.',
    ru: 'Почта и телефон принадлежат двум контактам. Взят тот, у кого эта почта; проверьте, не один ли это человек.',
  },
  'submission-honeypot': {
    en: 'A field that people cannot see was filled in. It looks like a machine.',
    ru: 'Заполнено поле, которого люди не видят. Похоже на робота.',
  },
  'submission-too-quick': {
    en: 'It was sent sooner than anybody can read the form. It looks like a machine.',
    ru: 'Отправлено быстрее, чем можно прочитать форму. Похоже на робота.',
  },
} satisfies SayWords
