import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('lead-scoring')

test('the right industry, a visit to an expensive product and an opened letter add up, each once, with three lines that say why', async () => {
  const world = await aLead()

  for (let twice = 0; twice < 2; twice++) {
    await visits(world)
    await opens(world, 'offer', false)
    await world.passes('PT1H')
  }

  expect(await world.record('contact', 'anna')).toMatchObject({ score: 45 })
  expect((await bestFirst(world))[0]).toBe('anna')
  expect((await world.records('scoreEvent')).map(({ points, reason }) => `${points} ${reason}`).sort()).toEqual([
    '10 Opened the letter “Machines for your office”',
    '15 Looked at our machines',
    '20 Works in IT',
  ])
  await world.close()
})

test('crossing the line is noticed once: the owner gets one task to call and one notice', async () => {
  const world = await aLead()

  await visits(world)
  expect(await world.records('task')).toEqual([])
  await opens(world, 'offer', false)
  await opens(world, 'offer', false)
  await world.passes('P1D')
  await visits(world)

  expect(await world.records('task')).toMatchObject([
    { kind: 'call', owner: 'valera', contact: 'anna', text: expect.stringContaining('Points: 45') },
  ])
  expect((await world.records('notification')).map(({ text }) => text)).toEqual([
    'Anna Weber has 45 points and looks ready to talk. Latest: Opened the letter “Machines for your office”.',
  ])
  await world.close()
})

test('a lead whom nobody looks after is given to the salesperson with the fewest tasks, once an operator agrees', async () => {
  const world = await aLead()
  await world.changes('contact', 'anna', { owner: null })
  for (const id of ['1', '2'])
    for (const owner of ['valera', 'vera']) await world.creates('task', `${owner}-${id}`, { title: 'Busy', owner })

  await visits(world)
  await opens(world, 'offer', false)
  expect(await world.suggestions('pending')).toMatchObject([{ effects: [{ kind: 'change-owner', owner: 'nikita' }] }])
  await approvesAll(world)

  expect(await world.record('contact', 'anna')).toMatchObject({ owner: 'nikita' })
  expect((await world.records('task')).filter(({ kind }) => kind === 'call')).toMatchObject([{ owner: 'nikita' }])
  await world.close()
})

test('what a scanner opens counts for nothing', async () => {
  const world = await aLead()

  await opens(world, 'offer', true)

  expect(await world.record('contact', 'anna')).toMatchObject({ score: 0 })
  await world.close()
})

test('a visit to a cheap page counts for nothing', async () => {
  const world = await aLead()

  await world.happens('page-visited', { url: 'https://kolibri.example/beans/house-blend', title: 'House blend' })

  expect(await world.record('contact', 'anna')).toMatchObject({ score: 0 })
  await world.close()
})

/** The list that salespeople begin their day with. */
const bestFirst = async (world: World) =>
  (await world.store.list({ entity: 'contact', sort: '-score', limit: 10, now: world.now() })).items.map(({ id }) => id)

/** Anna works in IT, and has been sent a letter; Boris has some points from before. */
async function aLead(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.creates('contact', 'boris', { firstName: 'Boris', email: 'boris@client.example', owner: 'valera', score: 39 })
  await world.creates('company', 'weber', { name: 'Weber Software', sector: 'IT' })
  await world.changes('contact', 'anna', { company: 'weber' })
  const sent = { direction: 'out', state: 'sent', contact: 'anna', at: world.now().toISOString() }
  await world.creates('message', 'offer', { ...sent, subject: 'Machines for your office' })
  return world
}

const visits = (world: World) => world.happens('page-visited', { url: 'https://kolibri.example/machines/aurora-2', title: 'Aurora 2' })

const opens = (world: World, message: string, machine: boolean) =>
  world.happens('email-opened', { message, machine }, { contact: 'anna', message })
