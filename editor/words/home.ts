import { area } from './words.ts'

/** The home page. */
export const home = area({
  'home.hello': { en: 'Hello, {name}', ru: 'Здравствуйте, {name}' },
  'home.all': { en: 'All {count}', ru: 'Все {count}' },
  'home.queue': { en: 'Your queue', ru: 'Ваша очередь' },
  'home.now': { en: 'Today', ru: 'Сегодня' },
  'home.next': { en: 'After that', ru: 'Потом' },
  'home.noQueue': { en: 'Nothing waits for you. What comes next will appear here', ru: 'Вас ничего не ждёт. Новое появится здесь' },
  'home.order': {
    en: 'Today comes first; within it and after it the largest open deals, then most points.',
    ru: 'Сначала сегодняшнее; и в нём, и дальше — самые крупные открытые сделки, затем больше всего баллов.',
  },
  'home.allSuggestions': { en: 'All suggestions', ru: 'Все предложения' },
  'home.allTasks': { en: 'All tasks', ru: 'Все задачи' },
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
  'home.standsFor': {
    en: 'You stand in for {name} until {day}. What is due for them is in your queue, too.',
    ru: 'Вы замещаете до {day}: {name}. Всё, что там нужно сделать, есть и в вашей очереди.',
  },
  'home.standsForLeft': {
    en: 'You took over from {name}. What still comes for them is in your queue.',
    ru: 'Вы приняли дела: {name}. Всё, что ещё приходит туда, есть в вашей очереди.',
  },
  'home.noTeam': { en: 'Nobody keeps anybody waiting', ru: 'Никто никого не задерживает' },
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
