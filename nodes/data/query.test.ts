import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { dataQuery } from './query.ts'

test('one more than wanted is asked for, to know whether there are more', () => {
  const step = aStep(dataQuery, { params: { limit: 2, where: null } })

  expect(dataQuery.needs?.(step)).toMatchObject({ ids: { rule: { all: [] }, limit: 3 } })
})

test('what was found stays ids, and a cut list says so', () => {
  const find = (ids: readonly string[]) => dataQuery.run(aStep(dataQuery, { params: { entity: 'contact', limit: 2 }, found: { ids } }))

  expect(find(['anna', 'otto'])).toMatchObject({ output: { records: { entity: 'contact', ids: ['anna', 'otto'] }, count: 2, more: false } })
  expect(find(['anna', 'otto', 'emma'])).toMatchObject({
    output: { records: { ids: ['anna', 'otto'] }, count: 2, more: true },
    why: { code: 'list-cut', with: { most: 2 } },
  })
})
