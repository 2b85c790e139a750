import { area } from './words.ts'

/** Rows of queues, and what waits for the people of the team. */
export const queue = area({
  'queue.answer': { en: 'Answer: {subject}', ru: 'Ответить: {subject}' },
  'queue.worth': { en: 'Open deals: {sum}', ru: 'Открытые сделки: {sum}' },
  'queue.isLate': { en: 'Overdue', ru: 'Срок прошёл' },
  'queue.points': {
    en: { one: '{count} point', other: '{count} points' },
    ru: { one: '{count} балл', few: '{count} балла', many: '{count} баллов' },
  },
  'queue.warned': { en: 'Look before you approve', ru: 'Проверьте перед одобрением' },
  'queue.of': { en: 'for {name}', ru: 'за: {name}' },
  'queue.since': { en: 'here', ru: 'пришло' },
  'queue.due': { en: 'due', ru: 'срок' },
  'queue.escalated': { en: 'The head was told', ru: 'Руководитель извещён' },
  'queue.noDue': { en: 'No due time', ru: 'Без срока' },

  'team.about': {
    en: 'Choose somebody, then take over what waits for them or give it to somebody else.',
    ru: 'Выберите сотрудника, затем возьмите его дела себе или передайте другому.',
  },
  'team.nobody': { en: 'Nobody’s', ru: 'Ничьи дела' },
  'team.notYours': { en: 'This page is for supervisors and admins', ru: 'Эта страница для руководителей и администраторов' },
  'team.away': { en: 'Away until {day}, nobody stands in', ru: 'Отсутствует до {day}, никто не замещает' },
  'team.awayWith': { en: 'Away until {day}, {name} stands in', ru: 'Отсутствует до {day}, замещает {name}' },
  'team.suggestions': {
    en: { one: '{count} suggestion', other: '{count} suggestions' },
    ru: { one: '{count} предложение', few: '{count} предложения', many: '{count} предложений' },
  },
  'team.tasks': {
    en: { one: '{count} task', other: '{count} tasks' },
    ru: { one: '{count} задача', few: '{count} задачи', many: '{count} задач' },
  },
  'team.letters': {
    en: { one: '{count} letter to answer', other: '{count} letters to answer' },
    ru: { one: '{count} письмо без ответа', few: '{count} письма без ответа', many: '{count} писем без ответа' },
  },
  'team.late': { en: '{count} overdue', ru: 'просрочено: {count}' },
  'team.free': { en: 'Nothing waits', ru: 'Ничего не ждёт' },
  'team.oldest': { en: 'the oldest came', ru: 'самое давнее:' },
  'team.nothing': { en: 'Nothing waits here', ru: 'Здесь ничего не ждёт' },
  'team.choose': { en: 'Choose: {what}', ru: 'Выбрать: {what}' },
  'team.chooseAll': { en: 'Choose all', ru: 'Выбрать всё' },
  'team.chosen': { en: '{count} chosen', ru: 'Выбрано: {count}' },
  'team.takeOver': { en: 'Take over', ru: 'Взять себе' },
  'team.give': { en: 'Give to…', ru: 'Передать…' },
  'team.giveTitle': {
    en: { one: 'Who shall see to it?', other: 'Who shall see to these {count}?' },
    ru: { one: 'Кому передать?', few: 'Кому передать эти {count} дела?', many: 'Кому передать эти {count} дел?' },
  },
  'team.moved': {
    en: { one: '{count} thing went to {name}', other: '{count} things went to {name}' },
    ru: { one: '{count} дело передано: {name}', few: '{count} дела переданы: {name}', many: '{count} дел передано: {name}' },
  },
  'team.stayed': {
    en: { one: '{count} stays where it is. {why}', other: '{count} stay where they are. {why}' },
    ru: {
      one: '{count} дело осталось на месте. {why}',
      few: '{count} дела остались на месте. {why}',
      many: '{count} дел осталось на месте. {why}',
    },
  },
  'team.first': { en: 'These are the first {count} of {total}.', ru: 'Показаны первые {count} из {total}.' },
})
