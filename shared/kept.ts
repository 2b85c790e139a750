/**
 * What was taken over from another tool and nobody here understands. It stands where ours would stand, as it was, until
 * a person replaces it: an expression in the place of a path, a step with its own type. A workflow that holds any cannot
 * be published.
 */
import { cut } from './cut.ts'

const opening = '{{'

/** The path that stands for an expression; `source` is what stood between its braces. */
export const keptExpression = (source: string): string => `${opening} ${source} }}`

/** Is it an expression that was kept, and no path? */
export const isKeptExpression = (path: string): boolean => path.startsWith(opening)

/** The expression for people: without its braces, on one line, and not all of a long one. */
export function expressionWords(path: string): string {
  const source = path.slice(opening.length, 4_000).replace(/\}\}$/, '').replace(/\s+/g, ' ').trim()
  return source.length > 80 ? `${cut(source, 79)}…` : source
}

const mark = 'n8n.'

/** The type of a step of n8n that stays what it was. One that starts a workflow is told by the beginning of its type, as ours are. */
export const keptType = (type: string): string => cut(`${/trigger$/i.test(type) ? 'trigger.' : ''}${mark}${type}`, 100)

/** What such a step was called in n8n, `code`, without the package that it came in; null for a type that is none. */
export function foreignType(type: string): string | null {
  const own = type.startsWith('trigger.') ? type.slice('trigger.'.length) : type
  return own.startsWith(mark) ? (own.split('.').at(-1) ?? '') : null
}
