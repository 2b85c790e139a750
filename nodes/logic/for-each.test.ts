import { expect, test } from 'vitest'
import type { Json } from '../../shared/json.ts'
import { aStep } from '../testing/a-step.ts'
import { logicForEach } from './for-each.ts'

const through = (list: Json, max = 1_000) => logicForEach.run(aStep(logicForEach, { params: { list, max, concurrency: 5 } }))

test('each item of a list gets a branch, and after the last the way goes on', () => {
  expect(through(['flour', 'yeast'])).toEqual({
    kind: 'fork',
    branches: [
      { port: 'item', item: 'flour' },
      { port: 'item', item: 'yeast' },
    ],
    concurrency: 5,
    after: 'done',
  })
})

test('records that were found stay ids, with their entity', () => {
  expect(through({ entity: 'contact', ids: ['anna'] })).toMatchObject({ entity: 'contact', branches: [{ port: 'item', item: 'anna' }] })
})

test('an empty list is done at once', () => {
  expect(through([])).toMatchObject({ kind: 'leave', port: 'done' })
})

test('what is no list, and what is too long, is a problem', () => {
  expect(through('flour')).toMatchObject({ kind: 'fail', problem: 'not-a-list' })
  expect(through(null)).toMatchObject({ kind: 'fail', problem: 'not-a-list' })
  expect(through([1, 2, 3], 2)).toMatchObject({ kind: 'fail', problem: 'list-too-long', with: { most: 2 } })
})
