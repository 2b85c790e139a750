import { expect, test } from 'vitest'
import { say } from '../../shared/say.ts'
import { aWorld } from '../testing/world.ts'

test('who is away is not reminded: the deputy is, and hears for whom; nor is a head who is away told of what is late', async () => {
  const here = await aWorld()
  const user = { email: 'xenia@tandem.example', role: 'operator', department: 'sales', language: 'en', active: true }
  await here.creates('user', 'xenia', { name: 'Xenia', ...user })
  await here.changes('department', 'sales', { head: 'vera' })
  await here.changes('user', 'vera', { absentUntil: '2026-03-20', deputy: 'xenia' })
  await here.changes('user', 'valera', { absentFrom: '2026-03-03', absentUntil: '2026-03-04', deputy: 'nikita' })
  const nagging = { remindEveryDays: 1, escalateAfterDays: 1 }
  await here.creates('task', 'call', { title: 'Call Anna', state: 'open', owner: 'valera', dueAt: '2026-03-02T12:00:00Z', ...nagging })

  await here.passes('P4D')

  const told = (await here.records('notification')).map(({ owner, createdAt, said }) => [
    String(createdAt).slice(8, 10),
    owner,
    say(said as never, 'en').slice(0, 24),
  ])
  expect(told.sort()).toEqual([
    ['03', 'nikita', 'You stand in for Valera.'],
    ['03', 'xenia', 'Valera has not closed th'],
    ['04', 'nikita', 'You stand in for Valera.'],
    ['05', 'valera', 'Overdue by 2 days: Call '],
    ['06', 'valera', 'Overdue by 3 days: Call '],
  ])
  expect(await here.record('task', 'call')).toMatchObject({ owner: 'valera', reminders: 4 })
  await here.close()
})
