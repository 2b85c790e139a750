/**
 * The marks of a text in a letter: `**bold**`, `__italic__`, `[words](address)`, and lines that begin with `- ` for a
 * list. A mark counts only with its other half in the same line; a backslash before a sign takes its meaning. Total:
 * whatever is written is read, in one pass.
 */

/** A stretch of text that looks the same throughout; `url` as it was written, null for no link. */
export interface Span {
  readonly text: string
  readonly bold: boolean
  readonly italic: boolean
  readonly url: string | null
}

/** What an empty line parts, or a list: `lines` are those of the paragraph or the items. */
export interface Passage {
  readonly kind: 'paragraph' | 'list'
  readonly lines: readonly (readonly Span[])[]
}

/** Reads a text with line breaks of the kind `\n`. */
export function readMarks(text: string): readonly Passage[] {
  return text.split(/\n{2,}/).flatMap((paragraph) => passagesOf(paragraph.split('\n')))
}

function passagesOf(lines: readonly string[]): Passage[] {
  const passages: { kind: Passage['kind']; lines: (readonly Span[])[] }[] = []
  for (const line of lines) {
    const kind = line.startsWith('- ') ? 'list' : 'paragraph'
    const spans = spansOf(kind === 'list' ? line.slice(2) : line)
    const last = passages.at(-1)
    if (last?.kind === kind) last.lines.push(spans)
    else passages.push({ kind, lines: [spans] })
  }
  return passages
}

/** An escaped sign, half of a mark, or a whole link. No part of it can be read in two ways, so nothing is gone over twice. */
const mark = /\\[\\*_[\]()-]|\*\*|__|\[((?:\\.|[^[\]\\])+)\]\(((?:\\.|[^()[\]\\\s])+)\)/g

function spansOf(line: string): readonly Span[] {
  const found = [...line.matchAll(mark)]
  const halves = { '**': countOf(found, '**'), __: countOf(found, '__') }
  const on = { '**': false, __: false }
  const spans: Span[] = []
  const add = (text: string, url: string | null = null) => {
    const last = spans.at(-1)
    const [bold, italic] = [on['**'], on.__]
    if (text === '') return
    if (last && url === null && last.url === null && last.bold === bold && last.italic === italic)
      spans[spans.length - 1] = { ...last, text: last.text + text }
    else spans.push({ text, bold, italic, url })
  }
  let at = 0
  for (const each of found) {
    const [whole, label, url] = each
    add(line.slice(at, each.index))
    at = each.index + whole.length
    if (whole === '**' || whole === '__') {
      // The last of an odd number has no other half, and is only two signs.
      if (!on[whole] && halves[whole] < 2) add(whole)
      else on[whole] = !on[whole]
      halves[whole]--
    } else if (label !== undefined && url !== undefined) add(withoutEscapes(label), withoutEscapes(url))
    else add(whole.slice(1))
  }
  add(line.slice(at))
  return spans
}

const countOf = (found: readonly RegExpExecArray[], sign: string): number => found.filter(([whole]) => whole === sign).length

const withoutEscapes = (text: string): string => text.replace(/\\([\\*_[\]()-])/g, '$1')

/** A value on its way into a text: whatever it holds is read as it is, also beside the marks of the author. */
export function escapeMarks(value: string): string {
  if (!/[\\*_[\](-]/.test(value)) return value
  return value
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/^[*_(]|[*_]$|\*(?=\*)|(?<=\*)\*|_(?=_)|(?<=_)_/g, '\\$&')
    .replace(/(^|\n)-(?=\s|$)/g, '$1\\-')
}
