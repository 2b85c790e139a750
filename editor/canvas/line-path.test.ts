import { expect, test } from 'vitest'
import { cardSize, type Layout } from '../workflow/placing.ts'
import { laneBetween, pathThrough } from './line-path.ts'

const column: Layout = { a: [0, 0], b: [0, 160], c: [0, 320], far: [600, 160] }

test('a line to the next step needs no lane', () => {
  expect(laneBetween(column, 'a', 'b', [130, 84], [130, 160])).toBeNull()
})

test('a line over a row where nothing stands goes straight', () => {
  expect(laneBetween({ a: [0, 0], c: [0, 320] }, 'a', 'c', [130, 84], [130, 320])).toBeNull()
})

test('a line past another step runs beside it, never behind it', () => {
  const lane = laneBetween(column, 'a', 'c', [130, 84], [130, 320]) ?? 0

  expect(lane < 0 || lane > cardSize.width).toBe(true)
})

test('a line back up runs beside the steps that it passes', () => {
  const lane = laneBetween(column, 'c', 'b', [130, 404], [130, 160]) ?? 0

  expect(lane < 0 || lane > cardSize.width).toBe(true)
  expect(pathThrough(lane, [130, 404], [130, 160]).path).toMatch(/^M130 404L/)
})
