import fc from 'fast-check'
import type { RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { type Asker, problemKeys, testApp } from '../testing/test-app.ts'

const nobodyThere = '00000000-0000-7000-8000-000000000000'
const anything = fc.jsonValue({ maxDepth: 3 })
const rule = fc.oneof(
  fc.record({
    field: fc.constantFrom('firstName', 'owner.name', 'createdAt', 'tags', 'nothing', '__proto__', ''),
    is: fc.constantFrom('is', 'over', 'before', 'has', 'empty', 'anniversary', 'sounds-like'),
    value: anything,
  }),
  fc.constant({ some: 'deals', where: { field: 'title', is: 'is', value: 'x' }, last: 'P3D' }),
  anything,
)

/** What stands under a name that the API knows: right values, near misses, garbage. */
const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  fields: fc.dictionary(
    fc.constantFrom('firstName', 'name', 'title', 'email', 'phone', 'amount', 'rule', 'key', 'owner', 'fields', 'dueAt', 'constructor'),
    fc.oneof(fc.constantFrom('Anna', 'anna@client.test', '+4930901820', { cents: 1, currency: 'EUR' }, { all: [] }, null), anything),
  ),
  revision: fc.oneof(fc.constantFrom(1, 2), fc.double()),
  archived: fc.boolean(),
  rule,
  entity: fc.constantFrom('contact', 'deal', 'orderLine', 'nobody', '__proto__', ''),
  draft: fc.oneof(fc.record({ format: fc.integer(), id: fc.string(), name: fc.string(), nodes: anything, edges: anything }), anything),
  file: fc.oneof(fc.record({ id: fc.string(), name: fc.string(), nodes: fc.array(anything), edges: fc.array(anything) }), fc.string()),
  limit: fc.constantFrom('1', '0', '9999', '-1', 'x'),
  filter: fc.oneof(
    rule.map((value) => JSON.stringify(value)),
    fc.string(),
  ),
  sort: fc.constantFrom('createdAt', '-createdAt', 'firstName', 'nothing', '-', '"; drop table'),
  until: fc.constantFrom('2099-01-01T00:00:00Z', '0000-00-00T00:00:00Z', 'soon'),
  id: fc.constantFrom(nobodyThere, '', '__proto__'),
}

/** Something that the schema of a route would nearly take. */
function shapedLike(schema: unknown): fc.Arbitrary<unknown> {
  const properties = (schema as { properties?: Record<string, unknown> } | undefined)?.properties
  if (!properties) return anything
  const named = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, fc.oneof(known[name] ?? simple(inner), anything)]),
  )
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(named) },
    { weight: 1, arbitrary: fc.record(named, { requiredKeys: [] }) },
    { weight: 1, arbitrary: anything },
  )
}

function simple(schema: unknown): fc.Arbitrary<unknown> {
  const { type, const: only, anyOf } = schema as { type?: string; const?: unknown; anyOf?: readonly unknown[] }
  if (only !== undefined) return fc.constant(only)
  if (anyOf) return fc.oneof(...anyOf.map(simple))
  if (type === 'boolean') return fc.boolean()
  if (type === 'number' || type === 'integer') return fc.integer()
  return type === 'string' ? fc.string() : anything
}

const ids = fc.oneof(
  fc.constantFrom(nobodyThere, 'website', 'x', '%00', '..%2f', 'constructor', '__proto__'),
  fc.string({ maxLength: 40 }).map(encodeURIComponent),
)

/** Those that never end, or end the session of who asks. */
const apart = ['/api/live', '/api/session', '/api/users/:id/password']

test('whatever is sent to whichever address, the server answers in its own words and goes on', async () => {
  const app = await testApp()
  const contact = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record.id
  const failures: string[] = []
  const ask = async (route: RouteOptions, id: string, query: unknown, body: unknown) => {
    const texts = Object.entries(query ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
    const url = `${route.url.replace(/:\w+/g, id || contact)}?${new URLSearchParams(texts as [string, string][])}`
    const method = String(route.method).toLowerCase() as Exclude<keyof Asker, 'id' | 'send'>
    const { status, body: answer } = await (method === 'get' || method === 'delete' ? app.admin[method](url) : app.admin[method](url, body))
    if (status >= 500) failures.push(`${method} ${url} ${JSON.stringify(body)}: ${status}`)
    if (status >= 400) expect(Object.keys(answer).every((key) => problemKeys.includes(key))).toBe(true)
  }

  for (const route of app.parts.routes.filter(({ url }) => url.startsWith('/api/') && !apart.includes(url))) {
    const { querystring, body } = (route.schema ?? {}) as { querystring?: unknown; body?: unknown }
    await fc.assert(
      fc.asyncProperty(fc.oneof(ids, fc.constant('')), shapedLike(querystring), shapedLike(body), (id, query, sent) =>
        ask(route, id, query, sent),
      ),
      { numRuns: 15 },
    )
  }

  expect(failures).toEqual([])
}, 180_000)
