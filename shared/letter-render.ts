/**
 * The one renderer of letters: what the operator previews, the effect freezes and SMTP sends are these bytes. A letter
 * of a person looks typed, not designed; only an offer has a frame and a way to unsubscribe. Tables and inlined styles,
 * because mail clients know nothing newer. Values are escaped by the place they stand in, so no data can add a tag.
 */
import type { LetterCategory } from './effects.ts'
import type { Block, LetterText } from './letter.ts'
import type { Question } from './params.ts'
import { inLanguage, type Language, type Words } from './words.ts'

/** A filled letter. */
export interface LetterContent extends LetterText<string> {
  readonly category: LetterCategory
  readonly questions: readonly Question[]
}

/** Everything a letter carries that its author did not write. */
export interface LetterSurroundings {
  readonly language: Language
  /** Of the sender, lines and all; empty for none. */
  readonly signature: string
  /** The address of this installation, for links that begin with a slash. */
  readonly baseUrl: string
  /** Null for personal and service letters. */
  readonly unsubscribeUrl: string | null
  /** Where the n-th link of the letter (0 is the first) goes on its way to `url`. */
  readonly clickUrl: (url: string, index: number) => string
  readonly openPixelUrl: string | null
  /** The page where the questions can be answered, if there is one. */
  readonly questionsUrl: string | null
}

/** The two parts of a letter: `text/html` and `text/plain`. */
interface RenderedLetter {
  readonly html: string
  readonly text: string
}

/** Renders a letter. The same content and surroundings always give the same bytes. */
export function renderLetter(content: LetterContent, around: LetterSurroundings): RenderedLetter {
  const links = linksOf(around)
  const parts = withQuestions(content).map((block) => renderBlock(block, content, around, links))
  const html = parts.map((part) => part.html).join('\n')
  const text = parts
    .map((part) => part.text)
    .filter((part) => part !== '')
    .join('\n\n')
  const farewell = unsubscribing(around)
  return {
    html: page(content, html + farewell.html + pixel(around.openPixelUrl), around.language),
    text: `${text}${farewell.text}\n`,
  }
}

interface Part {
  readonly html: string
  readonly text: string
}

/** Questions are always in the letter, also when its author forgot to say where: before the signature, else at the end. */
function withQuestions({ blocks, questions }: LetterContent): readonly Block<string>[] {
  if (questions.length === 0) return blocks.filter(({ kind }) => kind !== 'questions')
  if (blocks.some(({ kind }) => kind === 'questions')) return blocks
  const at = blocks.findIndex(({ kind }) => kind === 'signature')
  return at < 0 ? [...blocks, { kind: 'questions' }] : [...blocks.slice(0, at), { kind: 'questions' }, ...blocks.slice(at)]
}

function renderBlock(block: Block<string>, content: LetterContent, around: LetterSurroundings, links: Links): Part {
  switch (block.kind) {
    case 'text':
      return { html: paragraphs(block.text), text: plain(block.text) }
    case 'heading':
      return { html: `<p style="${style.heading}">${inText(block.text)}</p>`, text: plain(block.text) }
    case 'button': {
      const link = links(block.url)
      const looks = content.category === 'offers' ? button : typed
      return { html: looks(inText(block.text), link), text: link === null ? plain(block.text) : `${plain(block.text)}: ${link}` }
    }
    case 'divider':
      return { html: `<hr style="${style.line}">`, text: '* * *' }
    case 'questions':
      return renderQuestions(content.questions, around)
    case 'signature':
      return around.signature.trim() === ''
        ? { html: '', text: '' }
        : { html: `<p style="${style.text}">${lines(around.signature)}</p>`, text: `-- \n${plain(around.signature)}` }
  }
}

/** Numbers are typed, not a list: they survive being quoted in a reply, and that is where they are read again. The page counts its own answers, not clicks. */
function renderQuestions(questions: readonly Question[], { language, questionsUrl }: LetterSurroundings): Part {
  const asked = questions.map(({ text, options }, index) => {
    const choices = options && options.length > 0 ? ` (${options.join(' / ')})` : ''
    return `${index + 1}. ${inLanguage(text, language) ?? ''}${choices}`
  })
  const link = questionsUrl === null ? null : safeUrl(questionsUrl)
  return {
    html: [
      `<p style="${style.text}">${words.answerHere[language]}</p>`,
      ...asked.map((line) => `<p style="${style.question}">${lines(line)}</p>`),
      ...(link === null ? [] : [typed(words.answerThere[language], link)]),
    ].join('\n'),
    text: [words.answerHere[language], ...asked.map(plain), ...(link === null ? [] : [`${words.answerThere[language]}: ${link}`])].join(
      '\n\n',
    ),
  }
}

const words = {
  answerHere: {
    en: 'You can answer right here in your reply, a few words are enough:',
    ru: 'Ответить можно прямо в ответном письме, хватит пары слов:',
  },
  answerThere: { en: 'Or answer on one page', ru: 'Или ответьте на одной странице' },
  reason: {
    en: 'You receive this letter because you agreed to hear of our offers.',
    ru: 'Вы получили это письмо, потому что согласились узнавать о наших предложениях.',
  },
  unsubscribe: { en: 'Unsubscribe', ru: 'Отписаться' },
} satisfies Record<string, Words>

/** Nothing counts an unsubscription: the link goes straight to its page. */
function unsubscribing({ unsubscribeUrl, language }: LetterSurroundings): Part {
  const link = unsubscribeUrl === null ? null : safeUrl(unsubscribeUrl)
  if (link === null) return { html: '', text: '' }
  const anchor = `<a href="${inAttribute(link)}" style="${style.quiet}">${words.unsubscribe[language]}</a>`
  return {
    html: `\n<p style="${style.footer}">${words.reason[language]} ${anchor}</p>`,
    text: `\n\n--\n${words.reason[language]}\n${words.unsubscribe[language]}: ${link}`,
  }
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

const style = {
  text: 'margin:0 0 16px 0',
  heading: 'margin:24px 0 8px 0;font-size:18px;line-height:26px;font-weight:600',
  question: 'margin:0 0 12px 16px',
  line: 'border:none;border-top:1px solid #c9ced4;margin:24px 0',
  footer: 'margin:32px 0 0 0;font-size:12px;line-height:18px;color:#7b828b',
  quiet: 'color:#7b828b',
  link: 'color:#1c5fb8',
  button: 'display:inline-block;padding:12px 24px;color:#ffffff;text-decoration:none;font-weight:600',
}

/** A link as a person would put it. A link that leads nowhere stays a text. */
const typed = (text: string, link: string | null): string =>
  `<p style="${style.text}"><a class="link"${href(link)} style="${style.link}">${text}</a></p>`

const button = (text: string, link: string | null): string =>
  '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px 0"><tr>' +
  `<td bgcolor="#1c5fb8" style="border-radius:8px"><a${href(link)} style="${style.button}">${text}</a></td></tr></table>`

const href = (link: string | null): string => (link === null ? '' : ` href="${inAttribute(link)}"`)

function page({ subject, category }: LetterContent, body: string, language: Language): string {
  const width = category === 'offers' ? 'max-width:600px;margin:0 auto;padding:24px 16px' : 'padding:8px'
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>@media (prefers-color-scheme:dark){.link{color:#8ec5ff!important}}</style>
<title>${inText(subject)}</title>
</head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td>
<div style="${font};font-size:15px;line-height:22px;${width}">
${body}
</div>
</td></tr></table>
</body>
</html>
`
}

function pixel(url: string | null): string {
  const link = url === null ? null : safeUrl(url)
  return link === null ? '' : `\n<img src="${inAttribute(link)}" width="1" height="1" alt="" style="display:block;border:0">`
}

/** An empty line parts paragraphs, a single break stays one. */
const paragraphs = (text: string): string =>
  plain(text)
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="${style.text}">${lines(paragraph)}</p>`)
    .join('\n')

const lines = (text: string): string => plain(text).split('\n').map(inText).join('<br>\n')

type Links = (url: string) => string | null

/** Counts the links of a letter; null for an address that must not be in one. Only pages are counted when clicked. */
function linksOf({ baseUrl, clickUrl }: LetterSurroundings): Links {
  let index = 0
  return (url) => {
    const safe = safeUrl(/^\/(?!\/)/.test(url.trim()) ? baseUrl.replace(/\/+$/, '') + url.trim() : url)
    if (safe === null || !/^https?:/.test(safe)) return safe
    return safeUrl(clickUrl(safe, index++))
  }
}

/** The address in its normal form if it may stand in a letter (http, https, mailto, tel); else null. */
export function safeUrl(url: string): string | null {
  try {
    const { protocol, href } = new URL(url.trim())
    return ['https:', 'http:', 'mailto:', 'tel:'].includes(protocol) ? href : null
  } catch {
    return null
  }
}

/** Line breaks of one kind, without control characters and halves of surrogate pairs. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, (char) => (char === '\n' || char === '\t' ? char : ''))
    .trim()

const inText = (text: string): string => plain(text).replace(/[&<>]/g, (char) => entities[char] ?? char)

const inAttribute = (text: string): string => plain(text).replace(/[&<>"'`]/g, (char) => entities[char] ?? char)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }
