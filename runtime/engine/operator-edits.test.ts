import { expect, test } from 'vitest'
import type { Effect } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import { keepEdits } from './operator-edits.ts'

const task = (title: string, about = 'anna') => ({ kind: 'create-task', title, about }) as unknown as Effect
const change = { kind: 'change-record', entity: 'contact', id: 'anna', change: 'update', fields: {} } as const

test('what an operator has written stays in an effect that is shown anew, and the rest is as it is now', () => {
  expect(keepEdits([task('Call')], [task('Call soon')], [task('Call', 'boris')])).toEqual([task('Call soon', 'boris')])
})

test('it is not put into an effect of another kind, nor into one that was not there', () => {
  expect(keepEdits([task('Call')], [task('Call soon')], [change, task('Write')])).toEqual([change, task('Write')])
})

const fills = (fields: JsonObject): Effect => ({ ...change, fields })

test('of a record only the field that the operator has written or taken out stays as they left it', () => {
  const before = fills({ city: 'Perm', need: 'Chairs', language: 'en' })

  expect(
    keepEdits([before], [fills({ city: 'Kazan', need: 'Chairs' })], [fills({ city: 'Perm', need: 'Tables', language: 'ru' })]),
  ).toEqual([fills({ city: 'Kazan', need: 'Tables' })])
})

test('a field of a record that is not to be changed any more is not put back by what was written into it', () => {
  expect(
    keepEdits([fills({ city: 'Perm', need: 'Chairs' })], [fills({ city: 'Kazan', need: 'Chairs' })], [fills({ need: 'Tables' })]),
  ).toEqual([fills({ need: 'Tables' })])
})
