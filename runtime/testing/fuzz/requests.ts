/** Requests to every described route, made from the description alone: right ones, near misses, garbage. */
import fc from 'fast-check'
import type { Field } from '../../../shared/entities/entity.ts'
import { entities } from '../../../shared/entities.ts'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { anyJson, fitting, type KnownNames, nearMiss } from './values.ts'

/** A request; ids of what is there stand in it as `@@contacts:7`, and are put in when it is sent. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly contentType: string | null
  readonly payload: string | null
}

/** A route as the description of the API has it. */
export interface Route {
  readonly method: Request['method']
  /** With `{id}` for what changes. */
  readonly path: string
  readonly requests: fc.Arbitrary<Request>
  readonly responses: Responses
}

/** The parts of OpenAPI that are read. */
export interface Description extends JsonObject {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation & JsonObject>>>>
  readonly components: JsonObject
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: JsonObject
  }[] &
    Json
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: JsonObject } } } & JsonObject
  readonly responses: Responses
}

const nobody = '00000000-0000-7000-8000-000000000000'
const there = (collection: string) => fc.nat({ max: 9_999 }).map((number) => `@@${collection}:${number}`)
const idsIn = (collection: string) =>
  fc.oneof(
    { weight: 8, arbitrary: there(collection) },
    { weight: 1, arbitrary: fc.constantFrom(nobody, 'website', 'site', 'flow', '1', '0') },
  )

/** `contacts` of `/api/contacts/{id}/timeline`. */
export const collectionOf = (path: string): string => path.split('/')[2] ?? ''

/** `files` are whole workflow files. */
export function routesOf({ paths }: Description, files: readonly Json[]): readonly Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const upper = method.toUpperCase() as Request['method']
      return { method: upper, path, requests: requestsTo(upper, path, operation, knownAt(path, files)), responses: operation.responses }
    }),
  )
}

function requestsTo(method: Request['method'], path: string, operation: Operation, known: KnownNames): fc.Arbitrary<Request> {
  const url = fc.tuple(addressOf(path), queryOf(operation, known)).map(([address, query]) => address + query)
  const schema = operation.requestBody?.content['application/json']?.schema
  const valid = schema ? fitting(schema, known) : anyJson
  const json = fc
    .oneof({ weight: 4, arbitrary: valid }, { weight: 4, arbitrary: nearMiss(valid) }, { weight: 1, arbitrary: anyJson })
    .map((value) => ({ contentType: 'application/json', payload: JSON.stringify(value) }))
  const bodies = fc.oneof({ weight: 8, arbitrary: json }, { weight: 1, arbitrary: rawBody })
  const none = fc.constant({ contentType: null, payload: null })
  return fc.tuple(url, method === 'GET' || method === 'DELETE' ? none : bodies).map(([at, body]) => ({ method, url: at, ...body }))
}

/** Anything but JSON, under any name. */
const rawBody = fc.record({
  contentType: fc.constantFrom(
    'application/json',
    'text/plain',
    'message/rfc822',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/xml',
    'nonsense',
  ),
  payload: fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.constantFrom(
      '',
      '{"a":',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName;Mail\r\nAnna;anna@client.test\r\n--x--\r\n',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="../a"\r\n\r\n',
      'From: Anna <anna@client.test>\r\nTo: x@company.test\r\nSubject: =?utf-8?q?=D0?=\r\n\r\nHello',
      'email=anna%40client.test&a[b][c]=1&a=2',
      '['.repeat(100_000),
    ),
  ),
})

function addressOf(path: string): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.constantFrom('%00', '..%2f..%2f', '__proto__', 'constructor', '%ff', 'a%20b', 'x'.repeat(400)),
    fc.string({ maxLength: 20 }).map(encoded),
  )
  const part = fc.oneof({ weight: 12, arbitrary: idsIn(collectionOf(path)) }, { weight: 1, arbitrary: odd })
  const parts = path.split('/').map((piece) => (piece.startsWith('{') ? part : fc.constant(piece)))
  return fc.tuple(...parts).map((pieces) => pieces.join('/'))
}

/** An address cannot hold half a character. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString())

function queryOf({ parameters = [] }: Operation, known: KnownNames): fc.Arbitrary<string> {
  const inQuery = parameters.filter((one) => one.in === 'query')
  const one = (name: string, schema: JsonObject) => {
    const valid = fitting(schema, known, name)
    return fc.oneof({ weight: 15, arbitrary: valid }, { weight: 1, arbitrary: anyJson }).map((value) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      const inAddress = encoded(text.slice(0, 2_000)).replace(/%40%40([\w-]+)%3A(\d+)/g, '@@$1:$2')
      return `${name}=${inAddress}`
    })
  }
  const all = fc.record(Object.fromEntries(inQuery.map(({ name, schema }) => [name, one(name, schema)])), {
    requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name),
  })
  return all.map((pairs) => (Object.keys(pairs).length === 0 ? '' : `?${Object.values(pairs).join('&')}`))
}

/** What names mean that the schemas leave open. */
function knownAt(path: string, files: readonly Json[]): KnownNames {
  const entity = entities.find(({ plural }) => path === `/api/${plural}` || path.startsWith(`/api/${plural}/`))
  const file = fc.oneof(fc.constantFrom(...files), nearMiss(fc.constantFrom(...files)))
  return {
    id: idsIn(collectionOf(path)),
    about: idsIn('contacts'),
    contact: idsIn('contacts'),
    suggestion: idsIn('suggestions'),
    run: idsIn('runs'),
    file: path.startsWith('/api/import') ? idsIn('files') : file,
    draft: file,
    rule,
    filter: fc.oneof(
      fc.constant('{"field":"createdAt","is":"after","value":{"ago":"P30D"}}'),
      rule.map((value) => JSON.stringify(value)),
    ),
    cursor: fc.constantFrom('', '0', 'nothing'),
    entity: fc.constantFrom(...entities.map(({ name }) => name), 'nobody'),
    sort: fc.constantFrom('createdAt', '-createdAt', 'createdAt', 'nothing'),
    revision: fc.constantFrom(1, 2, 3),
    ...(entity ? { fields: fieldsOf(entity.fields) } : {}),
  }
}

const mostOptional = 3

/** What has to be there, and a few of the others. */
function fieldsOf(fields: Readonly<Record<string, Field>>): fc.Arbitrary<Json> {
  const written = Object.entries(fields).filter(([, field]) => !field.readonly)
  const values = (some: typeof written) => fc.record(Object.fromEntries(some.map(([name, field]) => [name, fieldValue(field)])))
  const others = written.filter(([, field]) => !field.required)
  const optional = fc.subarray(others, { maxLength: Math.min(mostOptional, others.length) })
  const required = values(written.filter(([, field]) => field.required))
  return fc.tuple(required, optional.chain(values)).map(([must, may]) => ({ ...may, ...must }) as Json)
}

function fieldValue(field: Field): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'flag':
      return fc.boolean()
    case 'day':
      return fc.constantFrom('2026-03-02', '2024-02-29', '0001-01-01')
    case 'time':
      return fc.constantFrom('2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00+03:00')
    case 'tags':
      return fc.array(fc.string({ maxLength: 10 }), { maxLength: 3 })
    case 'money':
      return fc.record({ cents: fc.integer(), currency: fc.constantFrom('EUR', 'RUB') })
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options))
    case 'ref':
      return there(entities.find(({ name }) => name === field.entity)?.plural ?? '')
    case 'email':
      return fc.nat({ max: 500 }).map((number) => `client-${number}@client.test`)
    case 'phone':
      return fc.nat({ max: 500 }).map((number) => `+4930901${String(number).padStart(4, '0')}`)
    case 'url':
      return fc.constantFrom('https://client.test', 'http://[::1]/')
    case 'json':
      return anyJson
    default:
      return fc.string({ maxLength: 30 })
  }
}

const rule: fc.Arbitrary<Json> = fc.oneof(
  fc.record({
    field: fc.constantFrom('firstName', 'owner.name', 'createdAt', 'tags', 'amount', 'segment', 'nothing', '__proto__', ''),
    is: fc.constantFrom('is', 'over', 'before', 'has', 'empty', 'anniversary', 'sounds-like', 'within'),
    value: anyJson,
  }),
  fc.constant<Json>({ some: 'deals', where: { field: 'title', is: 'is', value: 'x' }, last: 'P3D' }),
  fc.constant<Json>({ all: [{ not: { any: [] } }] }),
  anyJson,
)

/** By status, or by its first figure (`2XX`); `default` for all others. */
export interface Responses {
  readonly [status: string]: JsonObject | undefined
}
