import { area } from './words.ts'

/** The home page. */
export const home = area({
  'home.hello': { en: 'Hello, {name}', ru: 'Здравствуйте, {name}' },
  'home.all': { en: 'All {count}', ru: 'Все {count}' },
  'home.suggestions': { en: 'Suggestions for you', ru: 'Предложения для вас' },
  'home.noSuggestions': { en: 'All decided. New ones will appear here', ru: 'Всё решено. Новые появятся здесь' },
  'home.warned': { en: 'Look before you approve', ru: 'Проверьте перед одобрением' },
  'home.tasks': { en: 'Your tasks', ru: 'Ваши задачи' },
  'home.noTasks': { en: 'Nothing to do', ru: 'Дел нет' },
  'home.late': {
    en: '{count} overdue',
    ru: { one: '{count} просрочена', few: '{count} просрочены', many: '{count} просрочено' },
  },
  'home.attention': { en: 'Flows that need attention', ru: 'Сценарии, которым нужно внимание' },
  'home.noAttention': { en: 'Every flow runs as it should', ru: 'Все сценарии работают как надо' },
  'home.stuck': {
    en: { one: '{count} person is stuck', other: '{count} people are stuck' },
    ru: { one: 'застрял {count} человек', few: 'застряли {count} человека', many: 'застряли {count} человек' },
  },
  'home.team': { en: 'What waits for colleagues', ru: 'Что ждёт коллег' },
  'home.noTeam': { en: 'Nobody keeps anybody waiting', ru: 'Никто никого не задерживает' },
  'home.waits': {
    en: { one: '{count} suggestion', other: '{count} suggestions' },
    ru: { one: '{count} предложение', few: '{count} предложения', many: '{count} предложений' },
  },
  'home.lateTasks': {
    en: { one: '{count} overdue task', other: '{count} overdue tasks' },
    ru: { one: '{count} просроченная задача', few: '{count} просроченные задачи', many: '{count} просроченных задач' },
  },
  'home.latest': { en: 'What happened lately', ru: 'Что нового' },
  'home.noLatest': { en: 'Nothing has happened yet', ru: 'Пока ничего не происходило' },
  'home.sent': { en: 'Letter sent', ru: 'Ушло письмо' },
  'home.received': { en: 'Letter received', ru: 'Пришло письмо' },
  'home.asked': { en: 'Sent a request', ru: 'Новое обращение' },
  'home.given': { en: 'A flow gave a task', ru: 'Сценарий поставил задачу' },
  'home.steps': { en: 'First steps', ru: 'С чего начать' },
  'home.stepDone': { en: 'Done', ru: 'Сделано' },
  'home.step.contacts': { en: 'Bring your contacts', ru: 'Загрузите контакты' },
  'home.why.contacts': { en: 'From a CSV file; duplicates are found', ru: 'Из файла CSV, дубликаты найдутся сами' },
  'home.step.flow': { en: 'Start a flow', ru: 'Запустите сценарий' },
  'home.why.flow': { en: 'A ready one, or draw your own', ru: 'Готовый, или нарисуйте свой' },
  'home.step.form': { en: 'Put the form on your site', ru: 'Поставьте форму на сайт' },
  'home.why.form': { en: 'Requests arrive here by themselves', ru: 'Обращения придут сюда сами' },
  'home.step.people': { en: 'Invite your colleagues', ru: 'Позовите коллег' },
  'home.why.people': { en: 'Everybody decides their own', ru: 'Каждый решает своё' },
})
