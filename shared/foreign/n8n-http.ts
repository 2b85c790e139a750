/** Calls of n8n as steps that call another program: method, address with its query, headers and body. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import type { Template } from '../template.ts'
import { piecesOf } from './n8n-expression.ts'
import type { N8nNode } from './n8n-file.ts'
import { shapeOf } from './n8n-literal.ts'
import {
  assignedOf,
  type Carries,
  type Find,
  keptExpression,
  loneExpression,
  type Made,
  paramAt,
  plainOf,
  rowsAt,
  templateOf,
  writtenIn,
} from './n8n-step.ts'

/** A call with values as n8n has them: texts with their expressions. */
export interface Call {
  readonly method: string
  /** Parts that stand one after the other. */
  readonly url: readonly (Json | undefined)[]
  readonly query?: readonly (readonly [string, Json | undefined])[]
  readonly headers?: readonly (readonly [string, Json | undefined])[]
  /** Nested as it is sent. */
  readonly body?: Json | undefined
  readonly lost?: readonly string[]
}

/** A step that makes the call; the answer lies in its body, or where `answer` says. */
export function callStep(node: N8nNode, call: Call, answer: Partial<{ at: string; list: string; inside: readonly string[] }> = {}): Made {
  const base = `node.${node.id}.body`
  const carries: Carries =
    answer.list === undefined
      ? { kind: 'at', base: answer.at ? `${base}.${answer.at}` : base }
      : { kind: 'list', base: answer.list === '' ? base : `${base}.${answer.list}`, inside: answer.inside ?? [] }
  return {
    type: 'out.http',
    acts: true,
    carries,
    ports: ['ok', 'error'],
    params: (find) => callParams(call, find),
    ...(call.lost ? { lost: call.lost } : {}),
  }
}

function callParams({ method, url, query = [], headers = [], body }: Call, find: Find): JsonObject {
  const address = [...url.flatMap((part) => [...templateOf(part, find)]), ...queryOf(query, find)]
  const rows = body === undefined || method === 'GET' ? [] : bodyRows(body, find)
  return {
    method,
    url: withoutBlanks(address) as unknown as Json,
    ...(rows.length > 0 ? { body: rows } : {}),
    ...(headers.length > 0
      ? { headers: headers.map(([field, value]) => ({ field, value: templateOf(value, find) as unknown as Json })) }
      : {}),
  }
}

/** Texts side by side become one. */
function withoutBlanks(address: Template): Template {
  const joined: Template[number][] = []
  for (const piece of address) {
    const last = joined.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece
    else joined.push(piece)
  }
  return joined
}

function queryOf(query: NonNullable<Call['query']>, find: Find): Template {
  const asked = query.filter(([, value]) => value !== undefined && value !== null && value !== '')
  return asked.flatMap(([name, value], index) => [
    `${index === 0 ? '?' : '&'}${encodeURIComponent(name)}=`,
    ...templateOf(value, find).map((piece) => (typeof piece === 'string' ? encodeURIComponent(piece) : piece)),
  ])
}

/** Names with dots for what is nested: `client.email`, `rows.0.name`. */
function bodyRows(body: Json, find: Find, before = ''): JsonObject[] {
  const code = loneExpression(body)
  const nested = code === null ? body : (shapeOf(code) ?? everythingIn(code, find))
  if (typeof nested === 'object' && nested !== null) {
    return Object.entries(nested).flatMap(([name, value]) => bodyRows(value, find, before === '' ? name : `${before}.${name}`))
  }
  return before === '' ? [row('body', [keptExpression(code ?? String(body))])] : [row(before, assignedOf(body, find))]
}

/** All that comes in, `{{ $json }}`, name by name where the names are known. */
function everythingIn(code: string, find: Find): JsonObject | null {
  const names = /^(?:JSON\.stringify\()?\$json\)?$/.test(code.trim()) ? find.all() : null
  return names && Object.fromEntries(names.map((name) => [name, `={{ $json[${JSON.stringify(name)}] }}`]))
}

const row = (field: string, value: Template | number | boolean | null): JsonObject => ({ field, value: value as unknown as Json })

/** The node that calls any address, of all its versions. */
export function httpRequest(node: N8nNode): Made {
  const { params } = node
  const method = writtenIn(params['method'] ?? params['requestMethod'], 'GET').toUpperCase()
  const isKnown = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
  const { body, lost } = requestBody(params)
  const call: Call = {
    method: isKnown ? method : 'GET',
    url: [params['url']],
    query: [...pairs(params, 'queryParameters'), ...pairs(params, 'queryParametersUi')],
    headers: [...pairs(params, 'headerParameters'), ...pairs(params, 'headerParametersUi'), ...jsonPairs(params['headerParametersJson'])],
    body,
  }
  const missing = [...lost, ...(isKnown ? [] : ['foreign-lost-method'])]
  return callStep(node, missing.length > 0 ? { ...call, lost: missing } : call)
}

const pairs = (params: JsonObject, name: string): (readonly [string, Json | undefined])[] =>
  [...rowsAt(params, name, 'parameters'), ...rowsAt(params, name, 'parameter')].flatMap((each) => {
    const field = plainOf(each['name'])
    return field ? [[field, each['value']] as const] : []
  })

function jsonPairs(text: Json | undefined): (readonly [string, Json | undefined])[] {
  const json = readJsonText(text)
  return isJsonObject(json ?? null) ? Object.entries(json as JsonObject).map(([name, value]) => [name, value] as const) : []
}

function requestBody(params: JsonObject): { readonly body: Json | undefined; readonly lost: readonly string[] } {
  const form = ['form-urlencoded', 'multipart-form-data', 'form-data', 'raw', 'binaryData']
  const isForm = form.includes(writtenIn(params['contentType'] ?? paramAt(params, 'options', 'bodyContentType'), 'json'))
  const lost = isForm ? ['foreign-lost-form'] : []
  const raw = params['jsonBody'] ?? params['bodyParametersJson'] ?? params['body']
  const rows = [...pairs(params, 'bodyParameters'), ...pairs(params, 'bodyParametersUi')]
  if (rows.length > 0) return { body: Object.fromEntries(rows.map(([name, value]) => [name, value ?? null])), lost }
  if (raw === undefined || raw === '') return { body: undefined, lost: [] }
  const json = readJsonText(raw)
  return { body: isJsonObject(json ?? null) ? json : typeof raw === 'string' ? raw : JSON.stringify(raw), lost }
}

/** Private characters: they stand for the expressions of a text while the rest of it is read as JSON. */
const [opening, closing] = ['\ue000', '\ue001']

/** JSON with expressions in it, `{ "to": "{{ $json.to }}", "count": {{ $json.n }} }`: read, with each expression as a text of n8n. */
export function readJsonText(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value
  const codes: string[] = []
  let text = ''
  let quoted = false
  for (const piece of piecesOf(value)) {
    if (typeof piece === 'string') {
      text += piece
      for (const [mark] of piece.matchAll(/\\.|"/gs)) if (mark === '"') quoted = !quoted
      continue
    }
    const mark = `${opening}${codes.push(piece.code) - 1}${closing}`
    text += quoted ? mark : `"${mark}"`
  }
  try {
    return withExpressions(JSON.parse(text) as Json, codes)
  } catch {
    return undefined
  }
}

function withExpressions(json: Json, codes: readonly string[]): Json {
  if (typeof json === 'string') {
    const text = json.replace(/\ue000(\d+)\ue001/g, (whole, index: string) => {
      const code = codes[Number(index)]
      return code === undefined ? whole : `{{ ${code} }}`
    })
    // What begins with `=` would be taken for an expression.
    return text === json && !json.startsWith('=') ? json : `=${text}`
  }
  if (Array.isArray(json)) return json.map((each: Json) => withExpressions(each, codes))
  if (!isJsonObject(json)) return json
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, withExpressions(each, codes)]))
}
