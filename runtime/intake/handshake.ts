/** What a sender wants to hear before it trusts an address: a value sent back, or a text that was agreed. */
import { type BodyStep, readBodyPath, valueAtPath } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { textOf } from './read-person.ts'

/**
 * `when` tells the handshake from other deliveries by a value of the body; `answer` is a value of the body or a text.
 * `query` answers a GET with that value of the address; with `verify` only if the address also carries the agreed text.
 */
export interface Handshake {
  readonly when: { readonly path: readonly BodyStep[]; readonly is: string } | null
  readonly answer: { readonly path: readonly BodyStep[] } | { readonly text: string } | null
  readonly query: string | null
  readonly verify: { readonly query: string; readonly is: string } | null
}

/** The settings in a stored hook; null when it has none. */
export function handshakeIn(value: Json | undefined): Handshake | null {
  if (!isJsonObject(value)) return null
  const { when, answer, query, verify } = value
  const path = isJsonObject(when) && typeof when['path'] === 'string' ? readBodyPath(when['path']) : null
  return {
    when: path && isJsonObject(when) ? { path, is: textOf(when['is'] ?? null) } : null,
    answer: answerIn(answer),
    query: typeof query === 'string' && query !== '' ? query : null,
    verify:
      isJsonObject(verify) && typeof verify['query'] === 'string' ? { query: verify['query'], is: textOf(verify['is'] ?? null) } : null,
  }
}

function answerIn(answer: Json | undefined): Handshake['answer'] {
  if (!isJsonObject(answer)) return null
  if (typeof answer['text'] === 'string') return { text: answer['text'] }
  const path = typeof answer['path'] === 'string' ? readBodyPath(answer['path']) : null
  return path ? { path } : null
}

/** The answer to a delivery that is a handshake; null for every other. */
export function answerToBody({ when, answer }: Handshake, body: Json): string | null {
  if (!when || !answer || textOf(valueAtPath(body, when.path) ?? null) !== when.is) return null
  return 'text' in answer ? answer.text : textOf(valueAtPath(body, answer.path) ?? null)
}

/** The answer to a GET; null when it carries nothing to answer. */
export function answerToQuery({ query, verify }: Handshake, asked: Readonly<Record<string, unknown>>): string | null {
  const value = query === null ? undefined : asked[query]
  if (typeof value !== 'string') return null
  return verify && asked[verify.query] !== verify.is ? null : value
}
