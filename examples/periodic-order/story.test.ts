import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'
import type { Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'

const workflow = exampleWorkflow('periodic-order')

test('a week before the fifth quarterly order the manager has a task with the facts and a letter to approve', async () => {
  const world = await aRegularClient({ inStock: 40, reserved: 0 })
  await world.changes('product', 'flour', { price: euros(330) })

  await until(world, '2026-03-03T08:59:00Z')
  expect(await world.records('task')).toEqual([])

  await until(world, '2026-03-03T09:01:00Z')
  const [task] = await world.records('task')
  expect(task).toMatchObject({
    owner: 'valera',
    contact: 'anna',
    order: 'order-4',
    product: 'flour',
    title: 'Time to reorder: Flour, 25 kg, Anna',
  })
  expect(task?.['text']).toContain('In stock: 40\nPrice now: €330.00\nLast time: 25 at €310.00 on 9 December 2025')
  expect(await world.suggestions('pending')).toMatchObject([{ assignee: 'valera', effects: [{ to: 'anna@client.example' }] }])

  await approvesAll(world)
  expect(world.sent[0]?.frozen?.text).toContain('Last time you took 25, on 9 December 2025.')
  await world.close()
})

test.each([{ restarting: false }, { restarting: true }])(
  'when the client orders first, letter and task are taken back with the number of the order, and the cycle moves on (restarting: $restarting)',
  async ({ restarting }) => {
    const world = await aRegularClient({ inStock: 40, reserved: 0 })
    await until(world, '2026-03-04T12:00:00Z')
    if (restarting) await world.restarts()
    const [waiting] = await world.suggestions('pending')

    await orders(world, '1043', '2026-03-04')

    expect(await world.suggestions('pending')).toEqual([])
    expect(reasonOf((await world.suggestions('withdrawn'))[0]?.reason)).toBe('No longer relevant: order No 1043 was placed.')
    expect(await world.records('task')).toMatchObject([{ state: 'withdrawn' }])
    expect((await world.records('notification')).map(({ said }) => reasonOf(said))).toEqual([
      'You need not do “Time to reorder: Flour, 25 kg, Anna” any more. No longer relevant: order No 1043 was placed.',
    ])
    expect(await world.records('purchaseCycle')).toMatchObject([{ lastOrderedOn: '2026-03-04', nextDueOn: '2026-06-03', purchases: 5 }])

    const decided = waiting && (await world.decides(waiting, { kind: 'approve' }))
    expect(decided).toMatchObject({ ok: false, problem: 'withdrawn' })
    expect(decided && !decided.ok && reasonOf(decided.said)).toContain('order No 1043 was placed')
    await world.passes('P30D')
    expect(world.sent).toEqual([])
    await world.close()
  },
)

test('out of stock is an answer, not silence', async () => {
  const world = await aRegularClient({ inStock: 3, reserved: 3, expectedOn: '2026-03-20' })

  await until(world, '2026-03-03T09:01:00Z')

  const [task] = await world.records('task')
  expect(task?.['text']).toContain('Out of stock, expected on: 20 March 2026')
  expect(await world.suggestions()).toEqual([])
  await world.close()
})

test('whoever buys irregularly, or bought something else, is left alone', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await isSold(world, {})
  for (const [number, day] of [
    ['1', '2025-03-11'],
    ['2', '2025-04-01'],
    ['3', '2025-12-09'],
  ] as const)
    await orders(world, number, day)

  await world.passes('P120D')

  expect(await world.records('purchaseCycle')).toEqual([])
  expect(await world.runs()).toEqual([])
  await world.close()
})

test('a cancelled order is no purchase: the cycle goes back to the one before', async () => {
  const world = await aRegularClient({ inStock: 40 })

  await world.changes('order', 'order-4', { status: 'cancelled' })

  expect(await world.records('purchaseCycle')).toMatchObject([{ lastOrderedOn: '2025-09-09', purchases: 3 }])
  await world.close()
})

/** Anna has ordered 25 bags of flour on four quarter days; nobody has told the CRM that she does so regularly. */
async function aRegularClient(stock: Parameters<World['creates']>[2]): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await isSold(world, stock)
  const days = ['2025-03-11', '2025-06-10', '2025-09-09', '2025-12-09']
  for (const [index, day] of days.entries()) await orders(world, String(index + 1), day)
  expect(await world.records('purchaseCycle')).toMatchObject([
    { contact: 'anna', product: 'flour', periodDays: 91, purchases: 4, nextDueOn: '2026-03-10', source: 'detected' },
  ])
  return world
}

const isSold = (world: World, stock: Parameters<World['creates']>[2]) =>
  world.creates('product', 'flour', { sku: 'FLOUR-25', name: 'Flour, 25 kg', price: euros(310), inStock: 40, reserved: 0, ...stock })

async function orders(world: World, number: string, orderedOn: string): Promise<void> {
  const order = `order-${number}`
  await world.creates('order', order, { number, orderedOn, contact: 'anna', total: euros(25 * 310) })
  await world.creates('orderLine', `line-${number}`, {
    order,
    product: 'flour',
    quantity: 25,
    price: euros(310),
    contact: 'anna',
    orderedOn,
  })
}

const euros = (amount: number) => ({ cents: amount * 100, currency: 'EUR' })

const reasonOf = (said: unknown): string => say(said as Said, 'en')
