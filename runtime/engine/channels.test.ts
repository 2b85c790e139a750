import { expect, test } from 'vitest'
import { Channels, isReopened } from './channels.ts'

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second))
const waiting = (id: string, channel: string, second = 0, contact: string | null = null) => ({ id, channel, dueAt: at(second), contact })
const take = (channels: Channels, second: number) => channels.take(at(second)).map(({ id }) => id)

test('however much waits for a slow channel, the others go on', () => {
  const channels = new Channels()
  for (let each = 0; each < 2_000; each++) channels.wait(waiting(`slow ${each}`, 'slow'))
  channels.wait(waiting('quick', 'quick', 1))

  expect(take(channels, 0)).toEqual(['slow 0', 'slow 1', 'slow 2', 'slow 3', 'slow 4'])
  expect(channels.nextDue()).toEqual(at(1))
  expect(take(channels, 1)).toEqual(['quick'])
})

test('five of a channel are under way at once, the earliest first, and the next when one of them is through', () => {
  const channels = new Channels()
  for (const second of [6, 5, 4, 3, 2, 1]) channels.wait(waiting(`${second}`, 'office', second))

  expect(take(channels, 9)).toEqual(['1', '2', '3', '4', '5'])
  expect(channels.nextDue()).toBeNull()
  channels.leave('1')
  channels.finish(waiting('1', 'office'))

  expect(take(channels, 9)).toEqual(['6'])
})

test('where the last answer was quick, five more are decided about, and each has a place in its turn', async () => {
  const channels = new Channels()
  const all = Array.from({ length: 12 }, (_, number) => waiting(`${number}`, 'office'))
  for (const one of all) channels.wait(one)
  const [first] = channels.take(at(0)) as [(typeof all)[number]]
  channels.grant(first)
  expect(await channels.place(first, at(0))).toBe(true)
  channels.free(first, at(0), at(0))
  channels.leave(first.id)
  channels.finish(first)

  const taken = [...all.slice(1, 5), ...channels.take(at(0))]
  expect(taken).toHaveLength(10)
  for (const each of taken) channels.grant(each)
  const [one, ...others] = taken.map((each) => channels.place(each, at(0)))
  expect(await one).toBe(true)
  channels.free(taken[0] as typeof first, at(0), at(3))
  expect(await others[4]).toBe(true)

  expect(channels.nextDue()).toEqual(at(4))
  expect(channels.take(at(4))).toEqual([])
  expect(await Promise.all(others.slice(5))).toEqual([false, false, false, false])
})

test('whoever is called off between the decision and its place has none, though there is room', async () => {
  const channels = new Channels()
  const [anna, boris] = [waiting('to anna', 'office', 0, 'anna'), waiting('to boris', 'sales', 0, 'boris')]
  for (const one of [anna, boris]) channels.wait(one)
  for (const one of channels.take(at(0))) channels.grant(one)
  channels.callOff('anna')

  expect(await Promise.all([anna, boris].map((one) => channels.place(one, at(0))))).toEqual([false, true])
})

test('a channel with a pace is asked one at a time, and not before its time', () => {
  const channels = new Channels()
  for (const id of ['a', 'b', 'c']) channels.wait(waiting(id, 'office'))
  expect(channels.keepsPace('office', 2_000, at(0))).toBe(true)

  expect(take(channels, 1)).toEqual([])
  expect(channels.nextDue()).toEqual(at(2))
  expect(channels.keepsPace('office', 2_000, at(1))).toBe(false)
  expect(take(channels, 2)).toEqual(['a'])
})

test('of one contact one is decided about at a time, whichever channels they wait for', () => {
  const channels = new Channels()
  channels.wait(waiting('first', 'office', 0, 'anna'))
  channels.wait(waiting('second', 'sales', 0, 'anna'))
  channels.wait(waiting('other', 'sales', 1, 'boris'))

  expect(take(channels, 2)).toEqual(['first', 'other'])
  expect(channels.nextDue()).toBeNull()
  channels.decided(waiting('first', 'office', 0, 'anna'))

  expect(take(channels, 2)).toEqual(['second'])
})

test('what waits for a channel that opens again is looked at at once', () => {
  const channels = new Channels()
  channels.wait(waiting('late', 'office', 30))
  channels.reopen('nobody')
  channels.reopen('office')

  expect(channels.take(at(0)).map(isReopened)).toEqual([true])
  channels.leave('late')
  channels.leave('late')
  channels.decided(waiting('late', 'office'))
  channels.finish(waiting('late', 'office'))
  expect(channels.nextDue()).toBeNull()
})

test('what is paused is looked at again when it is let go, or waits anew', () => {
  const channels = new Channels()
  for (const id of ['a', 'b']) channels.wait(waiting(id, 'office'))
  for (const id of ['a', 'b']) channels.hold(id)

  expect([take(channels, 1), channels.nextDue()]).toEqual([[], null])
  channels.wait(waiting('b', 'office'))
  expect(take(channels, 1)).toEqual(['b'])
  channels.release()
  expect(take(channels, 1)).toEqual(['a'])
})

test('what is paused comes back in its turn, and at once when its channel opened meanwhile', () => {
  const channels = new Channels()
  for (const second of [1, 2, 3]) channels.wait(waiting(`${second}`, 'office', second))
  channels.wait(waiting('sold', 'sales', 30))
  for (const id of ['1', 'sold', 'nobody']) channels.hold(id)
  channels.reopen('sales')

  expect(take(channels, 2)).toEqual(['2'])
  channels.release()
  expect(take(channels, 2)).toEqual(['1', 'sold'])
})

test('a delivery whose moment has changed is due at the new one', () => {
  const channels = new Channels()
  for (const second of [1, 2, 3]) channels.wait(waiting(`${second}`, 'office', second))
  channels.wait(waiting('1', 'office', 9))
  channels.wait(waiting('3', 'office', 0))

  expect(take(channels, 2)).toEqual(['3', '2'])
  expect(channels.nextDue()).toEqual(at(9))
})
