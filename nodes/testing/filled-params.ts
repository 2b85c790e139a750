import { isJsonObject, type Json } from '../../shared/json.ts'
import { type LetterText, withLetterTexts } from '../../shared/letter.ts'
import type { NodeType, Ports } from '../../shared/node.ts'
import type { FilledParams, Param, Params } from '../../shared/params.ts'

/**
 * The sample of a node as it would stand in its step: references become their last name, rules hold. The runtime
 * fills from real records; tests of a node need plain values only.
 */
export function filledParams<P extends Params, D extends Ports>(node: NodeType<P, D>): FilledParams<P> {
  const declared: Params = node.params
  return Object.fromEntries(
    Object.entries(declared).map(([name, param]) => {
      const value = node.sample.values?.[name]
      if (value !== undefined) return [name, value]
      const stored = (node.sample.params[name] ?? param.default ?? null) as Json
      return [name, stored === null ? null : filled(param, stored)]
    }),
  ) as FilledParams<P>
}

function filled(param: Param, stored: Json): Json {
  switch (param.kind) {
    case 'text':
      return plain(stored)
    case 'rule':
      return { holds: true, lines: [] }
    case 'cases':
      return list(stored).map((one) => ({ id: one['id'] ?? null, holds: false }))
    case 'fields':
      return list(stored).map((one) => ({ field: one['field'] ?? null, value: plain(one['value'] ?? null) }))
    case 'letter':
      return letter(stored)
    case 'date-field':
      return '2026-03-12'
    default:
      return stored
  }
}

function letter(stored: Json): Json {
  const text = isJsonObject(stored) ? (stored['en'] ?? null) : null
  if (!isJsonObject(text)) throw new Error('The sample of a letter needs an English text')
  return { ...withLetterTexts(text as unknown as LetterText<Json>, plain), language: 'en', empty: [] } as unknown as Json
}

const list = (stored: Json) => (Array.isArray(stored) ? stored.filter(isJsonObject) : [])

/** A template with the last part of each reference in its place. */
function plain(template: Json): string {
  if (!Array.isArray(template)) return String(template ?? '')
  return template.map((piece) => (isJsonObject(piece) ? String(piece['ref']).split('.').at(-1) : String(piece))).join('')
}
