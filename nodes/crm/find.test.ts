import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmFind } from './find.ts'

test('the newest that fits is looked for, then read', () => {
  const asked = aStep(crmFind, { found: {} })
  const known = aStep(crmFind, { found: { ids: ['deal-2'] } })

  expect(crmFind.needs?.(asked)).toMatchObject({ ids: { kind: 'query', entity: 'deal', sort: '-createdAt', limit: 1 } })
  expect(crmFind.needs?.(known)).toMatchObject({ record: { kind: 'record', entity: 'deal', id: 'deal-2' } })
})

test('what was found is handed on, and nothing found leads elsewhere', () => {
  const deal = { id: 'deal-2', title: 'Two ovens' }

  expect(crmFind.run(aStep(crmFind, { found: { ids: ['deal-2'], record: deal } }))).toMatchObject({
    port: 'found',
    output: { id: 'deal-2', record: deal },
  })
  expect(crmFind.run(aStep(crmFind, { found: { ids: [] } }))).toMatchObject({ port: 'none' })
})
