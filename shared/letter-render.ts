/**
 * The one renderer of letters: what the operator previews, the effect freezes and SMTP sends are these bytes. A letter
 * of a person looks typed, not designed; only an offer has a frame and a way to unsubscribe. Tables and inlined styles,
 * because mail clients know nothing newer. Values are escaped by the place they stand in, so no data can add a tag.
 */
import type { LetterCategory } from './effects.ts'
import { type Block, type LetterText, letterWidth, type Picture, type SmallBlock } from './letter.ts'
import { escaped, font, href, inAttribute, inText, lines, plain, safeUrl, table, wholeUrl, wideTable } from './letter-html.ts'
import { readMarks, type Span } from './letter-marks.ts'
import { letterPage, margins } from './letter-page.ts'
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
  const room: Room = { width: letterWidth - 2 * margins[content.category], looks: content.category, links, around }
  const parts = withQuestions(content).map((block) => renderBlock(block, content, room))
  const farewell = unsubscribing(around)
  return {
    html: letterPage(content, htmlOf(parts) + farewell.html + pixel(around.openPixelUrl), around.language),
    text: `${textOf(parts)}${farewell.text}\n`,
  }
}

/**
 * What surrounds a letter that is only tried: the same as in one that is sent, but nothing is counted, and the pages that
 * need to know the reader know nobody.
 */
export const surroundingsOfTrial = (
  { category, questions }: Pick<LetterContent, 'category' | 'questions'>,
  { language, signature, baseUrl }: Pick<LetterSurroundings, 'language' | 'signature' | 'baseUrl'>,
): LetterSurroundings => ({
  language,
  signature,
  baseUrl,
  unsubscribeUrl: category === 'offers' ? `${baseUrl}/u/trial` : null,
  clickUrl: (url) => url,
  openPixelUrl: null,
  questionsUrl: questions.length > 0 ? `${baseUrl}/q/trial` : null,
})

interface Part {
  readonly html: string
  readonly text: string
}

/** What a block has to know of the place it stands in; `width` in pixels. */
interface Room {
  readonly width: number
  readonly looks: LetterCategory
  readonly links: Links
  readonly around: LetterSurroundings
}

const htmlOf = (parts: readonly Part[]): string => parts.map(({ html }) => html).join('\n')

const textOf = (parts: readonly Part[]): string =>
  parts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n')

/** Questions are always in the letter, also when its author forgot to say where: before the signature, else at the end. */
function withQuestions({ blocks, questions }: LetterContent): readonly Block<string>[] {
  if (questions.length === 0) return blocks.filter(({ kind }) => kind !== 'questions')
  if (blocks.some(({ kind }) => kind === 'questions')) return blocks
  const at = blocks.findIndex(({ kind }) => kind === 'signature')
  return at < 0 ? [...blocks, { kind: 'questions' }] : [...blocks.slice(0, at), { kind: 'questions' }, ...blocks.slice(at)]
}

function renderBlock(block: Block<string>, content: LetterContent, room: Room): Part {
  switch (block.kind) {
    case 'columns':
      return renderColumns([block.left, block.right], room)
    case 'questions':
      return renderQuestions(content.questions, room.around)
    case 'signature': {
      const { signature } = room.around
      return signature.trim() === ''
        ? { html: '', text: '' }
        : { html: `<p style="${style.text}">${lines(signature)}</p>`, text: `-- \n${plain(signature)}` }
    }
    default:
      return renderSmall(block, room)
  }
}

function renderSmall(block: SmallBlock<string>, room: Room): Part {
  switch (block.kind) {
    case 'text':
      return renderText(block.text, room.links)
    case 'heading':
      return { html: `<h2 style="${style.heading}">${inText(block.text)}</h2>`, text: plain(block.text) }
    case 'button': {
      const link = room.links(block.url)
      const looks = room.looks === 'offers' ? button : typed
      return { html: looks(inText(block.text), link), text: withUrl(plain(block.text), link) }
    }
    case 'picture':
      return renderPicture(block, room)
    case 'divider':
      return { html: divider, text: '* * *' }
  }
}

/** Half of the room each, less what keeps them apart; on a narrow screen each is a line of its own. */
function renderColumns(columns: readonly (readonly SmallBlock<string>[])[], room: Room): Part {
  const width = Math.floor((room.width - gutter) / 2)
  const sides = columns.map((blocks) => blocks.map((block) => renderSmall(block, { ...room, width })))
  const cells = sides.map((parts, at) => {
    const apart = at === 0 ? `padding:0 ${gutter / 2}px 0 0` : `padding:0 0 0 ${gutter / 2}px`
    return `<td class="column" width="50%" valign="top" align="left" style="width:50%;vertical-align:top;${apart};${font}">\n${htmlOf(parts)}\n</td>`
  })
  return { html: `<${wideTable} style="width:100%"><tr>${cells.join('')}</tr></table>`, text: textOf(sides.flat()) }
}

const gutter = 24

/** A picture from elsewhere than the web has no place in a letter: its words stand there instead. */
function renderPicture({ src, alt, width, url }: Picture<string>, { width: most, links, around }: Room): Part {
  const from = safeUrl(wholeUrl(src, around.baseUrl))
  const link = url === undefined || url.trim() === '' ? null : links(url)
  const text = withUrl(plain(alt), link)
  if (from === null || !/^https?:/.test(from)) return { html: alt.trim() === '' ? '' : `<p style="${style.text}">${inText(alt)}</p>`, text }
  const pixels = Math.max(1, Math.min(Math.round(width) || most, most))
  const image = `<img src="${inAttribute(from)}" alt="${inAttribute(alt)}" width="${pixels}" style="${style.picture};max-width:${pixels}px">`
  return { html: `<p style="${style.text}">${link === null ? image : `<a${href(link)} style="${style.quiet}">${image}</a>`}</p>`, text }
}

function renderText(text: string, links: Links): Part {
  const parts = readMarks(plain(text)).map(({ kind, lines }): Part => {
    const shown = lines.map((spans) => spans.map((span) => renderSpan(span, links)))
    const html = shown.map((spans) => spans.map((span) => span.html).join(''))
    const bare = shown.map((spans) => spans.map((span) => span.text).join(''))
    return kind === 'list'
      ? {
          html: `<ul style="${style.list}">${html.map((item) => `<li style="${style.item}">${item}</li>`).join('')}</ul>`,
          text: bare.map((item) => `- ${item}`).join('\n'),
        }
      : { html: `<p style="${style.text}">${html.join('<br>\n')}</p>`, text: bare.join('\n') }
  })
  return { html: htmlOf(parts), text: textOf(parts) }
}

function renderSpan({ text, bold, italic, url }: Span, links: Links): Part {
  const link = url === null ? null : links(url)
  const inner = link === null ? escaped(text) : anchor(escaped(text), link)
  const leaning = italic ? `<em>${inner}</em>` : inner
  const shown = link === null || link === text ? text : `${text} (${link})`
  return { html: bold ? `<strong>${leaning}</strong>` : leaning, text: shown }
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
  const leave = `<a class="quiet"${href(link)} style="${style.quiet}">${words.unsubscribe[language]}</a>`
  return {
    html: `\n<p class="quiet" style="${style.footer}">${words.reason[language]} ${leave}</p>`,
    text: `\n\n--\n${words.reason[language]}\n${words.unsubscribe[language]}: ${link}`,
  }
}

const style = {
  text: 'margin:0 0 16px 0',
  heading: 'margin:24px 0 8px 0;font-size:18px;line-height:26px;font-weight:600',
  question: 'margin:0 0 12px 16px',
  list: 'margin:0 0 16px 0;padding:0 0 0 20px',
  item: 'margin:0 0 4px 0',
  picture: 'display:block;width:100%;height:auto;border:0',
  footer: 'margin:32px 0 0 0;font-size:12px;line-height:18px;color:#5c636a',
  quiet: 'color:#5c636a',
  link: 'color:#1c5fb8',
  button: 'display:inline-block;padding:12px 24px;color:#ffffff;text-decoration:none;font-weight:600',
}

const divider =
  `<${wideTable} style="margin:24px 0"><tr>` +
  '<td class="line" height="1" style="border-top:1px solid #c9ced4;font-size:0;line-height:0">&nbsp;</td></tr></table>'

/** A link as a person would put it. A link that leads nowhere stays a text. */
const typed = (text: string, link: string | null): string => `<p style="${style.text}">${anchor(text, link)}</p>`

const anchor = (text: string, link: string | null): string => `<a class="link"${href(link)} style="${style.link}">${text}</a>`

/** Outlook takes the room around the words from the cell (`mso-padding-alt`), all others from the link, so that the whole of it can be pressed. */
const button = (text: string, link: string | null): string =>
  `<${table} style="margin:8px 0 24px 0"><tr>` +
  `<td class="button" align="center" bgcolor="#1c5fb8" style="background-color:#1c5fb8;border-radius:8px;mso-padding-alt:12px 24px;${font}">` +
  `<a class="label"${href(link)} style="${style.button}">${text}</a></td></tr></table>`

function pixel(url: string | null): string {
  const link = url === null ? null : safeUrl(url)
  return link === null ? '' : `\n<img src="${inAttribute(link)}" width="1" height="1" alt="" style="display:block;border:0">`
}

const withUrl = (text: string, link: string | null): string => (link === null || text === '' ? text : `${text}: ${link}`)

type Links = (url: string) => string | null

/** Counts the links of a letter; null for an address that must not be in one. Only pages are counted when clicked. */
function linksOf({ baseUrl, clickUrl }: LetterSurroundings): Links {
  let index = 0
  return (url) => {
    const safe = safeUrl(wholeUrl(url, baseUrl))
    if (safe === null || !/^https?:/.test(safe)) return safe
    return safeUrl(clickUrl(safe, index++))
  }
}
