import type { SayWords } from '../say.ts'

/** Lines of a timeline. */
export const timelineWords = {
  'line-created': { en: '{entity} created: {title}', ru: '{entity}: создание, {title}' },
  'line-archived': { en: '{entity} archived: {title}', ru: '{entity}: в архив, {title}' },
  'line-restored': { en: '{entity} brought back from the archive: {title}', ru: '{entity}: возвращение из архива, {title}' },
  'line-changed': { en: '{field}: {from} → {to}', ru: '{field}: {from} → {to}' },
  'line-filled': { en: '{field}: {to}', ru: '{field}: {to}' },
  'line-emptied': { en: '{field}: emptied, it was {from}', ru: '{field}: очищено, было {from}' },
  'line-letter-in': { en: 'Letter received: {subject}', ru: 'Входящее письмо: {subject}' },
  'line-letter-out': { en: 'Letter: {subject}', ru: 'Письмо: {subject}' },
  'line-task': { en: 'Task: {title}', ru: 'Задача: {title}' },
  'line-note': { en: '{text}', ru: '{text}' },
  'line-score': { en: '{points} points: {reason}', ru: 'Баллы {points}: {reason}' },
  'line-visit': { en: 'Visited {url}', ru: 'Посещение {url}' },
  'line-open': { en: 'Opened a letter', ru: 'Письмо открыто' },
  'line-click': { en: 'Followed a link: {url}', ru: 'Переход по ссылке: {url}' },
  'line-event': { en: '{name}', ru: '{name}' },
  'line-submission': { en: 'Sent a request', ru: 'Обращение отправлено' },
  'line-run': { en: 'Entered the flow “{workflow}”', ru: 'Вход в сценарий «{workflow}»' },
  'line-run-ended': { en: 'Left the flow “{workflow}”: {reason}', ru: 'Выход из сценария «{workflow}»: {reason}' },
  'line-suggestion': { en: 'The flow “{workflow}” suggests a step', ru: 'Сценарий «{workflow}» предлагает шаг' },

  // Values inside such a line
  'value-money': { en: '{value, money}', ru: '{value, money}' },
  'value-day': { en: '{value, day}', ru: '{value, day}' },
  'value-time': { en: '{value, when}', ru: '{value, when}' },
} satisfies SayWords
