import { expect, test } from 'vitest'
import type { ChangeMany, ChangeRecord } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import { changedFields, corrected, leftOut, noCorrections, unmasked, withCorrection, withStepOut } from './corrections.ts'
import { aLetter } from './testing/a-suggestion.ts'

const letter = aLetter()

test('what is typed and taken back again is no correction', () => {
  const typed = withCorrection(noCorrections, [letter], 0, 'subject', 'Two questions')
  const back = withCorrection(typed, [letter], 0, 'subject', 'Three questions')

  expect(corrected([letter], typed)).toEqual([{ ...letter, subject: 'Two questions' }])
  expect(back).toEqual({})
  expect(corrected([letter], back)[0]).toBe(letter)
})

test('corrections outlive a refresh of what they correct', () => {
  const corrections = withCorrection(noCorrections, [letter], 0, 'subject', 'Two questions')
  const refreshed = aLetter({ to: 'anna@new.example' })

  const [shown] = corrected([refreshed], corrections)

  expect(shown).toEqual({ ...refreshed, subject: 'Two questions' })
})

const change = (fields: JsonObject): ChangeRecord => ({ kind: 'change-record', entity: 'contact', id: 'anna', change: 'update', fields })

test('of a record only the field that was typed stays after a refresh, and one that is gone is not sent', () => {
  const shown = change({ city: 'Perm', need: 'Chairs' })
  const typed = withCorrection(noCorrections, [shown], 0, 'fields', { city: 'Kazan', need: 'Chairs' })
  const back = withCorrection(typed, [shown], 0, 'fields', shown.fields)

  expect(corrected([shown], typed)).toEqual([change({ city: 'Kazan', need: 'Chairs' })])
  expect(corrected([change({ city: 'Perm', need: 'Tables' })], typed)).toEqual([change({ city: 'Kazan', need: 'Tables' })])
  expect(corrected([change({ need: 'Tables' })], typed)).toEqual([change({ need: 'Tables' })])
  expect(back).toEqual({})
})

test('only what differs from the original is marked', () => {
  const edited = { ...letter, subject: 'Two questions', frozen: undefined }

  expect(changedFields(letter, edited as typeof letter).map(({ field }) => field)).toEqual(['subject'])
})

test('a secret that was shown masked is sent as it was, and a new one as it was typed', () => {
  const original = { order: 5121, token: 'abc', lines: [{ key: 'k1' }] }

  expect(unmasked({ order: 5122, token: '•••', lines: [{ key: '•••' }] }, original)).toEqual({
    order: 5122,
    token: 'abc',
    lines: [{ key: 'k1' }],
  })
  expect(unmasked({ token: 'new' }, original)).toEqual({ token: 'new' })
})

test('of many records only those that were put in or taken out stay so after a refresh, and a reason that came since stands', () => {
  const one = (id: string, included: boolean) => ({ id, title: id, leftOut: null, included })
  const many = (items: ChangeMany['items']): ChangeMany => ({
    kind: 'change-many',
    entity: 'contact',
    change: 'archive',
    fields: {},
    note: '',
    items,
  })
  const shown = many([one('anna', true), one('boris', true)])
  const typed = withCorrection(noCorrections, [shown], 0, 'items', [one('anna', false), one('boris', true)])
  const refreshed = many([one('anna', true), { ...one('boris', false), leftOut: { code: 'left-out-debt' } }, one('clara', true)])

  expect(corrected([refreshed], typed)).toMatchObject([{ items: [{ included: false }, { included: false }, { included: true }] }])
  expect(withCorrection(typed, [shown], 0, 'items', [...shown.items])).toEqual({})
})

test('a step of a scenario that is left out stays so when the scenario is shown anew, wherever it stands then', () => {
  const step = (node: string) => ({ node, visit: 1, name: node, at: '2026-03-02T09:00:00Z', count: 1, out: false })
  const out = withStepOut(noCorrections, step('second'), true)

  expect(leftOut(out, [step('first'), step('second')])).toEqual([1])
  expect(leftOut(out, [step('second'), step('third')])).toEqual([0])
  expect(corrected([letter], out)[0]).toBe(letter)
  expect(withStepOut(out, step('second'), false)).toEqual({})
})
