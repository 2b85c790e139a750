import { expect, test } from 'vitest'
import { answers, approvesAll, closes, exampleWorkflow } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('service-request')

test('the answers stand in the task, and when it is solved the client is asked whether all is well', async () => {
  const world = await isBroken()
  await approvesAll(world)
  const [letter] = world.sent
  if (letter) await answers(world, letter, 'The big one, 4711. Since Sunday, it drips.')
  const [task] = await world.records('task')
  expect(task).toMatchObject({ owner: 'ilya', resultKind: 'text', text: expect.stringContaining('Our questions: The big one, 4711.') })

  await closes(world, 'A seal was worn, replaced it')
  await approvesAll(world)
  const after = world.sent[1]
  expect(after?.subject).toBe('Is everything working again?')
  if (after) await answers(world, after, '5, thank you')

  expect((await world.records('notification')).filter(({ owner }) => owner === 'valera').map(({ text }) => text)).toEqual([
    'Anna says about our help: 5, thank you',
  ])
  await world.close()
})

test('who does not answer is helped after a working day, and a declined letter holds nobody up', async () => {
  const world = await isBroken()
  await approvesAll(world)
  await world.passes('P1DT1H')
  expect(await world.records('task')).toMatchObject([{ text: expect.stringContaining('not answered yet') }])

  await world.happens('form-submitted', { form: 'website' })
  const [second] = await world.suggestions('pending')
  if (second) await world.decides(second, { kind: 'dismiss' })

  expect(await world.records('task')).toHaveLength(2)
  await world.close()
})

test('it cannot be closed without saying what was done, and the manager hears when it takes four weeks', async () => {
  const world = await isBroken()
  await approvesAll(world)
  await world.passes('P2D')

  await expect(closes(world, null)).rejects.toThrow()
  await world.passes('P29D')

  expect((await world.records('notification')).map(({ text }) => text)).toContain(
    'The request of Anna has been open for four weeks. Call them before they call you.',
  )
  await world.close()
})

async function isBroken(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.creates('department', 'support', { key: 'support', name: 'Support' })
  await world.creates('user', 'ilya', { name: 'Ilya', email: 'ilya@tandem.example', role: 'operator', department: 'support', active: true })
  await world.changes('contact', 'anna', { need: 'The machine loses water' })
  await world.happens('form-submitted', { form: 'website' })
  return world
}
