import { area } from './words.ts'

/** Setting up, signing in. */
export const entry = area({
  'signIn.title': { en: 'Sign in', ru: 'Вход' },
  'signIn.email': { en: 'E-mail', ru: 'Почта' },
  'signIn.password': { en: 'Password', ru: 'Пароль' },
  'signIn.showPassword': { en: 'Show or hide the password', ru: 'Показать или скрыть пароль' },
  'signIn.go': { en: 'Sign in', ru: 'Войти' },
  'signIn.promise': { en: 'Automation that asks before it acts', ru: 'Автоматизация, которая сначала спрашивает' },

  'setup.title': { en: 'Set up Tandem', ru: 'Начало работы с Tandem' },
  'setup.about': {
    en: 'One minute: who you are, and how your company writes times and money.',
    ru: 'Одна минута: кто вы и как в компании пишут время и деньги.',
  },
  'setup.token': { en: 'Set-up key', ru: 'Ключ установки' },
  'setup.tokenHint': {
    en: 'It stands in the link printed where Tandem was started.',
    ru: 'Он в ссылке, которую напечатал Tandem при запуске.',
  },
  'setup.you': { en: 'You', ru: 'Вы' },
  'setup.name': { en: 'Your name', ru: 'Ваше имя' },
  'setup.passwordHint': { en: 'At least 10 characters', ru: 'Не короче 10 знаков' },
  'setup.company': { en: 'Company', ru: 'Компания' },
  'setup.companyName': { en: 'Name of the company', ru: 'Название компании' },
  'setup.zone': { en: 'Time zone', ru: 'Часовой пояс' },
  'setup.language': { en: 'Language of the company', ru: 'Язык компании' },
  'setup.currency': { en: 'Currency', ru: 'Валюта' },
  'setup.region': { en: 'Country for phone numbers', ru: 'Страна для телефонов' },
  'setup.start': { en: 'Begin with', ru: 'С чего начать' },
  'setup.demo': { en: 'A demo company', ru: 'Демо-компания' },
  'setup.demoHint': {
    en: 'A year of contacts, orders and letters, live flows and suggestions that wait for you. You can start empty later.',
    ru: 'Год контактов, заказов и писем, работающие сценарии и предложения, которые ждут вас. Начать с пустого можно позже.',
  },
  'setup.empty': { en: 'An empty installation', ru: 'Пустая установка' },
  'setup.emptyHint': { en: 'Import your contacts or let forms bring them.', ru: 'Загрузите контакты или соберите их формами.' },
  'setup.go': { en: 'Begin', ru: 'Начать' },
  'setup.loadingDemo': { en: 'The demo company is living through its year…', ru: 'Демо-компания проживает свой год…' },
  'setup.loadingDemoHint': {
    en: 'Contacts write, orders come in, flows run. This takes about a quarter of a minute.',
    ru: 'Клиенты пишут, приходят заказы, работают сценарии. Это займёт секунд пятнадцать.',
  },
  'setup.demoFailed': {
    en: 'The demo company could not be loaded. Everything else is ready; you can begin without it.',
    ru: 'Демо-компанию загрузить не удалось. Всё остальное готово; можно начать без неё.',
  },
})
