/** What nodes look up: a node that asks for just that, in a world with the records that it asks about. */
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { defineNode, type Found, type Lookup, leaveBy } from '../../shared/node-author.ts'
import type { Rule } from '../../shared/rules.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'

const words = { en: 'Look', ru: 'Смотреть' }
const form = { type: 'trigger.form', params: { form: 'website' } }

/** A node that looks this up and tells what it found. */
function looking(lookup: Lookup, tell: (found: Found) => void) {
  return defineNode({
    type: 'test.look',
    group: 'data',
    icon: 'Star',
    acts: false,
    title: words,
    about: words,
    summary: words,
    synonyms: { en: [], ru: [] },
    params: {},
    ports: { out: words },
    needs: () => ({ it: lookup }),
    run({ found }) {
      tell(found)
      return leaveBy('out')
    },
    sample: { params: {} },
  })
}

type Records = readonly (readonly [entity: string, id: string, fields: JsonObject])[]

interface Given {
  readonly before?: Records
  readonly change?: readonly [entity: string, id: string, fields: JsonObject]
  /** Steps between the form and the look. */
  readonly steps?: Parameters<typeof aWorkflow>[0]
}

/** What the node finds. */
async function found(lookup: Lookup, { before = [], change, steps = {} }: Given = {}): Promise<Json | undefined> {
  const told: Found[] = []
  const way = ['form', ...Object.keys(steps), 'look']
  const lines = way.slice(1).map((to, at) => `${way[at]} -> ${to}`)
  const flow = aWorkflow({ form, ...steps, look: { type: 'test.look' } }, lines)
  const here: World = await aWorld({ workflows: [flow], nodeTypes: [...nodeTypes, looking(lookup, (one) => told.push(one))] })
  onTestFinished(() => here.close())
  for (const [entity, id, fields] of before) await here.creates(entity, id, fields)
  if (change) await here.changes(...change)
  await here.happens('form-submitted', { form: 'website' })
  expect((await here.runs()).map(({ run }) => run.state)).toEqual(['finished'])
  return told.at(-1)?.['it']
}

const tape = ['product', 'p1', { sku: 'TAPE', name: 'Tape', inStock: 12, reserved: 5, expectedOn: '2026-04-01' }] as const
const glue = ['product', 'p2', { sku: 'GLUE', name: 'Glue' }] as const

test.each([
  {
    what: 'a product by its article',
    product: 'TAPE',
    before: [tape],
    stock: { product: 'p1', name: 'Tape', inStock: 12, reserved: 5, free: 7 },
  },
  { what: 'a product by its id', product: 'p1', before: [tape], stock: { product: 'p1', free: 7, expectedOn: '2026-04-01' } },
  { what: 'one that nobody counts', product: 'GLUE', before: [glue], stock: { inStock: 0, reserved: 0, free: 0, expectedOn: null } },
  {
    what: 'more is reserved than there is',
    product: 'OVER',
    before: [['product', 'p3', { sku: 'OVER', name: 'Over', inStock: 1, reserved: 3 }]] as Records,
    stock: { free: 0 },
  },
])('the stock that a node sees: $what', async ({ product, before, stock }) => {
  expect(await found({ kind: 'stock', product }, { before })).toMatchObject(stock)
})

test('of a product that is not there, no stock is known', async () => {
  expect(await found({ kind: 'stock', product: 'NOTHING' })).toBeNull()
})

const order = (id: string, orderedOn: string) => ['order', id, { number: id, contact: 'anna', orderedOn }] as const
const line = (id: string, of: string, fields: JsonObject) =>
  ['orderLine', id, { order: of, quantity: 2, contact: 'anna', ...fields }] as const
const bought: Records = [
  tape,
  glue,
  order('o1', '2026-01-10'),
  order('o2', '2026-02-10'),
  line('l1', 'o1', { product: 'p1', orderedOn: '2026-01-10', price: { cents: 450, currency: 'EUR' } }),
  line('l2', 'o2', { product: 'p2', orderedOn: '2026-02-10' }),
  ['purchaseCycle', 'c1', { contact: 'anna', product: 'p1', periodDays: 60, nextDueOn: '2026-03-11' }],
]

test.each([
  {
    what: 'whatever it was',
    product: null,
    last: { order: 'o2', product: 'p2', productName: 'Glue', orderedOn: '2026-02-10', quantity: 2, price: null, nextDueOn: null },
  },
  {
    what: 'a product, with the day on which it is due again',
    product: 'TAPE',
    last: { order: 'o1', product: 'p1', productName: 'Tape', price: { cents: 450, currency: 'EUR' }, nextDueOn: '2026-03-11' },
  },
])('the last purchase of a contact: $what', async ({ product, last }) => {
  expect(await found({ kind: 'last-purchase', contact: 'anna', product }, { before: bought })).toMatchObject(last)
})

test('a purchase of something that is no product of ours is named by its line', async () => {
  const before: Records = [order('o1', '2026-01-10'), line('l1', 'o1', { description: 'Repair', orderedOn: '2026-01-10' })]

  const last = await found({ kind: 'last-purchase', contact: 'anna', product: null }, { before })

  expect(last).toMatchObject({ order: 'o1', product: null, productName: 'Repair', nextDueOn: null })
})

test.each([
  { what: 'who has never bought anything', product: null, before: [] },
  { what: 'who has never bought this', product: 'GLUE', before: [glue] },
  { what: 'of a product that is not there', product: 'NOTHING', before: bought },
])('there is no last purchase $what', async ({ product, before }) => {
  expect(await found({ kind: 'last-purchase', contact: 'anna', product }, { before })).toBeNull()
})

const hours = (key: string) => ['calendar', key, { key, name: key, zone: 'Europe/Berlin', hours: { 1: [['09:00', '18:00']] } }] as const
const calendars: Records = [hours('own'), hours('sales'), hours('company'), hours('shop')]

test.each<{ of: string; contact?: string | null; more?: Records; change?: Given['change']; key: string | null }>([
  { of: 'shop', key: 'shop' },
  { of: 'nowhere', key: null },
  { of: 'company', key: 'company' },
  { of: 'owner', key: 'company' },
  { of: 'owner', contact: null, key: 'company' },
  { of: 'owner', change: ['user', 'valera', { calendar: 'own' }], key: 'own' },
  { of: 'department', change: ['user', 'valera', { calendar: 'own' }], key: 'company' },
  {
    of: 'owner',
    more: [['department', 'd2', { key: 'd2', name: 'd2', calendar: 'sales' }]],
    change: ['user', 'valera', { department: 'd2' }],
    key: 'sales',
  },
  { of: 'owner', change: ['contact', 'anna', { owner: null }], key: 'company' },
])('the hours of "$of" are those of $key', async ({ of, contact = 'anna', more = [], change, key }) => {
  const answer = (await found(
    { kind: 'calendar', of, contact },
    { before: [...calendars, ...more], ...(change ? { change } : {}) },
  )) as JsonObject | null

  expect(answer?.['key'] ?? null).toBe(key)
})

const message = (id: string, at: string) => ['message', id, { direction: 'out', state: 'sent', contact: 'anna', at, subject: id }] as const

test('the last message with a contact is the latest, and null where there is none', async () => {
  const before = [message('m2', '2026-03-01T10:00:00.000Z'), message('m1', '2026-02-01T10:00:00.000Z')]

  expect(await found({ kind: 'last-message', contact: 'anna' }, { before })).toMatchObject({ id: 'm2' })
  expect(await found({ kind: 'last-message', contact: 'anna' })).toBeNull()
})

test.each<Lookup>([
  { kind: 'record', entity: 'unicorn', id: 'u1' },
  { kind: 'record', entity: 'contact', id: 'nobody' },
  { kind: 'keyed', entity: 'unicorn', key: 'u1' },
  { kind: 'keyed', entity: 'contact', key: 'anna' },
  { kind: 'keyed', entity: 'product', key: 'NOTHING' },
  { kind: 'identity', email: 'nobody@client.example', phone: '+4930765432' },
])('what is not there is null: %j', async (lookup) => {
  expect(await found(lookup)).toBeNull()
})

test("a contact is found by the phone number where the address is nobody's", async () => {
  const before: Records = [['contact', 'boris', { firstName: 'Boris', phone: '+4930765432' }]]

  expect(await found({ kind: 'identity', email: 'nobody@client.example', phone: '+4930765432' }, { before })).toMatchObject({ id: 'boris' })
})

const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const query = (rule: Rule): Lookup => ({ kind: 'query', entity: 'contact', rule, limit: 10 })
const inBerlin = is('city', 'Berlin')

test.each<{ what: string; lookup: Lookup; answer: Json }>([
  { what: 'a list of its entity', lookup: query(inBerlin), answer: ['anna'] },
  {
    what: 'a list in an order',
    lookup: { kind: 'query', entity: 'contact', rule: inBerlin, sort: '-createdAt', limit: 10 },
    answer: ['anna'],
  },
  { what: 'a count', lookup: { kind: 'count', entity: 'contact', rule: inBerlin }, answer: 1 },
  {
    what: 'a list of what is related to it',
    lookup: {
      kind: 'query',
      entity: 'company',
      rule: { any: [{ not: [{ some: 'contacts', where: inBerlin }] }, is('name', 'Nobody')] },
      limit: 10,
    },
    answer: [],
  },
])('a step that looks right after a change waits until it is committed and sees it: $what', async ({ lookup, answer }) => {
  const before: Records = [['company', 'bakery', { name: 'Bakery' }]]
  const change = ['contact', 'anna', { company: 'bakery' }] as const

  expect(await found(lookup, { before, change, steps: { move: set('city', 'Berlin') } })).toEqual(answer)
})

test('a segment that is asked about sees the change, whatever it asks about itself', async () => {
  const before: Records = [['segment', 's1', { key: 'berliners', name: 'Berliners', entity: 'contact', rule: inBerlin }]]

  const answer = await found(query({ segment: 'berliners', is: 'in' }), { before, steps: { move: set('city', 'Berlin') } })

  expect(answer).toEqual(['anna'])
})

test('a segment may ask about any record, so who asks about it sees the changes of all', async () => {
  const busy = { some: 'tasks' } as unknown as JsonObject
  const before: Records = [['segment', 's1', { key: 'busy', name: 'Busy', entity: 'contact', rule: busy }]]
  const task = { type: 'crm.createTask', params: { title: ['Call'], kind: 'call', assignee: { who: 'owner' }, due: 'P1D', result: 'none' } }

  expect(await found(query({ segment: 'busy', is: 'in' }), { before, steps: { task } })).toEqual(['anna'])
})

test('a question about other records does not wait for the commit', async () => {
  const rule: Rule = { all: [is('number', '7'), { none: 'lines' }] }

  expect(await found({ kind: 'count', entity: 'order', rule }, { steps: { move: set('city', 'Berlin') } })).toBe(0)
})

test.each<Lookup>([
  { kind: 'query', entity: 'unicorn', rule: { some: 'horns' }, limit: 1 },
  { kind: 'count', entity: 'contact', rule: { some: 'unicorns' } },
])('a question that nobody can answer sets its run aside with the reason, and nobody else: %j', async (lookup) => {
  const asking = aWorkflow({ form, look: { type: 'test.look' } }, ['form -> look'])
  const other = { ...aWorkflow({ form, move: set('city', 'Berlin') }, ['form -> move']), id: 'v' }
  const here = await aWorld({ workflows: [asking, other], nodeTypes: [...nodeTypes, looking(lookup, () => {})] })
  onTestFinished(() => here.close())

  await here.happens('form-submitted', { form: 'website' })

  const [run] = (await here.store.listRuns({ workflow: 'w', limit: 1 })).items
  expect(run?.positions).toMatchObject([{ node: 'look', state: 'parked', problem: { code: 'parked-error' } }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
})
