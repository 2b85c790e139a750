/** Reads the answers to a form and says, in the reader's language, what is wrong with each. */
import { readEmail } from '../../shared/identity.ts'
import type { FormField } from '../../shared/intake.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import { isDay } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { readPhone } from '../crm/phone.ts'
import { publicWords as words } from './public-words.ts'
import { textOf } from './read-person.ts'

/** By field name, a sentence each. */
export type FieldProblems = Readonly<Record<string, string>>

const longest = 10_000

/** Empty when every answer is right. */
export function problemsIn(fields: readonly FormField[], given: JsonObject, language: Language, region: string): FieldProblems {
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const problem = problemOf(field, textOf(answerIn(given, field.name)), language, region)
    if (problem !== null) problems[field.name] = problem
  }
  return problems
}

const answerIn = (given: JsonObject, name: string): Json => (Object.hasOwn(given, name) ? (given[name] ?? null) : null)

function problemOf(field: FormField, text: string, language: Language, region: string): string | null {
  if (text === '') return field.required ? words.fillIn[language] : null
  if (text.length > longest) return words.long[language]
  switch (field.type) {
    case 'email': {
      const read = readEmail(text)
      return read.ok ? null : say({ code: read.problem }, language)
    }
    case 'phone': {
      const read = readPhone(text, region)
      return read.ok ? null : say({ code: read.problem }, language)
    }
    case 'number':
      return /^-?[\d\s\u00a0\u202f]+([.,]\d+)?$/.test(text) ? null : words.number[language]
    case 'day':
      return isDay(text) ? null : words.day[language]
    case 'choice':
      return field.options?.some(({ value }) => value === text) ? null : words.choice[language]
    case 'flag':
      return field.required && /^(false|no|0|нет)$/i.test(text) ? words.fillIn[language] : null
    case 'text':
    case 'long-text':
      return null
  }
}
