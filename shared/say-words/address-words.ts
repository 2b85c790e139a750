import type { SayWords } from '../say.ts'

/** Why an address is none. The codes are those of `readEmail` and of a `PhoneReader`. */
export const addressWords = {
  'email-missing': { en: 'There is no e-mail address. Type one.', ru: 'Адрес почты не указан. Введите его.' },
  'email-without-at': { en: 'An e-mail address has an @ in it. Check the address.', ru: 'В адресе почты нет знака @. Проверьте адрес.' },
  'email-name-wrong': {
    en: 'The part before the @ is not that of an e-mail address. Check the address.',
    ru: 'Часть адреса до знака @ записана неверно. Проверьте адрес.',
  },
  'email-domain-wrong': {
    en: 'The part after the @ is not the name of a mail server. Check the address.',
    ru: 'Часть адреса после знака @ записана неверно. Проверьте адрес.',
  },
  'email-too-long': { en: 'The e-mail address is too long. Check the address.', ru: 'Адрес почты слишком длинный. Проверьте адрес.' },
  'phone-missing': { en: 'There is no phone number. Type one.', ru: 'Номер телефона не указан. Введите его.' },
  'phone-wrong': {
    en: 'There is no such phone number. Check it, and add the country code if it is from abroad.',
    ru: 'Такого номера телефона не бывает. Проверьте его и добавьте код страны, если номер зарубежный.',
  },
} satisfies SayWords
