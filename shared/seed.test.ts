import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chance, idFor } from './seed.ts'

const since = new Date('2026-03-02T09:00:00Z')

test('a step asked again names the same id, and another label another', () => {
  const first = idFor('run:node:1', 'task', since)

  expect(idFor('run:node:1', 'task', since)).toBe(first)
  expect(idFor('run:node:1', 'letter', since)).not.toBe(first)
  expect(idFor('run:node:2', 'task', since)).not.toBe(first)
})

test('a seeded id is a UUIDv7 of the moment the branch came', async () => {
  await fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(4_000_000_000_000), (seed, label, ms) => {
      const id = idFor(seed, label, new Date(ms))

      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(ms)
    }),
  )
})

test('two hundred thousand neighbouring labels have as many ids', () => {
  const ids = new Set(Array.from({ length: 200_000 }, (_, i) => idFor(`run:${i % 7}`, `item ${Math.floor(i / 7)}`, since)))

  expect(ids.size).toBe(200_000)
})

test('where the seed ends and the label begins makes a difference', () => {
  expect(idFor('ab', 'c', since)).not.toBe(idFor('a', 'bc', since))
  expect(chance('ab', 'c')).not.toBe(chance('a', 'bc'))
})

test('chances are spread evenly, also over neighbouring contacts', () => {
  const tenths = new Array<number>(10).fill(0)

  for (let i = 0; i < 100_000; i++) {
    const tenth = Math.floor(chance(`contact-${i}`, 'split') * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }

  expect(tenths).toHaveLength(10)
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})
