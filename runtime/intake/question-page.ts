/** The page on which the questions of a letter are answered, for those who rather click than write. */
import type { ReadAnswer } from '../../shared/answers.ts'
import type { FormField } from '../../shared/intake.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Question } from '../../shared/params.ts'
import type { Language } from '../../shared/words.ts'
import { question } from './form-page.ts'
import { html, publicPage } from './public-page.ts'
import { publicWords as words } from './public-words.ts'
import type { FieldProblems } from './read-answers.ts'
import { textOf } from './read-person.ts'

/** The questions as fields of a page. Their names are by place: the ids of questions are their authors'. */
export const questionFields = (questions: readonly Question[]): readonly FormField[] =>
  questions.map((one, index) => ({
    name: `answer${index}`,
    type: one.answer === 'date' ? 'day' : one.answer === 'text' ? 'long-text' : one.answer,
    required: false,
    to: null,
    label: one.text,
    ...(one.options ? { options: one.options.map((value) => ({ value, label: { en: value, ru: value } })) } : {}),
  }))

interface QuestionPage {
  readonly language: Language
  readonly questions: readonly Question[]
  readonly typed: Readonly<Record<string, string>>
  readonly problems: FieldProblems
  /** What is wrong with the whole. */
  readonly problem: string | null
}

/** A whole HTML page that works without scripts. `problem` is about the answers as a whole, `problems` about each. */
export function questionPage({ language, questions, typed, problems, problem }: QuestionPage): string {
  const fields = questionFields(questions)
  return publicPage({
    language,
    title: words.questionsTitle[language],
    body: html`${problem === null ? null : html`<div class="problems" role="alert">${problem}</div>`}
<form method="post" accept-charset="utf-8">
${fields.map((field) => question(field, language, typed[field.name] ?? '', problems[field.name] ?? null))}
<button type="submit">${words.send[language]}</button>
</form>`,
  })
}

/** What was answered; empty fields stay open. */
export function givenAnswers(questions: readonly Question[], given: JsonObject): readonly ReadAnswer[] {
  return questions.flatMap((one, index) => {
    const text = textOf(given[`answer${index}`] ?? null)
    if (text === '') return []
    const number = Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
    return [{ question: one.id, text, value: one.answer === 'number' && Number.isFinite(number) ? number : text }]
  })
}
