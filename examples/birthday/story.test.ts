import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'

const workflow = exampleWorkflow('birthday')

test('on the day itself the manager has a letter to approve, every year once', async () => {
  const world = await aClientBornOn('1990-03-05')

  await until(world, '2026-03-05T07:59:00Z')
  expect(await world.suggestions()).toEqual([])
  await until(world, '2026-03-05T10:00:00Z')
  await approvesAll(world)
  await until(world, '2027-03-04T12:00:00Z')
  expect(world.sent.map(({ subject }) => subject)).toEqual(['Happy birthday, Anna!'])
  expect(world.sent[0]?.frozen?.from.name).toBe('Valera')

  await until(world, '2027-03-05T10:00:00Z')
  await approvesAll(world)
  expect(world.sent).toHaveLength(2)
  await world.close()
})

test.each([
  { birthday: '1992-02-29', year: 2027, day: '2027-02-28' },
  { birthday: '1604-03-05', year: 2026, day: '2026-03-05' },
])('whoever is born on $birthday is congratulated on $day', async ({ birthday, year, day }) => {
  const world = await aClientBornOn(birthday)
  await until(world, `${year}-01-01T00:00:00Z`)
  const before = (await world.suggestions()).length

  await until(world, `${day}T07:00:00Z`)
  expect(await world.suggestions()).toHaveLength(before)
  await until(world, `${day}T09:00:00Z`)

  expect(await world.suggestions('pending')).toHaveLength(1)
  await world.close()
})

test.each([
  { zone: 'Pacific/Auckland', morning: '2026-03-04T19:00:00Z' },
  { zone: 'America/Los_Angeles', morning: '2026-03-05T16:00:00Z' },
])('the day is that of the client: in $zone it begins at $morning', async ({ zone, morning }) => {
  const world = await aClientBornOn('1990-03-05')
  await world.changes('contact', 'anna', { zone })

  await until(world, new Date(Date.parse(morning) - 60_000).toISOString())
  expect(await world.suggestions()).toEqual([])
  await until(world, morning)
  await approvesAll(world)

  expect(world.sent).toHaveLength(1)
  await world.close()
})

test('approved at night, the letter leaves in the morning of the client', async () => {
  const world = await aClientBornOn('1990-03-05')
  await world.changes('contact', 'anna', { zone: 'Europe/Moscow' })
  await until(world, '2026-03-05T17:30:00Z')

  await approvesAll(world)
  expect(world.sent).toEqual([])
  await until(world, '2026-03-06T05:00:00Z')

  expect(world.sent).toHaveLength(1)
  await world.close()
})

test('while the manager is away their letters stay theirs to decide, and go out in the name of the deputy', async () => {
  const world = await aClientBornOn('1990-03-05')
  await world.changes('user', 'valera', { absentUntil: '2026-03-10', deputy: 'nikita' })
  await until(world, '2026-03-05T10:00:00Z')

  expect(await world.suggestions('pending')).toMatchObject([{ assignee: 'valera' }])
  await approvesAll(world)

  expect(world.sent[0]?.frozen?.from.name).toBe('Nikita')
  await world.close()
})

test('the program was not running that day: a late wish is worse than none', async () => {
  const world = await aClientBornOn('1990-03-05')
  await until(world, '2026-03-03T12:00:00Z')

  await world.restarts('2026-03-06T12:00:00Z')
  await world.passes('P30D')

  const [missed, ...begun] = await world.runs()
  expect(begun).toEqual([])
  expect(missed?.run.ended).toMatchObject({ code: 'not-enrolled-missed-times', with: { count: 3 } })
  await world.close()
})

test('nobody is bothered about a client whose birthday is not known', async () => {
  const world = await aClientBornOn(null)

  await world.passes('P400D')

  expect(await world.runs()).toEqual([])
  await world.close()
})

test('a wish that nobody approved on the day is not sent later', async () => {
  const world = await aClientBornOn('1990-03-05')

  await until(world, '2026-03-06T09:00:00Z')

  expect(await world.suggestions('expired')).toHaveLength(1)
  await world.passes('P30D')
  expect(world.sent).toEqual([])
  await world.close()
})

test('who owes us for a month is not congratulated by a machine', async () => {
  const world = await aClientBornOn('1990-03-05')
  const amount = { cents: 90_000, currency: 'EUR' }
  await world.creates('invoice', 'invoice-1', { number: '77', amount, status: 'open', contact: 'anna', dueOn: '2026-01-15' })

  await until(world, '2026-03-05T10:00:00Z')

  expect(await world.suggestions()).toEqual([])
  await world.close()
})

test('a client who is lost before somebody has approved is not written to', async () => {
  const world = await aClientBornOn('1990-03-05')
  await until(world, '2026-03-05T10:00:00Z')

  await world.changes('contact', 'anna', { stage: 'lost' })

  expect(await world.suggestions('withdrawn')).toHaveLength(1)
  await world.close()
})

async function aClientBornOn(birthday: string | null): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.changes('contact', 'anna', { stage: 'client', birthday })
  return world
}
