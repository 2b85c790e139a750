import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const city = (more: object = {}) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }], ...more },
})
const ordered = { type: 'trigger.entity', params: { entity: 'order', change: 'created' } }
const shipped = { type: 'crm.update', params: { entity: 'order', fields: [{ field: 'status', value: ['shipped'] }] } }

const forContact = aWorkflow({ form, city: city() }, ['form -> city'])
const forOrder = { ...aWorkflow({ ordered, shipped }, ['ordered -> shipped'], { subject: 'order' }), id: 'orders' }

async function aShop(): Promise<World> {
  const here = await aWorld({ workflows: [forContact, forOrder] })
  onTestFinished(() => here.close())
  await here.creates('company', 'bakery', { name: 'Bakery' })
  await here.changes('contact', 'anna', { company: 'bakery' })
  await here.creates('product', 'oven', { sku: 'OVEN', name: 'Oven', category: 'Machines' })
  return here
}

/** Anna writes, and orders an oven. */
async function happens(here: World): Promise<void> {
  await here.happens('form-submitted', { form: 'website' })
  const order = { number: '1', orderedOn: '2026-03-02', contact: 'boris', status: 'placed' }
  await here.creates('contact', 'boris', { firstName: 'Boris' })
  const cause = { kind: 'person', id: 'vera', depth: 0 } as const
  const create = (entity: string, id: string, fields: JsonObject) =>
    ({ op: 'change', change: { change: 'create', entity, id, revision: null, fields, cause, at: here.now() } }) as const
  await here.engine.pump.submit({
    ops: [create('order', 'o1', order), create('orderLine', 'l1', { order: 'o1', product: 'oven', quantity: 1, orderedOn: '2026-03-02' })],
  })
  await here.engine.pump.idle()
}

test.each([
  { who: 'nobody', set: null, suggested: [], care: null },
  { who: 'the contact', set: ['contact', 'anna'], suggested: ['city'], care: { what: 'contact', title: 'Anna Weber' } },
  { who: 'their company', set: ['company', 'bakery'], suggested: ['city'], care: { what: 'company', title: 'Bakery' } },
  { who: 'what was ordered', set: ['product', 'oven'], suggested: ['shipped'], care: { what: 'product', title: 'Oven' } },
  { who: 'the category of it', set: ['category', 'machines'], suggested: ['shipped'], care: { what: 'category', title: 'Machines' } },
] as const)('where $who wants personal care, a step that acts only suggests, and says why', async ({ set, suggested, care }) => {
  const here = await aShop()
  await here.creates('category', 'machines', { name: 'Machines' })
  if (set) await here.changes(set[0], set[1], { personalCare: true })

  await happens(here)

  const pending = await here.suggestions('pending')
  expect(pending.map(({ node }) => node)).toEqual(suggested)
  for (const { warnings, why, run, node } of pending) {
    const said = { code: 'warn-personal-care', with: care }
    expect(warnings).toContainEqual(said)
    expect(why.at(-1)).toMatchObject({ node, said })
    expect((await here.trail(run)).find(({ outcome }) => outcome === 'suggest')?.detail['why']).toEqual(said)
  }
  expect((await here.record('contact', 'anna'))?.['city']).toBe(suggested[0] === 'city' ? null : 'Perm')
  expect((await here.record('order', 'o1'))?.['status']).toBe(suggested[0] === 'shipped' ? 'placed' : 'shipped')
})

test('a step that changes another client who wants personal care only suggests, too', async () => {
  const find = { type: 'crm.find', params: { entity: 'contact', where: { field: 'firstName', is: 'is', value: 'Boris' } } }
  const flow = aWorkflow({ form, find, city: city({ record: 'node.find.record' }) }, ['form -> find', 'find:found -> city'])
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.creates('contact', 'boris', { firstName: 'Boris', personalCare: true })

  await here.happens('form-submitted', { form: 'website' })

  expect(await here.suggestions('pending')).toMatchObject([{ effects: [{ id: 'boris' }] }])
  expect(await here.record('contact', 'boris')).toMatchObject({ city: null })
})
