/** Reads the answers to the questions of a letter out of the reply to it. What is not clearly answered stays open. */
import type { Json } from './json.ts'
import type { Question } from './params.ts'
import { isDay } from './time.ts'
import { readReply, replyLines } from './unquote.ts'

/** One answer: what was written, and what it means for the kind of question. */
export interface ReadAnswer {
  readonly question: string
  readonly text: string
  readonly value: Json
}

interface ReadAnswers {
  readonly answers: readonly ReadAnswer[]
  /** Ids of the questions that stay open. */
  readonly open: readonly string[]
}

/**
 * Maps a reply (plain text, quotations and all) to the questions that were asked. People answer under each quoted
 * question, by numbers, or one line for each; a single question is answered by the whole reply.
 */
export function readAnswers(reply: string, questions: readonly Question[]): ReadAnswers {
  const asked = questions.map((question) =>
    Object.values(question.text)
      .map(letters)
      .filter((text) => text.length > 3),
  )
  const texts = belowQuestions(reply, asked) ?? byNumbers(readReply(reply), asked) ?? lineByLine(readReply(reply), asked)
  const answers = questions.flatMap((question, index) => {
    const text = (texts[index] ?? '').trim()
    return isNoAnswer(text) ? [] : [{ question: question.id, text, value: meaning(text, question) }]
  })
  const answered = new Set(answers.map(({ question }) => question))
  return { answers, open: questions.flatMap(({ id }) => (answered.has(id) ? [] : [id])) }
}

/** For each question its texts in all languages, letters and digits only. */
type Asked = readonly (readonly string[])[]

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const isNoAnswer = (text: string): boolean => /^[-–—?.…\s]*$/.test(text)

/** "> 1. What do you need?" and the answer below. Null when the letter was quoted as a whole, or not at all. */
function belowQuestions(reply: string, asked: Asked): string[] | null {
  const texts: string[] = asked.map(() => '')
  let block = ''
  let question: number | null = null
  let several = false
  let answered = 0
  for (const { text, quoted } of replyLines(reply)) {
    const repeated = !quoted && asked.some((texts) => texts.includes(letters(withoutNumber(text))))
    if (quoted || repeated) {
      if (question !== null) block = ''
      question = null
      block += `${letters(withoutNumber(text))} `
      continue
    }
    if (text.trim() === '') continue
    if (block !== '') {
      const inBlock = asked.flatMap((variants, index) => {
        const at = Math.max(-1, ...variants.map((variant) => block.replaceAll(' ', '').lastIndexOf(variant)))
        return at < 0 ? [] : [{ index, at }]
      })
      question = inBlock.sort((a, b) => b.at - a.at)[0]?.index ?? null
      several ||= inBlock.length > 1
      if (question !== null) answered++
      block = ''
    }
    if (question !== null) texts[question] = `${texts[question] ?? ''}\n${text}`
  }
  if (answered === 0 || (several && answered === 1)) return null
  return texts.map((text) => readReply(text))
}

const withoutNumber = (line: string): string => line.replace(/^\s*(?:№\s*)?\d{1,2}\s*[.):]\s*/, '')

/** "1. Yes 2. Two hundred"; numbers that were not asked are part of the answer before. */
function byNumbers(reply: string, asked: Asked): string[] | null {
  const texts: string[] = asked.map(() => '')
  let current: number | null = null
  for (const line of splitNumbers(reply, asked.length)) {
    const [, digits, rest = ''] = /^\s*(?:№\s*)?(\d{1,2})\s*(?:[.):](?=\s|$|\p{L})|-\s|–\s|—\s)\s*(.*)$/u.exec(line) ?? []
    const number = digits === undefined ? 0 : Number(digits)
    if (number >= 1 && number <= asked.length) {
      current = number - 1
      texts[current] = withoutQuestion(rest, asked[current] ?? [])
    } else if (current !== null) texts[current] = `${texts[current]}\n${line}`
  }
  return current === null ? null : texts
}

/** Numbers in one line, "1. Yes 2. No", each on a line of its own; only where they count up from the first. */
function splitNumbers(reply: string, count: number): string[] {
  return reply.split('\n').flatMap((line) => {
    let rest = line
    const parts: string[] = []
    const first = /^\s*(\d{1,2})\s*[.)]\s/.exec(line)?.[1]
    for (let next = Number(first ?? count) + 1; next <= count; next++) {
      const at = rest.search(new RegExp(`\\s${next}\\s*[.)]\\s`))
      if (at < 0) break
      parts.push(rest.slice(0, at))
      rest = rest.slice(at + 1)
    }
    return [...parts, rest]
  })
}

/** Some people repeat the question before the answer, in the same line. */
function withoutQuestion(line: string, variants: readonly string[]): string {
  for (const variant of variants) {
    if (!letters(line).startsWith(variant)) continue
    let end = 0
    for (let read = 0; read < variant.length && end < line.length; end++) read += letters(line.charAt(end)).length
    return line.slice(end).replace(/^[\s?.:–—-]+/, '')
  }
  return line
}

/** As many lines as questions, without greeting and thanks. Any other number would be guessing. */
function lineByLine(reply: string, asked: Asked): string[] {
  const said = reply
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isCourtesy(line))
  if (asked.length === 1) return [said.join('\n')]
  return said.length === asked.length ? said : []
}

const isCourtesy = (line: string): boolean =>
  /^(hi|hello|dear|good (morning|day|afternoon|evening)|thanks|thank you|здравствуйте|здравствуй|добрый (день|вечер)|доброе утро|привет|спасибо|благодарю)(?![\p{L}])[^?\d]{0,40}$/iu.test(
    line,
  )

/** What an answer means; where it does not fit its kind it stays the text that was written, for a person to read. */
function meaning(text: string, { answer, options }: Question): Json {
  switch (answer) {
    case 'text':
      return text
    case 'number':
      return numberIn(text) ?? text
    case 'date':
      return dayIn(text) ?? text
    case 'choice': {
      const said = letters(text)
      const exact = options?.find((option) => letters(option) === said)
      const within = options?.filter((option) => said.includes(letters(option))) ?? []
      return exact ?? (within.length === 1 ? (within[0] ?? text) : text)
    }
  }
}

/** The only number in a text: "about 1 200,50 a month" is 1200.5. Two numbers are no number, nor is "300 thousand". */
function numberIn(text: string): number | null {
  if (/\d\s*(тыс|млн|thousand|million|[kmкм](?!\p{L}))/iu.test(text)) return null
  const found = text.match(/-?\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?/g) ?? []
  const [only, ...others] = found
  return only === undefined || others.length > 0 ? null : Number(only.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
}

/** A day as people write it: 2026-03-02, 02.03.2026, 2/3/2026 by day first. */
function dayIn(text: string): string | null {
  const [, iso] = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text) ?? []
  if (iso !== undefined) return isDay(iso) ? iso : null
  const [, day = '', month = '', year = ''] = /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/.exec(text) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(written) ? written : null
}
