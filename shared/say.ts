/**
 * Says a stored problem, reason or notice in the reader's language. Stored is only a code with its values, so that a
 * run of last year can be read in another language today. A new code is one line in one file of `say-words/`.
 */
import { isJsonObject, type Json, type Said } from './json.ts'
import { phrase, type Saying } from './phrase.ts'
import { addressWords } from './say-words/address-words.ts'
import { apiWords } from './say-words/api-words.ts'
import { deliveryWords } from './say-words/delivery-words.ts'
import { foreignWords } from './say-words/foreign-words.ts'
import { intakeWords } from './say-words/intake-words.ts'
import { noticeWords } from './say-words/notice-words.ts'
import { runWords } from './say-words/run-words.ts'
import { storeWords } from './say-words/store-words.ts'
import { suggestionWords } from './say-words/suggestion-words.ts'
import { timelineWords } from './say-words/timeline-words.ts'
import { trialWords } from './say-words/trial-words.ts'
import { workflowWords } from './say-words/workflow-words.ts'
import type { Language, Words } from './words.ts'

/** Codes of one subject with their patterns (see `phrase.ts`) in every language. */
export type SayWords = Readonly<Record<string, Words>>

/** The files of words, one per subject. A code lives in exactly one of them; `say.test.ts` keeps it so. */
export const sayWords: readonly SayWords[] = [
  foreignWords,
  workflowWords,
  runWords,
  suggestionWords,
  deliveryWords,
  intakeWords,
  noticeWords,
  apiWords,
  addressWords,
  storeWords,
  timelineWords,
  trialWords,
]

const catalogue: ReadonlyMap<string, Words> = new Map(sayWords.flatMap((words) => Object.entries(words)))

/**
 * A whole sentence for people. Never throws: a code that this version has no words for is named, so that it can be looked up.
 * Instants among the values are written in `zone` (an IANA name; UTC when it is not given).
 */
export function say(said: Said, language: Language, zone?: string): string {
  return sayWithin(said, language, zone, 0)
}

/** The same of what was only tried: "Would wait until Tue 10:00". What is so in any case is said as it is. Never throws. */
export function sayWould(said: Said, language: Language, zone?: string): string {
  const would = `would-${said.code}`
  return say(hasWords(would) ? { ...said, code: would } : said, language, zone)
}

/** Are there words for this code? */
export const hasWords = (code: string): boolean => catalogue.has(code)

/** A value may be a problem itself ("not sent: the address does not exist"); how deep that may go. */
const maxDepth = 5

function sayWithin(said: Said, language: Language, zone: string | undefined, depth: number): string {
  const pattern = catalogue.get(said.code)?.[language]
  if (pattern === undefined) return unknown[language].replace('{code}', () => said.code)
  const inner = (value: Json): string | null => {
    if (isSaid(value)) return depth < maxDepth ? sayWithin(value, language, zone, depth + 1) : null
    if (isWords(value)) return value[language]
    return null
  }
  const saying: Saying = zone === undefined ? { language, inner } : { language, zone, inner }
  return phrase(pattern, said.with ?? {}, saying)
}

const unknown: Words = {
  en: 'Something happened that this version has no words for. Its code is “{code}”.',
  ru: 'Произошло то, для чего в этой версии нет слов. Код: «{code}».',
}

const isSaid = (value: unknown): value is Said =>
  isJsonObject(value) && typeof value['code'] === 'string' && (value['with'] === undefined || isJsonObject(value['with']))

const isWords = (value: unknown): value is Words =>
  isJsonObject(value) && typeof value['en'] === 'string' && typeof value['ru'] === 'string'
