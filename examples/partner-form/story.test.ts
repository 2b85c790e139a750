import { expect, test } from 'vitest'
import { answers, approvesAll, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('partner-form')

test('a partner stands in the pipeline of partners and nowhere else, is asked, and whoever talks to them has the answers', async () => {
  const world = await aPartner()

  await isAsked(world)
  const [letter] = world.sent
  expect(letter?.subject).toBe('Working together: three short questions')
  expect(await world.records('deal')).toMatchObject([
    { title: 'Partnership: Anna Weber', contact: 'anna', owner: 'valera', pipeline: 'partners', stage: 'first' },
  ])

  if (letter) await answers(world, letter, '1. Bakeries in Berlin\n2. About 40 ovens\n3. In May')

  expect(await world.records('task')).toMatchObject([
    { kind: 'call', owner: 'valera', text: expect.stringContaining('Clients: Bakeries in Berlin\nA year: About 40 ovens\nFrom: In May') },
  ])
  await world.close()
})

test('a second form opens no second deal', async () => {
  const world = await aPartner()
  await isAsked(world)
  await world.passes('P30D')

  await isAsked(world)

  expect(await world.records('deal')).toHaveLength(1)
  await world.close()
})

test('who stays silent gets one more letter, and a call', async () => {
  const world = await aPartner()
  await isAsked(world)

  await world.passes('P3D')
  await approvesAll(world)
  await world.passes('P6D')

  expect(world.sent.map(({ subject }) => subject)).toEqual([
    'Working together: three short questions',
    'Still interested in working together?',
  ])
  expect(await world.records('task')).toMatchObject([
    { title: 'Talk to Anna about working together', text: expect.stringContaining('A year: not said') },
  ])
  await world.close()
})

test('without a pipeline of partners they are asked all the same', async () => {
  const world = await aWorld({ workflows: [workflow] })

  await isAsked(world)

  expect(world.sent).toHaveLength(1)
  expect(await world.records('deal')).toEqual([])
  await world.close()
})

async function isAsked(world: World): Promise<void> {
  await world.happens('form-submitted', { form: 'website' })
  await world.passes('PT30M')
  await approvesAll(world)
}

async function aPartner(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  for (const kind of ['sales', 'partner'])
    await world.creates('pipeline', `${kind}${kind === 'sales' ? '' : 's'}`, { key: kind, name: kind, kind })
  await world.creates('stage', 'new', { key: 'new', name: 'New', kind: 'open', position: 0, pipeline: 'sales' })
  await world.creates('stage', 'talks', { key: 'talks', name: 'In talks', kind: 'open', position: 1, pipeline: 'partners' })
  await world.creates('stage', 'first', { key: 'first', name: 'New', kind: 'open', position: 0, pipeline: 'partners' })
  return world
}
