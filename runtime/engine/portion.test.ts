import { expect, test } from 'vitest'
import { Portion } from './portion.ts'

/** Sizes of the portions of so many turns, when each run takes so long and each turn some time besides. */
function sizes(portion: Portion, turns: number, msEach: number): number[] {
  return Array.from({ length: turns }, () => {
    const { size } = portion
    portion.learn(size, 5 + size * msEach)
    return size
  })
}

test('quick runs go by the hundreds, and slow ones as many at a time as others can wait for', () => {
  const portion = new Portion(50)

  expect(sizes(portion, 10, 0.01).at(-1)).toBe(500)
  const slow = sizes(portion, 30, 0.5)

  expect(slow.slice(2).every((size) => size >= 60 && size <= 135)).toBe(true)
})

test('the slowest still go on, and a turn that had few to take teaches nothing', () => {
  const portion = new Portion(50)

  expect(sizes(portion, 20, 100).at(-1)).toBe(20)
  portion.learn(3, 1)
  expect(portion.size).toBe(20)
})

test('where nobody has to wait, every portion is as large as may be', () => {
  const portion = new Portion(Number.POSITIVE_INFINITY)

  expect(sizes(portion, 3, 1_000)).toEqual([500, 500, 500])
})
