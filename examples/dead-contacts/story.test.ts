import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('dead-contacts')
const firstOfApril = '2027-04-01T09:00:00Z'

test('those whom nothing reaches are proposed with the reason; who has bought, has a deal or has answered is not', async () => {
  const world = await aYearLater()

  await until(world, firstOfApril)
  expect(await proposed(world)).toEqual(['boris', 'refused'])
  await approvesAll(world)

  expect(await world.record('contact', 'boris')).toMatchObject({ stage: 'lost', archivedAt: null })
  expect((await world.records('note')).map(({ text }) => text)).toContain(
    'Counted as lost. Last reply: never. Address refused: no. Never bought anything. Set another stage to take this back.',
  )
  await world.close()
})

test('who orders before anybody has decided stays', async () => {
  const world = await aYearLater()
  await until(world, firstOfApril)

  await world.creates('order', 'late', { number: 'late', orderedOn: '2027-04-01', contact: 'boris', status: 'placed' })

  expect(await proposed(world)).toEqual(['refused'])
  await world.close()
})

test('whom somebody keeps is not proposed again the month after', async () => {
  const world = await aYearLater()
  await until(world, firstOfApril)
  for (const suggestion of await world.suggestions('pending')) await world.decides(suggestion, { kind: 'dismiss' })

  await until(world, '2027-05-04T09:00:00Z')

  expect(await proposed(world)).toEqual([])
  await world.close()
})

const proposed = async (world: World) =>
  (await world.suggestions('pending')).map(({ effects }) => (effects[0] as { readonly id: string }).id).toSorted()

/** The flow is switched on when everybody has been there for a year. */
async function aYearLater(): Promise<World> {
  const world = await aWorld()
  for (const id of ['boris', 'buyer', 'talks', 'fresh'])
    await world.creates('contact', id, { firstName: id, email: `${id}@client.example`, stage: 'silent' })
  await world.creates('order', 'old', { number: 'old', orderedOn: '2026-03-02', contact: 'buyer', status: 'done' })
  await world.creates('pipeline', 'sales', { key: 'sales', name: 'Sales', kind: 'sales' })
  await world.creates('stage', 'new', { key: 'new', name: 'New', kind: 'open', position: 0, pipeline: 'sales' })
  await world.creates('deal', 'deal', { title: 'Machine', contact: 'talks', stage: 'new', pipeline: 'sales' })
  await until(world, '2027-03-29T09:00:00Z')
  await world.creates('contact', 'refused', { firstName: 'Refused', email: 'refused@client.example', bouncedAt: '2027-03-01T09:00:00Z' })
  await world.changes('contact', 'fresh', { lastReplyAt: '2027-03-01T09:00:00Z' })
  await world.changes('contact', 'anna', { stage: 'client' })
  await world.publishes(workflow)
  return world
}
