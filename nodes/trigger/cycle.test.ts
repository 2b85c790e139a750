import { expect, test } from 'vitest'
import { recordSource } from '../../shared/rule-source.ts'
import { testRule } from '../../shared/rule-test.ts'
import { now } from '../testing/a-step.ts'
import { triggerCycle } from './cycle.ts'

const params = { lead: 7, product: 'FLOUR-25', category: null, purchases: 3, time: '09:00', missed: 'late' } as const
const flour = { id: 'flour', sku: 'FLOUR-25', category: 'Flour' }
const cycle = { id: 'cycle-1', nextDueOn: '2026-03-09', product: flour, purchases: 5, source: 'detected' }

const begins = (fields: Partial<typeof cycle>) => {
  const rule = triggerCycle.trigger?.query?.(params)?.rule ?? { any: [] }
  const source = recordSource({ entity: 'purchaseCycle', fields: { ...cycle, ...fields }, zone: 'Europe/Berlin' }, now)
  return testRule(rule, source, now).holds
}

test('a run begins as many days ahead of the next order as was asked for', () => {
  expect(begins({})).toBe(true)
  expect(begins({ nextDueOn: '2026-03-08' })).toBe(false)
  expect(begins({ nextDueOn: '2026-03-10' })).toBe(false)
})

test('too few purchases are no cycle, unless a person has set it', () => {
  expect(begins({ purchases: 2 })).toBe(false)
  expect(begins({ purchases: 2, source: 'set' })).toBe(true)
})

test('another product does not begin a run', () => {
  expect(begins({ product: { ...flour, sku: 'YEAST' } })).toBe(false)
})
