/** What the readers of the single steps of n8n share: what a step becomes, and how its values are found again. */

import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { keptExpression as keptPath } from '../kept.ts'
import type { Reference, Template } from '../template.ts'
import { literalOf, namedValue, type Piece, piecesOf } from './n8n-expression.ts'
import type { N8nNode } from './n8n-file.ts'

/** Where the values lie that a step of n8n hands on as `$json`. */
export type Carries =
  /** Below a path of ours, `node.call.body`; `under` is what n8n has before it and we do not. */
  | { readonly kind: 'at'; readonly base: string; readonly under?: readonly string[] }
  /** Under names of our own; `rest` hands on what came in besides. */
  | { readonly kind: 'named'; readonly names: ReadonlyMap<string, string>; readonly rest: boolean }
  /** What came in, as it is. */
  | { readonly kind: 'through' }
  /** One item of a list after another: of the list that `list` names in what came in, or of all that came in. */
  | { readonly kind: 'items'; readonly list: readonly string[] | null; readonly under: readonly string[] }
  /** A list of things, each of which goes on by itself; `inside` is where the values of each lie. */
  | { readonly kind: 'list'; readonly base: string; readonly inside: readonly string[] }
  /** What somebody answered in a form, by the questions; an address leads to the contact. */
  | { readonly kind: 'answers' }
  /** Nothing that could be named here. */
  | { readonly kind: 'nothing' }

/** Finds the values of n8n that a step uses. */
export interface Find {
  /** By the step that has it, or null for what comes in; null where we have no plain path to it. */
  value(step: string | null, path: readonly string[]): string | null
  /** The names of everything that comes in; null where that is not known. */
  all(): readonly string[] | null
}

/** What a step of n8n becomes. */
export interface Made {
  readonly type: string
  readonly carries: Carries
  /** The port of each output; an output without one has no lines here. */
  readonly ports: readonly string[]
  readonly acts?: true
  /** Filled when it is known where all values lie. */
  params(find: Find): JsonObject
  /** Codes of what was not carried over and stands in no parameter. */
  readonly lost?: readonly string[]
}

/** A step of n8n as one of ours; null where none of ours does the same. */
export type Maker = (node: N8nNode) => Made | null

/** A text of n8n with its expressions as references; what is more than a reference stays as its source, marked. */
export function templateOf(value: Json | undefined, find: Find): Template {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  if (typeof value !== 'string') return isJsonObject(value ?? null) || Array.isArray(value) ? [keptExpression(JSON.stringify(value))] : []
  return joined(piecesOf(value).map((piece) => (typeof piece === 'string' ? piece : pieceOf(piece.code, find))))
}

/** A value with its type where it has one: a number stays one. For lists of names and values. */
export function assignedOf(value: Json | undefined, find: Find): Template | number | boolean | null {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  const pieces = typeof value === 'string' ? piecesOf(value) : []
  const [only] = pieces
  if (pieces.length === 1 && typeof only === 'object') {
    const literal = literalOf(only.code)
    if (literal === null || typeof literal === 'number' || typeof literal === 'boolean') return literal
  }
  return templateOf(value, find)
}

/** What an expression becomes inside a text. */
function pieceOf(code: string, find: Find): string | Reference {
  const literal = literalOf(code)
  if (literal !== undefined) return literal === null ? '' : String(literal)
  const named = namedValue(code)
  const ref = named && find.value(named.step, named.path)
  if (!named || ref === null) return keptExpression(code)
  return named.or === undefined ? { ref } : { ref, or: named.or }
}

/** An expression that nobody here understands, as a reference that is to be replaced. */
export const keptExpression = (code: string): Reference => ({ ref: keptPath(code) })

/** Stands in an address for what only the holder of an account knows: `={{ Telegram: token }}`. */
export const accountPart = (service: string, what: string): string => `={{ ${service}: ${what} }}`

/** Is it such a part? It was in no file there either. */
export const isAccountPart = (ref: string): boolean => /^\{\{ [\w ]{1,40}: [\w ]{1,40} \}\}$/.test(ref)

/** The one value that a text of n8n names, or null when it is anything else. */
export function pathIn(value: Json | undefined, find: Find): string | null {
  const only = loneExpression(value)
  const named = only === null ? null : namedValue(only)
  return named && named.or === undefined ? find.value(named.step, named.path) : null
}

/** The source of a text that is one expression and nothing else but blanks around it; null for any other. */
export function loneExpression(value: Json | undefined): string | null {
  if (typeof value !== 'string') return null
  const pieces: readonly Piece[] = piecesOf(value).filter((piece) => typeof piece !== 'string' || piece.trim() !== '')
  const [only] = pieces
  return pieces.length === 1 && typeof only === 'object' ? only.code : null
}

/** A text without expressions, or null. */
export function plainOf(value: Json | undefined): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  const pieces = piecesOf(value)
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : null
}

/** What stands there as a text, of whatever kind it is; `usual` where nothing does. */
export function writtenIn(value: Json | undefined, usual: string): string {
  if (value === undefined || value === null) return usual
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Neighbouring texts as one. */
function joined(pieces: Template): Template {
  const result: (string | Reference)[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (piece === '') continue
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece
    else result.push(piece)
  }
  return result
}

/** The value of a field that n8n lets choose from a list: `{ "__rl": true, "value": … }`. */
export const chosen = (value: Json | undefined): Json | undefined =>
  isJsonObject(value ?? null) && (value as JsonObject)['__rl'] === true ? (value as JsonObject)['value'] : value

/** The value at a path of the parameters, by own properties only. */
export function paramAt(params: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = params
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as JsonObject)[key]
  }
  return chosen(found)
}

/** The objects of a list at a path of the parameters. */
export function rowsAt(params: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const list = paramAt(params, ...path)
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}

/** A name as our variables have it: letters, digits and underscores. */
export const variableName = (name: string): string => name.replace(/[^\p{L}\p{N}_]+/gu, '_').slice(0, 40) || 'value'
