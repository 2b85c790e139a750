/**
 * A template as a line of characters and back. In the text field a reference is its name between two invisible marks;
 * an edit of the text is worked out from what changed, and a reference that was touched goes as a whole. Pure.
 */
import type { Reference, Template } from '../../shared/template.ts'

/** A piece with its place in the text: `start` and `end` count characters. */
interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Null for plain text. */
  readonly reference: Reference | null
}

/** Invisible and never typed: it tells a name from the same word written by hand. */
const mark = '\u2060'
/** Room around a name that does not break. */
const space = '\u00a0'

/** The pieces with the text that the field shows for each. */
export function tokensOf(template: Template, nameOf: (reference: Reference) => string): readonly Token[] {
  let start = 0
  return template.flatMap((piece) => {
    const text = typeof piece === 'string' ? piece : `${mark}${space}${nameOf(piece)}${space}${mark}`
    if (text === '') return []
    const token = { start, end: start + text.length, text, reference: typeof piece === 'string' ? null : piece }
    start = token.end
    return [token]
  })
}

/** What stands in the text field, marks included. */
export const shownText = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('')

/** Puts pieces in the place of the characters from `from` to `to`. A reference that is cut into goes as a whole. */
export function replaceRange(tokens: readonly Token[], from: number, to: number, pieces: Template): Template {
  const before: (string | Reference)[] = []
  const after: (string | Reference)[] = []
  for (const { start, end, text, reference } of tokens) {
    if (reference) {
      if (end <= from) before.push(reference)
      else if (start >= to) after.push(reference)
      continue
    }
    if (start < from) before.push(text.slice(0, from - start))
    if (end > to) after.push(text.slice(Math.max(0, to - start)))
  }
  return joined([...before, ...pieces, ...after])
}

/** What changed between two texts: the characters from `from` to `to` became `typed`. `caret` is where the cursor stands after it. */
function editBetween(before: string, after: string, caret: number): { from: number; to: number; typed: string } {
  const longest = Math.min(before.length, after.length)
  let tail = 0
  const most = Math.min(after.length - caret, longest)
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  let head = 0
  while (head < longest - tail && before[head] === after[head]) head++
  return { from: head, to: before.length - tail, typed: after.slice(head, after.length - tail) }
}

/** The template after the person has typed, pasted or deleted; pasted names are only text. */
export function afterTyping(
  tokens: readonly Token[],
  text: string,
  caret: number,
): { readonly template: Template; readonly caret: number } {
  const { from, to, typed } = editBetween(shownText(tokens), text, caret)
  const plain = typed.replaceAll(mark, '').replaceAll(space, ' ')
  const start = tokens.find(({ reference, start, end }) => reference && start < from && end > from)?.start ?? from
  return { template: replaceRange(tokens, from, to, plain === '' ? [] : [plain]), caret: start + plain.length }
}

/** The reference that a place in the text stands in or touches from inside. */
export const referenceAt = (tokens: readonly Token[], at: number): Token | null =>
  tokens.find(({ reference, start, end }) => reference !== null && at > start && at < end) ?? null

/** Neighbouring texts become one, empty ones go: so the same template is always the same JSON. */
export function joined(template: Template): Template {
  const result: (string | Reference)[] = []
  for (const piece of template) {
    const last = result.at(-1)
    if (piece === '') continue
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece
    else result.push(piece)
  }
  return result
}
