import { expect, test } from 'vitest'
import { approvesAll, closes, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('cooling-client')
const nextMonday = '2026-03-09T09:00:00Z'

test('each sign makes one suggestion that names it; who is as ever, and who buys seldom, makes none', async () => {
  const world = await fiveClients()
  await isLateWithAnOrder(world, 'olga')
  await owes(world, 'boris', '2026-02-10')
  for (const at of ['03', '04', '05', '06']) await writes(world, 'clara', `2026-03-${at}`)
  await owes(world, 'denis', '2026-03-05')
  await world.creates('purchaseCycle', 'yearly', {
    contact: 'emil',
    product: 'flour',
    periodDays: 365,
    purchases: 4,
    nextDueOn: '2026-06-01',
  })

  await until(world, nextMonday)

  expect((await world.suggestions('pending')).map(({ effects }) => signOf(effects[0])).toSorted()).toEqual([
    'Boris: an invoice is more than two weeks late',
    'Clara: they have written more than three times in two weeks',
    'Olga: they should have ordered again at least two weeks ago, by their own habit',
  ])
  await world.close()
})

test('who orders or pays before anybody has called is cooling no more', async () => {
  const world = await fiveClients()
  await isLateWithAnOrder(world, 'olga')
  await owes(world, 'boris', '2026-02-10')
  await until(world, nextMonday)
  expect(await world.suggestions('pending')).toHaveLength(2)

  await world.changes('purchaseCycle', 'of-olga', { lastOrderedOn: '2026-03-09', nextDueOn: '2026-06-09' })
  await world.changes('invoice', 'of-boris', { status: 'paid' })

  expect(await world.suggestions('pending')).toEqual([])
  expect(await world.suggestions('withdrawn')).toHaveLength(2)
  await world.close()
})

test('what the client said on the phone is kept, and nobody is suggested again within six weeks', async () => {
  const world = await fiveClients()
  await owes(world, 'boris', '2026-02-10')
  await until(world, nextMonday)
  await approvesAll(world)
  const [task] = await world.records('task')
  expect(task).toMatchObject({ owner: 'valera', contact: 'boris', kind: 'call' })

  await closes(world, 'They have a complaint')
  await world.passes('P30D')

  expect((await world.records('note')).map(({ text }) => text)).toEqual([
    'Called because an invoice is more than two weeks late. It came to: They have a complaint.',
  ])
  expect(await world.suggestions('pending')).toEqual([])
  await world.close()
})

const signOf = (effect: unknown): string => {
  const { title, text } = effect as { readonly title: string; readonly text: string }
  return `${/Call (\w+):/.exec(title)?.[1]}: ${/What gives it away: (.+)\./.exec(text)?.[1]}`
}

async function fiveClients(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.creates('product', 'flour', { sku: 'FLOUR', name: 'Flour' })
  for (const firstName of ['Olga', 'Boris', 'Clara', 'Denis', 'Emil'])
    await world.creates('contact', firstName.toLowerCase(), { firstName, stage: 'client', owner: 'valera' })
  return world
}

const isLateWithAnOrder = (world: World, contact: string) =>
  world.creates('purchaseCycle', `of-${contact}`, { contact, product: 'flour', periodDays: 30, purchases: 5, nextDueOn: '2026-02-20' })

const owes = (world: World, contact: string, dueOn: string) =>
  world.creates('invoice', `of-${contact}`, {
    number: `of-${contact}`,
    amount: { cents: 90_000, currency: 'EUR' },
    status: 'open',
    contact,
    dueOn,
  })

async function writes(world: World, contact: string, day: string): Promise<void> {
  await until(world, `${day}T12:00:00Z`)
  await world.creates('message', `${contact}-${day}`, {
    direction: 'in',
    state: 'received',
    subject: 'Again',
    contact,
    at: world.now().toISOString(),
  })
}
