import { expect, test } from 'vitest'
import { create, now, update } from '../testing/sample-rows.ts'
import { Overlay } from './overlay.ts'

const aTurn = () => new Overlay('DE')

test('who is archived in a turn is archived for whoever asks later in it, and back again when restored', () => {
  const turn = aTurn()
  turn.stage(create('contact', 'anna', { firstName: 'Anna' }))

  turn.stage({ ...update('contact', 'anna', {}), change: 'archive' })
  const archived = turn.record('contact', 'anna')?.['archivedAt']
  turn.stage({ ...update('contact', 'anna', {}), change: 'restore' })

  expect([archived, turn.record('contact', 'anna')?.['archivedAt']]).toEqual([now.toISOString(), null])
})

test('a record that does not exist is not there after a change of it either', () => {
  const turn = aTurn()
  turn.read('contact', 'nobody', null)

  turn.stage(update('contact', 'nobody', { firstName: 'Nobody' }))

  expect(turn.record('contact', 'nobody')).toBeNull()
})

test('what is added to a list or a number that a record has not yet begins it', () => {
  const turn = aTurn()
  turn.read('contact', 'anna', { id: 'anna', createdAt: '', updatedAt: '', archivedAt: null } as never)

  turn.stage({ ...update('contact', 'anna', {}), add: { score: 5 }, lists: { tags: { add: ['vip'], remove: [] } } })

  expect(turn.record('contact', 'anna')).toMatchObject({ score: 5, tags: ['vip'] })
})
