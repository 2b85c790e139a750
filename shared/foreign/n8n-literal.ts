/**
 * Objects and lists as JavaScript writes them inside an expression, `{ name: $json.name, tags: [$json.tag] }`: their shape,
 * with the source of each value as an expression of its own. Read, never run; anything but a plain shape is null.
 */
import type { Json } from '../json.ts'
import { literalOf } from './n8n-expression.ts'

/** Deeper ones, and longer ones, stay expressions. */
const deepest = 12
const longest = 20_000

/** The shape of an expression, also of one inside `JSON.stringify(…)`; values are texts of n8n. Null for any other expression. */
export function shapeOf(code: string): Json | null {
  if (code.length > longest) return null
  const inner = /^JSON\.stringify\(([\s\S]*)\)$/.exec(code.trim())?.[1] ?? code
  const text = inner.trim()
  return /^[{[]/.test(text) ? shape(text, 0) : null
}

function shape(source: string, depth: number): Json | null {
  const text = source.trim()
  const [open, close] = [text.charAt(0), text.charAt(text.length - 1)]
  const isObject = open === '{' && close === '}'
  if (depth > deepest || !(isObject || (open === '[' && close === ']'))) return null
  const parts = partsOf(text.slice(1, -1))
  if (parts === null) return null
  const entries = parts.map((part, index) => (isObject ? entry(part, depth) : ([String(index), value(part, depth)] as const)))
  if (entries.some((each) => each === null || each[1] === null)) return null
  const known = entries.flatMap((each) => (each === null ? [] : [each]))
  return isObject ? (Object.fromEntries(known) as Json) : known.map(([, each]) => each)
}

function entry(part: string, depth: number): readonly [string, Json | null] | null {
  const [, plain, double, single, rest = ''] =
    /^\s*(?:([A-Za-z_$][\w$]*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*:([\s\S]*)$/.exec(part) ?? []
  const name = plain ?? double ?? single
  return name === undefined ? null : [name, value(rest, depth)]
}

/** Null means null here only as the text of it, so that a value that is none is told from one that could not be read. */
function value(source: string, depth: number): Json | null {
  const code = source.trim()
  if (code === '' || code.startsWith('...')) return null
  if (/^[{[]/.test(code)) return shape(code, depth + 1)
  const literal = literalOf(code)
  if (typeof literal === 'string') return literal.startsWith('=') ? `=${literal}` : literal
  return literal === undefined || literal === null ? `={{ ${code} }}` : literal
}

/** What stands between the commas of the outermost level; null when brackets or quotes do not close. */
function partsOf(text: string): readonly string[] | null {
  const parts: string[] = []
  let from = 0
  let quote = ''
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'" || char === '`') quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
    if (depth < 0) return null
  }
  if (quote !== '' || depth !== 0) return null
  const last = text.slice(from)
  return last.trim() === '' ? parts : [...parts, last]
}
