import { expect, test } from 'vitest'
import { fieldAt } from '../../shared/rule-fields.ts'
import type { Rule } from '../../shared/rules.ts'
import {
  asGroup,
  comparedBy,
  dependsOnRun,
  emptied,
  isDrawn,
  keyedEntity,
  orNothing,
  rowFor,
  toRule,
  withMore,
  withoutRule,
} from './rule-shape.ts'

test('a rule survives being drawn unchanged', () => {
  const rule: Rule = { all: [{ field: 'score', is: 'over', value: 50 }, { any: [{ field: 'city', is: 'is', value: 'Perm' }] }] }

  expect(toRule(asGroup(rule))).toEqual(rule)
})

test('the last row taken away leaves no rule at all', () => {
  const group = withMore(asGroup(null), { field: 'score', is: 'over', value: 50 })

  expect(orNothing(withoutRule(group, 0))).toBeNull()
})

test('a row keeps its value when the new comparison asks for the same kind, and drops it otherwise', () => {
  const row = { field: 'score', is: 'over', value: 50 } as const

  expect(comparedBy(row, 'under')).toEqual({ field: 'score', is: 'under', value: 50 })
  expect(comparedBy(row, 'empty')).toEqual({ field: 'score', is: 'empty' })
})

test('another field brings comparisons that fit it', () => {
  const row = rowFor('consentOffers', fieldAt('contact', 'consentOffers'), { field: 'score', is: 'over', value: 50 })

  expect(row).toEqual({ field: 'consentOffers', is: 'yes' })
})

test('a stage is chosen by its key, a name of a company is not', () => {
  const keyOf = (entity: string) => (entity === 'stage' ? 'key' : undefined)

  expect(keyedEntity('deal', 'stage.key', {}, keyOf)).toBe('stage')
  expect(keyedEntity('deal', 'company.name', {}, keyOf)).toBeNull()
})

test('what is nested too deeply is left to words', () => {
  expect(isDrawn({ all: [{ any: [{ field: 'score', is: 'empty' }] }] })).toBe(true)
  expect(isDrawn({ all: [{ any: [{ not: [{ field: 'score', is: 'empty' }] }] }] })).toBe(false)
})

test('a rule that compares with a value of the flow, or asks about one, depends on the run', () => {
  const byContact: Rule = { field: 'contact', is: 'is', value: { ref: 'subject.id' } }

  expect(dependsOnRun({ all: [{ field: 'number', is: 'not-empty' }, { any: [byContact] }] }, 'order')).toBe(true)
  expect(dependsOnRun({ some: 'orders', where: byContact }, 'company')).toBe(true)
  expect(dependsOnRun({ field: 'event.topic', is: 'is', value: 'pumps' }, 'contact')).toBe(true)
  expect(dependsOnRun({ all: [{ field: 'company.name', is: 'is', value: 'subject.id' }, { some: 'orders' }] }, 'contact')).toBe(false)
})

test('a row whose value is taken away asks the same again', () => {
  expect(emptied({ field: 'contact', is: 'is', value: { ref: 'subject.id' } })).toEqual({ field: 'contact', is: 'is' })
  expect(emptied({ field: 'city', is: 'one-of', value: { ref: 'event.cities' } })).toEqual({ field: 'city', is: 'one-of', value: [] })
})
