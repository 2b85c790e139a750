import type { SayWords } from '../say.ts'

/** What is only tried is said in the conditional: the codes of a trail as `would-…`, see `sayWould`. */
export const trialWords = {
  'would-reached-end': { en: 'It would go through to the end.', ru: 'Дошло бы до конца.' },
  'would-goal': { en: 'The goal would be reached.', ru: 'Цель была бы достигнута.' },
  'would-exit': {
    en: 'It would leave the flow: the condition for leaving would come true.',
    ru: 'Вышло бы из сценария: сработало бы условие выхода.',
  },
  'would-stopped-by-step': { en: 'The step “{node}” would end it.', ru: 'Завершилось бы шагом «{node}».' },
  'would-stopped-because': { en: 'It would end: {reason}', ru: 'Завершилось бы: {reason}' },
  'would-ended-port-unwired': {
    en: 'It would end at “{port}”: no line goes on from there.',
    ru: 'Завершилось бы на выходе «{port}»: дальше линии нет.',
  },
  'would-ended-dismissed': {
    en: 'It would end because the suggestion would be dismissed.',
    ru: 'Завершилось бы: предложение отклонили бы.',
  },
  'would-ended-withdrawn': {
    en: 'It would end because the suggestion would no longer be relevant.',
    ru: 'Завершилось бы: предложение стало бы не нужно.',
  },
  'would-parked-error': { en: 'The step could not go on: {reason}', ru: 'Шаг не смог бы продолжить: {reason}' },
  'would-parked-failed': {
    en: 'The step would fail, and no line leads on from its error.',
    ru: 'Шаг не удался бы, а линии на случай ошибки нет.',
  },
  'would-went-by': { en: 'It would go on by “{port}”.', ru: 'Пошло бы дальше по пути «{port}».' },
  'would-waits-until': { en: 'Would wait until {until, when}.', ru: 'Ждали бы до {until, when}.' },
  'would-waits-for-event': { en: 'Would wait for: {event}.', ru: 'Ждали бы: {event}.' },
  'would-waits-for-reply': {
    en: 'Would wait for a reply, until {until, when} at most.',
    ru: 'Ждали бы ответа, не дольше чем до {until, when}.',
  },
  'would-waits-for-owner': {
    en: 'The owner is away. Would wait until {until, when}.',
    ru: 'Ответственного нет. Ждали бы до {until, when}.',
  },
  'would-waits-for-hours': {
    en: 'Would wait for the hours in which it may be sent, until {until, when}.',
    ru: 'Ждали бы часов, когда можно отправлять, до {until, when}.',
  },
  'would-waits-for-task': { en: 'Would wait for the task to be closed.', ru: 'Ждали бы, когда закроют задачу.' },
  'would-waits-for-decision': { en: 'Would wait for a decision.', ru: 'Ждали бы решения.' },
  'would-waits-for-delivery': { en: 'Would wait to hear whether it got through.', ru: 'Ждали бы подтверждения отправки.' },
  'would-waited-until': { en: 'It would go on at that time: {until, when}.', ru: 'Пошло бы дальше в это время: {until, when}.' },
  'would-wait-over': {
    en: 'The time would be over and nothing would have happened.',
    ru: 'Время вышло бы, и ничего бы не произошло.',
  },
  'would-ways-late': {
    en: 'The time would be over before the other ways came here.',
    ru: 'Время вышло бы, а другие пути сюда не дошли бы.',
  },
  'would-woken-by-reply': { en: 'A reply would come.', ru: 'Пришёл бы ответ.' },
  'would-woken-by-event': { en: 'It would happen: {event}.', ru: 'Произошло бы: {event}.' },
  'would-woken-by-task': { en: 'The task would be closed.', ru: 'Задачу закрыли бы.' },
  'would-delivery-done': { en: 'The server of the recipient would take it.', ru: 'Принял бы сервер получателя.' },
  'would-suppressed-no-address': {
    en: 'It would not be sent: the contact has no e-mail address.',
    ru: 'Не отправилось бы: у контакта нет адреса почты.',
  },
  'would-switched-off': { en: 'The step is switched off and would be passed over.', ru: 'Шаг выключен и был бы пропущен.' },
  'would-empty-list': {
    en: 'The list is empty, so there would be nothing to go through.',
    ru: 'Список пуст, перебирать было бы нечего.',
  },
  'would-list-cut': {
    en: 'More than {most} records fit; the first {most} would be taken.',
    ru: 'Подходит больше {most} записей; взялись бы первые {most}.',
  },
  'would-two-people': {
    en: 'The e-mail and the phone belong to two different people; the one with the e-mail would be taken.',
    ru: 'Почта и телефон принадлежат двум разным людям; взялся бы тот, у кого эта почта.',
  },
  'would-nobody-free': { en: 'Nobody would be there to take it.', ru: 'Передать было бы некому.' },
} satisfies SayWords
