import { expect, onTestFinished, test } from 'vitest'
import { aWorld } from '../testing/world.ts'

async function aWorldWithADeal() {
  const world = await aWorld()
  onTestFinished(() => world.close())
  await world.creates('pipeline', 'p1', { key: 'p1', name: 'Sales', kind: 'sales' })
  await world.creates('stage', 'talks', { key: 'talks', name: 'Talks', kind: 'open', position: 0, pipeline: 'p1' })
  await world.creates('stage', 'lost', { key: 'lost', name: 'Lost', kind: 'lost', position: 1, pipeline: 'p1' })
  await world.creates('deal', 'd1', { title: 'Machine', stage: 'talks' })
  return world
}

test('a deal is in the pipeline of its stage', async () => {
  const world = await aWorldWithADeal()

  expect(await world.record('deal', 'd1')).toMatchObject({ pipeline: 'p1', closedOn: null })
})

test('a deal is closed on the day on which it is lost, and open again when it comes back', async () => {
  const world = await aWorldWithADeal()

  await world.changes('deal', 'd1', { stage: 'lost' })
  const closed = await world.record('deal', 'd1')
  await world.changes('deal', 'd1', { stage: 'talks' })

  expect(closed).toMatchObject({ closedOn: '2026-03-02' })
  expect(await world.record('deal', 'd1')).toMatchObject({ closedOn: null })
})

const days = ['2025-09-01', '2025-12-01', '2026-03-02'] as const

/** Anna has bought flour three times; the lines say only what was bought. */
async function aWorldWithOrders() {
  const world = await aWorld()
  onTestFinished(() => world.close())
  await world.creates('product', 'flour', { sku: 'F', name: 'Flour' })
  for (const [at, orderedOn] of days.entries()) {
    await world.creates('order', `o${at}`, { number: `${at}`, orderedOn, contact: 'anna' })
    await world.creates('orderLine', `l${at}`, { order: `o${at}`, product: 'flour', quantity: 1 })
  }
  const cycleOf = async (contact: string) => (await world.records('purchaseCycle')).find((cycle) => cycle['contact'] === contact)
  return { world, cycleOf }
}

test('a line has the client and the day of its order, and so moves the purchase cycle', async () => {
  const { world, cycleOf } = await aWorldWithOrders()

  expect(await world.record('orderLine', 'l2')).toMatchObject({ contact: 'anna', orderedOn: '2026-03-02' })
  expect(await cycleOf('anna')).toMatchObject({ purchases: 3, lastOrderedOn: '2026-03-02' })
})

test('a line goes along when its order gets another day or client, or when it comes to another order', async () => {
  const { world, cycleOf } = await aWorldWithOrders()
  await world.creates('contact', 'boris', { firstName: 'Boris' })

  await world.changes('order', 'o2', { orderedOn: '2026-03-03' })
  const later = await cycleOf('anna')
  await world.changes('order', 'o2', { contact: 'boris' })
  const moved = await world.record('orderLine', 'l2')
  const without = await cycleOf('anna')
  await world.changes('orderLine', 'l2', { order: 'o1' })

  expect(later).toMatchObject({ lastOrderedOn: '2026-03-03' })
  expect(moved).toMatchObject({ contact: 'boris', orderedOn: '2026-03-03' })
  expect(without).toMatchObject({ lastOrderedOn: '2025-12-01' })
  expect(await world.record('orderLine', 'l2')).toMatchObject({ contact: 'anna', orderedOn: '2025-12-01' })
})

test('what a line says itself stays, whatever its order says', async () => {
  const { world } = await aWorldWithOrders()

  await world.creates('orderLine', 'own', { order: 'o0', product: 'flour', quantity: 1, orderedOn: '2025-09-09' })
  await world.changes('order', 'o0', { orderedOn: '2025-09-02' })

  expect(await world.record('orderLine', 'own')).toMatchObject({ contact: 'anna', orderedOn: '2025-09-09' })
})
