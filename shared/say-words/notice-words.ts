import type { SayWords } from '../say.ts'

/** Lines for people of the team, beside the links they rest on. */
export const noticeWords = {
  /** The words of an author, in the language they were written in. */
  text: { en: '{text}', ru: '{text}' },
  'suggestion-waits': { en: 'A suggestion waits for your decision: {title}', ru: 'Предложение ждёт вашего решения: {title}' },
  'suggestions-wait': {
    en: '{count, plural, one {# suggestion waits} other {# suggestions wait}} for your decision.',
    ru: '{count, plural, one {# предложение ждёт} few {# предложения ждут} many {# предложений ждут} other {# предложения ждут}} вашего решения.',
  },
  'several-wait': {
    en: '{count, plural, one {# thing is} other {# things are}} new for you.',
    ru: '{count, plural, one {Для вас # новость} few {Для вас # новости} many {Для вас # новостей} other {Для вас # новости}}.',
  },
  'suggestion-given': { en: '{user} gave you a suggestion to decide: {title}', ru: '{user} передал(а) вам предложение: {title}' },
  'suggestion-in-place': { en: 'You stand in for {user}. {what}', ru: 'Вы замещаете: {user}. {what}' },
  'task-in-place': { en: 'You stand in for {user}. {what}', ru: 'Вы замещаете: {user}. {what}' },
  'stands-in': {
    en: '{user} is away from {from, day} to {until, day}. You stand in: what is due for them you will see, too.',
    ru: '{user}: отсутствует с {from, day} по {until, day}. Вы замещаете: всё, что нужно сделать за это время, увидите и вы.',
  },
  'work-given': {
    en: '{user} gave you {count, plural, one {# thing} other {# things}} to do.',
    ru: '{user}: вам {count, plural, one {передано # дело} few {переданы # дела} many {передано # дел} other {передано # дела}}.',
  },
  'work-taken': {
    en: '{count, plural, one {# thing} other {# things}} of yours went to {to}. {user} did that.',
    ru: '{count, plural, one {# ваше дело перешло} few {# ваших дела перешли} many {# ваших дел перешло} other {# вашего дела перешло}}: {to}. Кто передал: {user}.',
  },
  'suggestion-failed': { en: 'Approved, but it did not work: {reason}', ru: 'Одобрено, но не получилось: {reason}' },
  'answers-ready': {
    en: '{name} has answered: {answered} of {asked} {asked, plural, one {question} other {questions}}.',
    ru: '{name}: ответы готовы, {answered} из {asked}.',
  },
  'reply-received': { en: '{name} has written: {subject}', ru: '{name} пишет: {subject}' },
  'new-lead': { en: 'A new request from {name}, source: {source}.', ru: 'Новое обращение: {name}, источник: {source}.' },
  'task-assigned': { en: 'A task for you: {title}', ru: 'Вам задача: {title}' },
  'task-due': { en: 'Due today: {title}', ru: 'Срок сегодня: {title}' },
  'task-overdue': {
    en: 'Overdue by {days, plural, one {# day} other {# days}}: {title}',
    ru: 'Просрочено на {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}: {title}',
  },
  'task-reminder': { en: 'Still open: {title}. Close it with its result.', ru: 'Ещё не закрыто: {title}. Закройте с результатом.' },
  'task-escalated': {
    en: '{user} has not closed the task “{title}”. It was due on {due, when}.',
    ru: 'Задача «{title}» не закрыта, исполнитель {user}. Срок был {due, when}.',
  },
  'task-withdrawn': { en: 'You need not do “{title}” any more. {reason}', ru: 'Задача «{title}» больше не нужна. {reason}' },
  'task-closed': { en: '{user} closed the task: {title}', ru: 'Задача закрыта ({user}): {title}' },
  'run-needs-attention': {
    en: 'The flow “{workflow}” needs attention at the step “{node}”: {reason}',
    ru: 'Сценарий «{workflow}» требует внимания на шаге «{node}»: {reason}',
  },
  'reaction-put-off': {
    en: 'What follows by itself from a change of “{entity}” could not be done {times, plural, one {# time} other {# times}}. It is tried again every few hours, and nothing is lost. An admin should look into the log.',
    ru: 'То, что само следует из изменения «{entity}», не удалось сделать {times, plural, one {# раз} few {# раза} many {# раз} other {# раза}}. Попытки продолжаются каждые несколько часов, ничего не потеряно. Администратору стоит заглянуть в журнал.',
  },
  'letter-on-hold': {
    en: 'We do not know whether the letter to {name} arrived. Resend it or mark it as sent.',
    ru: 'Неизвестно, дошло ли письмо: {name}. Отправьте ещё раз или отметьте как отправленное.',
  },
  'letter-bounced': { en: 'The letter to {name} came back: {reason}', ru: 'Письмо вернулось, {name}: {reason}' },
  'owner-changed': { en: '{name} is yours now. Before: {from}.', ru: '{name} теперь у вас. Раньше: {from}.' },
  'trust-reached': {
    en: '{count} of {of} suggestions of the step “{node}” were approved as they were. It could act by itself; you decide.',
    ru: 'Шаг «{node}»: без правок одобрено {count} из {of}. Он мог бы делать это сам; решать вам.',
  },
  'feedback-given': { en: '{user} about the step “{node}”: {text}', ru: '{user} о шаге «{node}»: {text}' },
  'feedback-answered': {
    en: '{user}: version {version} answers what you wrote about “{node}”: {text}',
    ru: '{user}: версия {version} отвечает на ваше замечание о «{node}»: {text}',
  },
  'version-published': {
    en: '{user} published version {version} of “{workflow}”. {news, sentences}',
    ru: '{user}: вышла версия {version} сценария «{workflow}». {news, sentences}',
  },
  'version-published-note': {
    en: '{user} published version {version} of “{workflow}”: {note}. {news, sentences}',
    ru: '{user}: вышла версия {version} сценария «{workflow}»: {note}. {news, sentences}',
  },
  'news-removed': { en: 'The step “{node}” is no longer there.', ru: 'Шага «{node}» больше нет.' },
  'news-way': { en: 'After “{node}” it goes on another way.', ru: 'После «{node}» путь теперь другой.' },
  'news-changed': { en: 'Different in “{node}”: {fields, list}.', ru: 'Изменилось в «{node}»: {fields, list}.' },
  'news-mode-act': { en: '“{node}” acts by itself from now on.', ru: '«{node}» теперь делает сам.' },
  'news-mode-suggest': { en: '“{node}” asks from now on.', ru: '«{node}» теперь спрашивает.' },
  'news-mode-off': { en: '“{node}” is paused.', ru: '«{node}» на паузе.' },
  'hook-unread': {
    en: 'The webhook “{hook}” got something in which we found nobody, so nobody entered the flow. Set its mapping.',
    ru: 'На вебхук «{hook}» пришло то, в чём не нашлось человека, и в сценарий никто не попал. Настройте соответствие полей.',
  },
  'mailbox-paused-notice': { en: 'The mailbox {mailbox} is paused: {reason}', ru: 'Ящик {mailbox} на паузе: {reason}' },
  'import-done': {
    en: 'The import is done: {done, plural, one {# row} other {# rows}}, {failed} failed.',
    ru: 'Импорт закончен: {done, plural, one {# строка} few {# строки} many {# строк} other {# строки}}, с ошибкой {failed}.',
  },
  'workflow-paused-notice': { en: 'The flow “{workflow}” is paused: {reason}', ru: 'Сценарий «{workflow}» на паузе: {reason}' },

  // Long work
  'job-import': { en: 'Import of {entity}: {file}', ru: 'Загрузка: {entity}, {file}' },
  'job-import-dry': { en: 'Trial import of {entity}: {file}', ru: 'Пробная загрузка: {entity}, {file}' },
  'job-import-undo': { en: 'Taking back the import of {entity}: {file}', ru: 'Отмена загрузки: {entity}, {file}' },
  'job-migration': {
    en: 'Taking people inside “{workflow}” to version {version}',
    ru: 'Перевод участников сценария «{workflow}» на версию {version}',
  },
  'job-replay-step': { en: 'Trying again what needs attention in “{flow}”', ru: 'Повтор того, что требует внимания: «{flow}»' },
  'job-replay-start': { en: 'Beginning anew what needs attention in “{flow}”', ru: 'Заново с начала то, что требует внимания: «{flow}»' },
  'job-replay-stop': { en: 'Stopping what needs attention in “{flow}”', ru: 'Остановка того, что требует внимания: «{flow}»' },
  'job-hand-over': { en: 'Handing over from {user} to {to}', ru: 'Передача дел: {user} → {to}' },
  'job-recount': { en: 'Counting the points of “{rule}” anew', ru: 'Пересчёт баллов по правилу «{rule}»' },
  'job-demo': { en: 'Setting up the demo company', ru: 'Подготовка учебной компании' },
} satisfies SayWords
