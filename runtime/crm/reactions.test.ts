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
