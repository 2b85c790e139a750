import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('price-drop')
const euros = (amount: number) => ({ cents: amount * 100, currency: 'EUR' })

test('when a price falls, everybody who has bought from the category and agrees hears of it, each by their own letter', async () => {
  const world = await aShop()

  await world.changes('product', 'aurora', { price: euros(3_500) })
  expect(await world.suggestions()).toEqual([])
  await world.passes('PT1H')
  await approvesAll(world)

  expect(world.sent.map(({ to, subject }) => `${to}: ${subject}`).toSorted()).toEqual([
    'anna@client.example: Oven Aurora for €3,500.00',
    'boris@client.example: Oven Aurora for €3,500.00',
  ])
  expect(world.sent[0]?.frozen?.text).toContain('Hello ')
  await world.close()
})

test('a price that rises, or is put right within the hour, is told to nobody', async () => {
  const world = await aShop()

  await world.changes('product', 'aurora', { price: euros(4_500) })
  await world.passes('PT2H')
  await world.changes('product', 'aurora', { price: euros(45) })
  await world.passes('PT10M')
  await world.changes('product', 'aurora', { price: euros(4_500) })
  await world.passes('PT2H')

  expect(await world.suggestions()).toEqual([])
  await world.close()
})

test('when the price rises again, what nobody has approved yet is taken back', async () => {
  const world = await aShop()
  await world.changes('product', 'aurora', { price: euros(3_500) })
  await world.passes('PT1H')
  expect(await world.suggestions('pending')).toHaveLength(2)

  await world.changes('product', 'aurora', { price: euros(3_900) })

  expect(await world.suggestions('pending')).toEqual([])
  await world.passes('P5D')
  expect(world.sent).toEqual([])
  await world.close()
})

test('a new product is told to those who have bought from its category', async () => {
  const world = await aShop()

  await world.creates('product', 'borealis', { sku: 'B', name: 'Oven Borealis', category: 'Ovens', price: euros(5_000), inStock: 2 })
  await world.creates('product', 'apron', { sku: 'C', name: 'Apron', category: 'Linen', price: euros(20), inStock: 9 })

  expect((await world.suggestions('pending')).map(({ effects }) => (effects[0] as { readonly subject?: string }).subject)).toEqual([
    'Oven Borealis for €5,000.00',
    'Oven Borealis for €5,000.00',
  ])
  await world.close()
})

/** Anna and Boris have bought an oven, Clara, too, but she agrees to no offers; Denis has bought an apron. */
async function aShop(): Promise<World> {
  const world = await aWorld()
  await world.creates('product', 'aurora', { sku: 'A', name: 'Oven Aurora', category: 'Ovens', price: euros(3_900), inStock: 3 })
  await world.creates('product', 'coat', { sku: 'K', name: 'Coat', category: 'Clothes' })
  await world.changes('contact', 'anna', { stage: 'client', consentOffers: true })
  for (const name of ['boris', 'clara', 'denis'])
    await world.creates('contact', name, {
      firstName: name,
      email: `${name}@client.example`,
      stage: 'client',
      owner: 'valera',
      consentOffers: name !== 'clara',
    })
  for (const [contact, product] of [
    ['anna', 'aurora'],
    ['boris', 'aurora'],
    ['clara', 'aurora'],
    ['denis', 'coat'],
  ] as const) {
    await world.creates('order', `of-${contact}`, { number: contact, orderedOn: '2026-01-20', status: 'done', contact })
    await world.creates('orderLine', `line-${contact}`, { order: `of-${contact}`, product, quantity: 1, contact, orderedOn: '2026-01-20' })
  }
  await world.publishes(workflow)
  return world
}
