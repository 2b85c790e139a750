/**
 * Opens what any sender puts into a request, by its content type and nothing else: JSON, a form, a multipart form. What
 * comes out is plain JSON, bounded in depth, size and number of values, with no key that could reach a prototype.
 */
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { checkJson, readJson } from '../http/json-body.ts'
import { Refused } from '../http/problem.ts'
import { readForm } from './read-form.ts'
import { readMultipart } from './read-multipart.ts'

/** What a hook takes at most. */
export const bodyLimit = 1024 * 1024
const limits = { values: 200_000, text: bodyLimit }

/**
 * The body as JSON. Throws `Refused`: broken or too deep JSON, a text that cannot be kept, a key that could reach a
 * prototype, a type that nobody here reads.
 */
export function openBody(bytes: Buffer, contentType: string): Json {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  if (type === 'application/json' || type.endsWith('+json')) return openJson(bytes.toString('utf8'))
  if (type === 'application/x-www-form-urlencoded') {
    // A command line sends JSON under this type unless it is told otherwise.
    return opensLikeJson(bytes) ? openJson(bytes.toString('utf8')) : withinLimits(readForm(bytes, parameterIn(contentType, 'charset')))
  }
  if (type === 'multipart/form-data') return withinLimits(readMultipart(bytes, parameterIn(contentType, 'boundary') ?? ''))
  if (type === 'text/plain' || type === '') return opensLikeJson(bytes) ? openJson(bytes.toString('utf8')) : openText(bytes)
  throw new Refused(415, 'unsupported-type')
}

/** A parameter of a content type, `charset` or `boundary`. */
function parameterIn(contentType: string, name: string): string | null {
  const [, quoted, plain] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(contentType) ?? []
  return quoted ?? plain ?? null
}

const opensLikeJson = (bytes: Buffer): boolean => /^\s*[{[]/.test(bytes.subarray(0, 64).toString('latin1').replace('\xef\xbb\xbf', ''))

/** An empty body is an empty object: the call itself is what happened. */
function openJson(text: string): Json {
  return (readJson(text.replace(/^\ufeff/, ''), limits) ?? {}) as Json
}

const openText = (bytes: Buffer): Json => withinLimits(bytes.length === 0 ? [] : [['text', bytes.toString('utf8')]])

/** The fields of a form as JSON, checked like any other; a field that holds JSON is opened too. */
function withinLimits(fields: readonly (readonly [name: string, value: Json])[]): Json {
  const root: Branch = { inside: new Map() }
  for (const [name, value] of fields) put(root, keysOf(name), name, opened(value))
  const body = toJson(root)
  checkJson(body, limits)
  return body
}

function opened(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*(\{[\s\S]*\}|\[[\s\S]*\])\s*$/.test(value)) return value
  try {
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}

type Node = Branch | { readonly value: Json }
interface Branch {
  readonly inside: Map<string, Node>
}

/** `leads[add][0][name]` is leads, add, 0, name; a name whose brackets do not close is one key. */
function keysOf(name: string): readonly string[] {
  const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name) ?? []
  if (first === undefined || rest === undefined) return [name]
  return [first, ...rest.slice(1, -1).split('][')]
}

const deepest = 64

function put(root: Branch, keys: readonly string[], whole: string, value: Json): void {
  if (keys.length > deepest) throw new Refused(400, 'too-deep')
  if (keys.includes('__proto__')) throw new Refused(400, 'bad-key')
  let at = root
  for (const key of keys.slice(0, -1)) {
    const next = at.inside.get(key)
    // The sender uses one name for a value and for a group: the longer name is kept as it is written.
    if (next && !('inside' in next)) {
      add(root, whole, value)
      return
    }
    const branch: Branch = next ?? { inside: new Map() }
    at.inside.set(key, branch)
    at = branch
  }
  const last = keys.at(-1) ?? ''
  add(at, last === '' ? String(at.inside.size) : last, value)
}

/** The same name again makes a list. */
function add({ inside }: Branch, key: string, value: Json): void {
  const before = inside.get(key)
  if (!before) inside.set(key, { value })
  else if ('inside' in before) before.inside.set('', { value })
  else inside.set(key, { value: Array.isArray(before.value) ? [...before.value, value] : [before.value, value] })
}

function toJson(node: Node): Json {
  if ('value' in node) return node.value
  const keys = [...node.inside.keys()]
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  if (isList) return [...node.inside.values()].map(toJson)
  return Object.fromEntries([...node.inside].map(([key, inner]) => [key, toJson(inner)]))
}

/** The events of a body: a list of objects is a batch of them, everything else is one. */
export function eventsIn(body: Json): readonly JsonObject[] {
  if (Array.isArray(body) && body.length > 0 && body.every(isJsonObject)) return body as readonly JsonObject[]
  return [isJsonObject(body) ? body : { value: body }]
}
