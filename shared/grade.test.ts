import { expect, test } from 'vitest'
import { gradeOf } from './grade.ts'

test('a grade begins at its points', () => {
  const grades = { a: 40, b: 20 }

  expect([-5, 0, 1, 19, 20, 39, 40, 1_000].map((score) => gradeOf(score, grades))).toEqual([null, null, 'C', 'C', 'B', 'B', 'A', 'A'])
})
