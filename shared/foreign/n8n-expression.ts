/**
 * The texts of n8n: what is plain in them, and what is an expression. Only what names a value is understood; everything
 * else that JavaScript can say is left as it is, for a person to replace. Nothing is ever run.
 */
import type { Json } from '../json.ts'

/** A part of a text: plain, or the source of an expression without its braces. */
export type Piece = string | { readonly code: string }

/** A value that an expression names: of the step before (`step` null) or of a step by its name. */
export interface NamedValue {
  readonly step: string | null
  readonly path: readonly string[]
  /** What stands for an empty value: `$json.name || "there"`. */
  readonly or?: string
}

/** Nothing longer names a value, so no text makes the reader slow. */
const longest = 2_000

/** Splits a text of n8n. One that begins with `=` is an expression; braces with a `$` are meant as one also without it. */
export function piecesOf(text: string): readonly Piece[] {
  const isExpression = text.startsWith('=')
  const body = isExpression ? text.slice(1) : text
  if (!isExpression && (!body.includes('{{') || !body.includes('$', body.indexOf('{{')))) return body === '' ? [] : [body]
  const pieces: Piece[] = []
  let at = 0
  let isOdd = false
  for (let open = body.indexOf('{{'); open >= 0; open = body.indexOf('{{', at)) {
    const strict: number = isOdd ? -1 : endOf(body, open + 2)
    // A lone apostrophe in a comment or a pattern: from there on the first braces that close will do.
    isOdd ||= strict < 0
    const close = isOdd ? body.indexOf('}}', open + 2) : strict
    if (close < 0) break
    if (open > at) pieces.push(body.slice(at, open))
    pieces.push({ code: body.slice(open + 2, close).trim() })
    at = close + 2
  }
  if (at < body.length) pieces.push(body.slice(at))
  return pieces
}

/** Where the braces close that were opened before `from`: not inside a string, and not those of an object; -1 when nowhere. */
function endOf(text: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (quote !== '') {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'" || char === '`') quote = char
    else if (char === '{') depth++
    else if (char === '}' && depth > 0) depth--
    else if (char === '}' && text.charAt(at + 1) === '}') return at
  }
  return -1
}

const roots: readonly RegExp[] = [
  /^\$json(?![\w$])/,
  /^\$input\.(?:item|first\(\)|last\(\))\.json(?![\w$])/,
  /^\$node\.(?<name>[A-Za-z_][\w]*)\.json(?![\w$])/,
  /^\$node\[(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\]\.json(?![\w$])/,
  /^\$\((?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)\.(?:item|first\(\)|last\(\))\.json(?![\w$])/,
]

const further =
  /^(?:\??\.(?<name>[A-Za-z_$][\w$]*)(?![\w$]|\s*\()|(?:\?\.)?\[\s*(?:(?<index>\d{1,6})|(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\s*\])/

const harmless = /^\.toString\(\)$/
const fallback = /^\s*(?:\|\||\?\?)\s*(?:null|undefined|(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))$/

/** The value that an expression names; null when it does more than name one. */
export function namedValue(code: string): NamedValue | null {
  if (code.length > longest) return null
  const text = uncommented(code)
  const root = roots.map((each) => each.exec(text)).find((match) => match !== null)
  if (!root) return null
  const path: string[] = []
  let rest = text.slice(root[0].length)
  for (let match = further.exec(rest); match; match = further.exec(rest)) {
    const { name, index, quoted } = match.groups ?? {}
    path.push(name ?? index ?? unquoted(quoted ?? ''))
    rest = rest.slice(match[0].length)
  }
  const otherwise = fallback.exec(rest)
  if (rest !== '' && !harmless.test(rest) && !otherwise) return null
  const or = otherwise?.groups?.['quoted']
  const { name, quoted } = root.groups ?? {}
  const step = name ?? (quoted === undefined ? null : unquoted(quoted))
  return { step, path, ...(or === undefined ? {} : { or: unquoted(or) }) }
}

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char))

/** Without the remarks that stand before it, each on a line of its own. */
const uncommented = (code: string): string => code.trim().replace(/^(?:\/\/[^\n]*\n\s*)+/, '')

/** A number, a truth or a text that stands in an expression as it is; undefined for anything else. */
export function literalOf(code: string): Json | undefined {
  const text = uncommented(code)
  if (/^'(?:[^'\\]|\\.)*'$/.test(text)) return unquoted(text)
  if (!/^(?:-?\d+(?:\.\d+)?|true|false|null|"(?:[^"\\]|\\.)*")$/.test(text)) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

const moment = /^(?:\$now|\$today|DateTime\.(?:now|local|utc)\(\))(?:\.(?<way>minus|plus)\((?<what>[^()]*)\))?(?:\.toISO\(\))?$/
const unitLetters: Readonly<Record<string, string>> = { day: 'D', week: 'W', month: 'M', year: 'Y', hour: 'H', minute: 'M', second: 'S' }

/** "Thirty days ago" as our rules write it: `{ ago: 'P30D' }`; null when it is no moment counted from now. */
export function momentOf(code: string): { readonly ago: string } | { readonly in: string } | null {
  const found = code.length > longest ? null : moment.exec(code.trim())
  if (!found) return null
  const { way, what } = found.groups ?? {}
  if (way === undefined) return { ago: 'PT0S' }
  const [, keyed, count, named] =
    /^\s*(?:\{\s*['"]?(\w+?)s?['"]?\s*:\s*(\d{1,5})\s*\}|(\d{1,5})\s*,\s*['"]\w+['"])\s*$/.exec(what ?? '') ?? []
  const amount = count ?? named
  const unit = keyed ?? /['"](\w+?)s?['"]/.exec(what ?? '')?.[1]
  if (amount === undefined || unit === undefined || !Object.hasOwn(unitLetters, unit)) return null
  const duration = `${['hour', 'minute', 'second'].includes(unit) ? 'PT' : 'P'}${Number(amount)}${unitLetters[unit]}`
  return way === 'minus' ? { ago: duration } : { in: duration }
}
