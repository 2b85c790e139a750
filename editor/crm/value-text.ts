/** Values in a few words, where there is room for no more: beside fields, in lists to choose from, as what a rule found. */
import type { Field } from '../../shared/entities/entity.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { isDay, isInstant } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { useSession } from '../api/session.ts'
import { dayInWords, exactTime, moneyInWords, numberInWords } from '../ui/time-words.ts'
import { useWords } from '../words/use-words.ts'
import { isMoney } from './field-value.tsx'

/** Longer texts are cut. */
const most = 60

/** Null for nothing. `field` describes where the value stands; without it a text that is a date is read as one. */
export function useValueText(): (value: Json | undefined, field?: Field | null) => string | null {
  const { language, of, t } = useWords()
  const { zone } = useSession().user
  return (value, field = null) => {
    if (value === null || value === undefined || value === '') return null
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
    if (typeof value === 'number') return numberInWords(value, language)
    if (Array.isArray(value)) return cut(value.filter((each) => typeof each !== 'object').join(', ')) || null
    if (isMoney(value)) return moneyInWords(value, language)
    if (typeof value !== 'string') return isJsonObject(value) ? inside(value, language) : null
    if (field?.type === 'choice' && Object.hasOwn(field.options, value)) return of(field.options[value] ?? { en: value, ru: value })
    const isMoment = field === null || field.type === 'day' || field.type === 'time'
    if (isMoment && isDay(value)) return dayInWords(value, language)
    if (isMoment && isInstant(value)) return exactTime(value, { language, zone, now: new Date(value) })
    return cut(value)
  }
}

/** A list of found records by how many they are; of anything else what stands in it, without the marks of data. */
function inside(value: JsonObject, language: Language): string | null {
  if (Array.isArray(value['ids'])) return numberInWords(value['ids'].length, language)
  const parts = Object.entries(value).flatMap(([name, each]) => (each === null || typeof each === 'object' ? [] : `${name}: ${each}`))
  return parts.length === 0 ? null : cut(parts.join(', '))
}

const cut = (text: string): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
