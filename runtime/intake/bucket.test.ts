import { expect, test } from 'vitest'
import { openBucket } from './bucket.ts'

test('a source may send four seconds of its rate at once, and goes on at its rate', () => {
  const bucket = openBucket(50)

  const atOnce = Array.from({ length: 201 }, () => bucket.take('a', 0))

  expect(atOnce.slice(0, 200).every((seconds) => seconds === 0)).toBe(true)
  expect(atOnce[200]).toBe(1)
  expect(bucket.take('a', 20)).toBe(0)
  expect(bucket.take('a', 21)).toBe(1)
})

test('one source does not use up what another may send', () => {
  const bucket = openBucket(1)
  for (let i = 0; i < 10; i++) bucket.take('a', 0)

  expect(bucket.take('b', 0)).toBe(0)
})
