/**
 * What a letter in HTML says, as text: lines where it shows lines, quotations marked with ">" as mail programs mark them.
 * One pass without a tree and without looking back, so that no letter can make it slow. Nothing of it is ever shown as HTML.
 */
import { cut } from '../../shared/cut.ts'

/** At most `most` characters of text, of so much HTML as a letter of that length may need. */
export function textOfHtml(whole: string, most: number): string {
  const html = whole.slice(0, most * 16)
  const text = new Lines(most)
  let at = 0
  while (at < html.length && !text.isFull) {
    const open = html.indexOf('<', at)
    const end = open < 0 ? html.length : open
    text.write(html.slice(at, end))
    if (open < 0) break
    at = afterTag(html, open, text)
  }
  return text.whole()
}

/** Where the text goes on behind a tag, a comment, or something whose inside nobody reads. */
function afterTag(html: string, open: number, text: Lines): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open)
  const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]{0,20})/i.exec(html.slice(open, open + 24)) ?? []
  const tag = name.toLowerCase()
  if (tag === '' && html[open + 1] !== '/' && html[open + 1] !== '!' && html[open + 1] !== '?') {
    text.write('<')
    return open + 1
  }
  const close = html.indexOf('>', open)
  if (close < 0) return html.length
  if (tag === 'br') text.endLine()
  if (blocks.has(tag)) text.beginBlock()
  if (tag === 'blockquote') text.quote(slash === '' ? 1 : -1)
  const isUnread = slash === '' && unread.has(tag)
  return isUnread ? after(html, `</${name}`, close) : close + 1
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at < 0 ? html.length : html.indexOf('>', at) + 1 || html.length
}

const blocks = new Set(
  'address article blockquote div dl dt dd footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(' '),
)
const unread = new Set(['head', 'style', 'script', 'title', 'template'])
const deepestQuote = 5

class Lines {
  readonly #most: number
  readonly #lines: string[] = []
  #line = ''
  #depth = 0
  #length = 0

  constructor(most: number) {
    this.#most = most
  }

  get isFull(): boolean {
    return this.#length >= this.#most
  }

  write(html: string): void {
    const text = decoded(html).replace(/[\s\u00a0]+/g, ' ')
    const added = this.#line === '' ? text.trimStart() : text
    this.#line += added
    this.#length += added.length
  }

  endLine(): void {
    this.#lines.push(`${'>'.repeat(this.#depth)}${this.#depth > 0 ? ' ' : ''}${this.#line.trimEnd()}`)
    this.#line = ''
    this.#length++
  }

  beginBlock(): void {
    if (this.#line !== '') this.endLine()
  }

  quote(deeper: 1 | -1): void {
    this.#depth = Math.min(deepestQuote, Math.max(0, this.#depth + deeper))
  }

  whole(): string {
    this.beginBlock()
    return cut(this.#lines.join('\n'), this.#most).trim()
  }
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  copy: '©',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
}

/** Characters that stand for others; what nobody knows stays as it is written. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(named, name) ? named[name] : undefined) ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
