/** Answers of an invented person to any form, so that a flow can be tried before anybody has written. */
import type { FormField } from '../../shared/intake.ts'
import type { Language, Words } from '../../shared/words.ts'

const byTarget: Readonly<Record<string, Words>> = {
  'contact.name': { en: 'Anna Berg', ru: 'Анна Берг' },
  'contact.firstName': { en: 'Anna', ru: 'Анна' },
  'contact.lastName': { en: 'Berg', ru: 'Берг' },
  'contact.email': { en: 'anna@example.test', ru: 'anna@example.test' },
  'contact.phone': { en: '+1 202 555 0123', ru: '+7 495 123-45-67' },
  'company.name': { en: 'Berg Bakery', ru: 'Пекарня Берг' },
}

const text: Words = { en: 'I would like to know more about your offer.', ru: 'Хочу узнать больше о вашем предложении.' }

/** Of somebody known, what the record does not say is left to that person: only the message is invented. */
export function sampleAnswer({ to, type, options }: FormField, language: Language, isKnown: boolean): string {
  const target = to === null ? undefined : byTarget[to]
  if (target) return isKnown ? '' : target[language]
  switch (type) {
    case 'long-text':
      return text[language]
    case 'choice':
      return options?.[0]?.value ?? ''
    case 'flag':
      return 'true'
    case 'email':
      return isKnown ? '' : (byTarget['contact.email']?.[language] ?? '')
    default:
      return ''
  }
}
