import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Step, treeLayout } from './tree-layout.ts'

const [width, gap] = [100, 20]

/** `a: 'b c'` leads from a to b and c. */
const places = (lines: Readonly<Record<string, string>>, beside: Readonly<Record<string, number>> = {}) => {
  const steps = Object.entries(lines).map(
    ([id, next]): Step => ({ id, beside: beside[id] ?? 0, next: next.split(' ').filter((to) => to !== '') }),
  )
  return Object.fromEntries(treeLayout(steps, width, gap))
}

test('the way on runs straight down', () => {
  expect(places({ a: 'b', b: 'c', c: '' })).toEqual({ a: { x: 0, row: 0 }, b: { x: 0, row: 1 }, c: { x: 0, row: 2 } })
})

test('the ways of a branch stand side by side in their order, below the middle of it, and meet below the middle again', () => {
  const { branch, yes, no, end } = places({ branch: 'yes no', yes: 'end', no: 'end', end: '' })

  expect(no?.x).toBe((yes?.x ?? 0) + width + gap)
  expect(branch?.x).toBe(((yes?.x ?? 0) + (no?.x ?? 0)) / 2)
  expect(end).toEqual({ x: branch?.x, row: 2 })
})

test('a way that leads far down does not bend the others', () => {
  const far = places({ ask: 'wait end', wait: 'again', again: 'end', end: '' })

  expect([far['ask']?.x, far['wait']?.x, far['again']?.x, far['end']?.x]).toEqual([0, 0, 0, 0])
  expect(far['end']?.row).toBe(3)
})

test('what stands beside a card keeps its room', () => {
  const { a, b } = places({ start: 'a b', a: '', b: '' }, { a: 50 })

  expect((b?.x ?? 0) - (a?.x ?? 0)).toBe(width + 50 + gap)
})

test('a loop ends where it is closed', () => {
  expect(places({ a: 'b', b: 'c', c: 'b' })).toEqual({ a: { x: 0, row: 0 }, b: { x: 0, row: 1 }, c: { x: 0, row: 2 } })
})

test('no two steps of any flow cover each other, and every line but those of loops leads down', () => {
  const graph = fc
    .integer({ min: 1, max: 14 })
    .chain((count) => fc.array(fc.array(fc.integer({ min: 0, max: count - 1 }), { maxLength: 3 }), { minLength: count, maxLength: count }))
  fc.assert(
    fc.property(graph, fc.boolean(), (lines, forward) => {
      const steps = lines.map((next, at) => ({
        id: `${at}`,
        beside: 0,
        next: [...new Set(next)].filter((to) => !forward || to > at).map(String),
      }))

      const found = treeLayout(steps, width, gap)

      expect(found.size).toBe(steps.length)
      const all = [...found.values()]
      for (const [at, one] of all.entries())
        for (const other of all.slice(at + 1)) expect(one.row !== other.row || Math.abs(one.x - other.x) >= width + gap - 0.001).toBe(true)
      if (forward)
        for (const { id, next } of steps) for (const to of next) expect(found.get(to)?.row).toBeGreaterThan(found.get(id)?.row ?? 0)
    }),
  )
})
