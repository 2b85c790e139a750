import { expect, test } from 'vitest'
import { answers, approvesAll, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('upsell')
const cents = (amount: number) => ({ cents: amount, currency: 'EUR' })

test('two weeks after the order the manager has a letter about what this client has never bought, and their answer is a task', async () => {
  const world = await aShop()
  await buys(world, 'anna', 'oven')

  await world.passes('P13D')
  expect(await world.suggestions()).toEqual([])
  await world.passes('P1D')
  await approvesAll(world)
  const [letter] = world.sent
  expect(letter?.frozen?.text).toContain('I had one idea: Baking stones. It is in stock, for €89.00.')

  if (letter) await answers(world, letter, 'Yes, two please.')
  expect(await world.records('task')).toMatchObject([
    { owner: 'valera', title: 'Anna has answered: Baking stones', text: expect.stringContaining('two please') },
  ])
  await world.close()
})

test('who does not agree to offers, owes us, has a task open or has everything is offered nothing', async () => {
  const world = await aShop()
  for (const id of ['silent', 'owing', 'waiting', 'complete'])
    await world.creates('contact', id, { firstName: id, email: `${id}@client.example`, stage: 'client', consentOffers: id !== 'silent' })
  await world.creates('invoice', 'late', { number: '1', amount: cents(900), status: 'open', contact: 'owing', dueOn: '2026-02-20' })
  await world.creates('task', 'complaint', { title: 'It drips', contact: 'waiting', owner: 'valera' })

  for (const id of ['silent', 'owing', 'waiting']) await buys(world, id, 'oven')
  await buys(world, 'complete', 'oven', 'stones')
  await world.passes('P20D')

  expect(await world.runs()).toHaveLength(4)
  expect(await world.suggestions()).toEqual([])
  await world.close()
})

test('a complaint takes the letter back, and a further order within two months begins nothing', async () => {
  const world = await aShop()
  await buys(world, 'anna', 'oven')
  await world.passes('P14D')

  await world.creates('task', 'complaint', { title: 'It drips', contact: 'anna', owner: 'valera' })
  expect(await world.suggestions('withdrawn')).toHaveLength(1)

  await buys(world, 'anna', 'oven')
  await world.passes('P20D')
  expect(await world.suggestions()).toHaveLength(1)
  await world.close()
})

/** An order of these products is placed, and done. */
async function buys(world: World, contact: string, ...products: readonly string[]): Promise<void> {
  const order = `${contact}-${world.now().getTime()}`
  await world.creates('order', order, { number: order, orderedOn: '2026-02-20', status: 'shipped', contact })
  for (const product of products)
    await world.creates('orderLine', `${order}-${product}`, { order, product, quantity: 1, contact, orderedOn: '2026-02-20' })
  await world.changes('order', order, { status: 'done' })
}

/** An oven and baking stones, and a mixer that is newer but sold out. */
async function aShop(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.changes('contact', 'anna', { stage: 'client', consentOffers: true })
  await world.creates('product', 'oven', { sku: 'OVEN', name: 'Oven', price: cents(450_000), inStock: 3 })
  await world.creates('product', 'stones', { sku: 'STONES', name: 'Baking stones', price: cents(8_900), inStock: 40 })
  await world.passes('PT1M')
  await world.creates('product', 'mixer', { sku: 'MIXER', name: 'Mixer', price: cents(90_000), inStock: 0 })
  return world
}
