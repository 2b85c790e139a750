/** The hosted page of a form: what it asks, what is wrong with the answers, and what was typed already. */
import type { FormField } from '../../shared/intake.ts'
import { inLanguage, type Language } from '../../shared/words.ts'
import type { Form } from './doors.ts'
import { type Html, html, publicPage } from './public-page.ts'
import { publicWords as words } from './public-words.ts'
import type { FieldProblems } from './read-answers.ts'

interface FormPage {
  readonly form: Form
  readonly language: Language
  /** What was typed, by field name; on the first visit empty. */
  readonly typed: Readonly<Record<string, string>>
  readonly problems: FieldProblems
  /** Seals the moment the page was made (`_at`). */
  readonly at: string
  /** What the address carried (`utm_source`), to be sent along. */
  readonly along: Readonly<Record<string, string>>
}

/** A field that people do not see; machines fill it in. */
export const honeypot = '_homepage'

/** A whole HTML page that works without scripts; what was typed is escaped. */
export function formPage(page: FormPage): string {
  const { form, language, typed, problems, at, along } = page
  const title = inLanguage(form.title, language) ?? form.name
  const consent = form.consent ? inLanguage(form.consent, language) : undefined
  return publicPage({
    language,
    title,
    body: html`${problemList(page)}
<form method="post" action="/f/${form.key}" accept-charset="utf-8">
<input type="hidden" name="_lang" value="${language}">
<input type="hidden" name="_at" value="${at}">
${Object.entries(along).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="away" aria-hidden="true"><label>${words.leaveEmpty[language]}<input name="${honeypot}" tabindex="-1" autocomplete="off"></label></div>
${form.fields.map((field) => question(field, language, typed[field.name] ?? '', problems[field.name] ?? null))}
${
  consent
    ? html`<div class="field"><div class="check"><input type="checkbox" id="_consent" name="_consent" value="yes" required${checked(typed['_consent'])}${wrong('_consent', problems['_consent'])}>
<label for="_consent">${consent}</label></div>${problemText('_consent', problems['_consent'])}</div>`
    : null
}
<button type="submit">${words.send[language]}</button>
</form>`,
    foot:
      languagesOf(form).length > 1
        ? html`<a href="/f/${form.key}?lang=${other(language)}" hreflang="${other(language)}" lang="${other(language)}">${words.otherLanguage[language]}</a>`
        : null,
  })
}

const other = (language: Language): Language => (language === 'en' ? 'ru' : 'en')

/** The languages a form speaks: those of its title and labels. */
const languagesOf = ({ title, fields }: Form): string[] => [
  ...new Set([title, ...fields.map(({ label }) => label)].flatMap((texts) => Object.keys(texts ?? {}))),
]

function problemList({ form, language, problems }: FormPage): Html | null {
  const wrongFields = [
    ...form.fields.map(({ name, label }) => ({ name, label: inLanguage(label, language) ?? name })),
    { name: '_consent', label: '' },
  ]
    .filter(({ name }) => problems[name] !== undefined)
    .map(({ name, label }) => html`<li><a href="#${name}">${label === '' ? problems[name] : label}</a></li>`)
  return wrongFields.length === 0
    ? null
    : html`<div class="problems" role="alert">${words.checkFields[language]}<ul>${wrongFields}</ul></div>`
}

/** One field with its label, its help and what is wrong with it. */
export function question(field: FormField, language: Language, typed: string, problem: string | null): Html {
  const { name, type } = field
  const label = inLanguage(field.label, language) ?? name
  const help = field.help ? inLanguage(field.help, language) : undefined
  const must = field.required ? html` required` : null
  const told = html`${wrong(name, problem ?? undefined)}`
  if (type === 'flag') {
    return html`<div class="field"><div class="check"><input type="checkbox" id="${name}" name="${name}" value="yes"${must}${checked(typed)}${told}>
<label for="${name}">${label}</label></div>${problemText(name, problem ?? undefined)}</div>`
  }
  return html`<div class="field"><label for="${name}">${label}${field.required ? html` <span class="must" title="${words.required[language]}">*</span>` : null}</label>
${help ? html`<p class="help">${help}</p>` : null}${control(field, language, typed, html`${must}${told}`)}${problemText(name, problem ?? undefined)}</div>`
}

function control({ name, type, to, options }: FormField, language: Language, typed: string, more: Html): Html {
  if (type === 'long-text') return html`<textarea id="${name}" name="${name}" maxlength="10000" rows="4"${more}>${typed}</textarea>`
  if (type === 'choice') {
    return html`<select id="${name}" name="${name}"${more}><option value="">${words.choose[language]}</option>${(options ?? []).map(
      ({ value, label }) =>
        html`<option value="${value}"${value === typed ? html` selected` : null}>${inLanguage(label, language) ?? value}</option>`,
    )}</select>`
  }
  const autocomplete = to === null ? undefined : filledBy[to]
  return html`<input id="${name}" name="${name}" type="${inputs[type]}" maxlength="1000" value="${typed}"${
    type === 'number' ? html` inputmode="decimal"` : null
  }${autocomplete ? html` autocomplete="${autocomplete}"` : null}${more}>`
}

/** A number is typed as text, so that "1 200,50" may be written. */
const inputs = { text: 'text', email: 'email', phone: 'tel', number: 'text', day: 'date', flag: 'checkbox' } as const

/** What a browser may fill in by itself. */
const filledBy: Readonly<Record<string, string>> = {
  'contact.name': 'name',
  'contact.firstName': 'given-name',
  'contact.lastName': 'family-name',
  'contact.email': 'email',
  'contact.phone': 'tel',
  'contact.city': 'address-level2',
  'contact.position': 'organization-title',
  'contact.birthday': 'bday',
  'company.name': 'organization',
}

const checked = (typed: string | undefined): Html | null => (typed ? html` checked` : null)

const wrong = (name: string, problem: string | undefined): Html | null =>
  problem === undefined ? null : html` aria-invalid="true" aria-describedby="${name}-problem"`

const problemText = (name: string, problem: string | undefined): Html | null =>
  problem === undefined ? null : html`<p class="problem" id="${name}-problem">${problem}</p>`
