import { expect, onTestFinished, test } from 'vitest'
import { approvesAll, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('won-deal')

test('a won deal is one decision: client, new owner, welcome call and note come together', async () => {
  const world = await aDealInTalks()

  await world.changes('deal', 'd1', { stage: 'won' })
  const [suggestion] = await world.suggestions('pending')
  expect(suggestion?.effects.map(({ kind }) => kind)).toEqual(['change-record', 'change-owner', 'create-task', 'add-note'])
  expect(await world.record('contact', 'anna')).toMatchObject({ stage: 'lead', owner: 'valera' })

  await approvesAll(world)
  expect(await world.record('contact', 'anna')).toMatchObject({ stage: 'client', owner: 'ilya' })
  expect(await world.records('task')).toMatchObject([{ owner: 'ilya', contact: 'anna', resultKind: 'date', state: 'open' }])
  expect(await world.records('note')).toMatchObject([{ contact: 'anna' }])
})

test('a deal that is not won after all takes the suggestion back', async () => {
  const world = await aDealInTalks()
  await world.changes('deal', 'd1', { stage: 'won' })

  await world.changes('deal', 'd1', { stage: 'talks' })

  expect(await world.suggestions('withdrawn')).toHaveLength(1)
  expect(await world.record('contact', 'anna')).toMatchObject({ owner: 'valera' })
})

test('a deal with nobody to hand over asks nobody', async () => {
  const world = await aDealInTalks()
  await world.changes('deal', 'd1', { contact: null })

  await world.changes('deal', 'd1', { stage: 'won' })

  expect(await world.suggestions()).toEqual([])
})

test('who is a client already stays with the one who looks after them', async () => {
  const world = await aDealInTalks()
  await world.changes('contact', 'anna', { stage: 'client' })

  await world.changes('deal', 'd1', { stage: 'won' })

  expect(await world.suggestions()).toEqual([])
})

async function aDealInTalks(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  onTestFinished(() => world.close())
  await world.creates('department', 'support', { key: 'support', name: 'Support' })
  await world.creates('user', 'ilya', { name: 'Ilya', email: 'ilya@tandem.example', role: 'operator', department: 'support', active: true })
  await world.creates('pipeline', 'p1', { key: 'sales', name: 'Sales', kind: 'sales' })
  await world.creates('stage', 'talks', { key: 'talks', name: 'Talks', kind: 'open', position: 0, pipeline: 'p1' })
  await world.creates('stage', 'won', { key: 'won', name: 'Won', kind: 'won', position: 1, pipeline: 'p1' })
  const amount = { cents: 790_000, currency: 'EUR' }
  await world.creates('deal', 'd1', { title: 'Machine', stage: 'talks', amount, contact: 'anna', owner: 'valera' })
  return world
}
