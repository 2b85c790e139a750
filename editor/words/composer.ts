/** The words of the composer, where a letter is written in full size. */
import { area } from './words.ts'

/** Loaded with the composer. */
export const composer = area({
  'composer.write': { en: 'What you write', ru: 'Что вы пишете' },
  'composer.read': { en: 'What arrives', ru: 'Что придёт' },
  'composer.warnings': { en: 'Before it goes to many', ru: 'Прежде чем письмо уйдёт многим' },
  'composer.scheme': { en: 'Colours of the mail program', ru: 'Цвета почтовой программы' },
  'composer.light': { en: 'Light', ru: 'Светлая' },
  'composer.dark': { en: 'Dark', ru: 'Тёмная' },
  'composer.toMe': { en: 'Send a test to me', ru: 'Отправить мне для проверки' },
  'composer.sent': { en: 'The letter went to {to}', ru: 'Письмо ушло на {to}' },
  'composer.kept': { en: 'The letter to {to} is in the built-in mailbox', ru: 'Письмо для {to} лежит во встроенном ящике' },
  'composer.emptyFor': {
    en: '{count} of {total}: “{name}” is empty, “{text}” will be used',
    ru: '{count} из {total}: «{name}» пусто, подставим «{text}»',
  },
  'composer.emptyAsks': {
    en: '{count} of {total}: “{name}” is empty, a person looks at the letter first',
    ru: '{count} из {total}: «{name}» пусто, письмо сначала посмотрит человек',
  },
  'composer.noAddress': {
    en: '{count} of {total} have no address: no letter for them',
    ru: '{count} из {total} без адреса: им письмо не уйдёт',
  },
  'composer.noConsent': {
    en: '{count} of {total} have not agreed to offers: no letter for them',
    ru: '{count} из {total} не соглашались на предложения: им письмо не уйдёт',
  },
})
