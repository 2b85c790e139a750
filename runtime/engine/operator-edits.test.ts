import { expect, test } from 'vitest'
import type { Effect } from '../../shared/effects.ts'
import { keepEdits } from './operator-edits.ts'

const task = (title: string, about = 'anna') => ({ kind: 'create-task', title, about }) as unknown as Effect
const change = { kind: 'change-record', entity: 'contact', id: 'anna', change: 'update', fields: {} } as const

test('what an operator has written stays in an effect that is shown anew, and the rest is as it is now', () => {
  expect(keepEdits([task('Call')], [task('Call soon')], [task('Call', 'boris')])).toEqual([task('Call soon', 'boris')])
})

test('it is not put into an effect of another kind, nor into one that was not there', () => {
  expect(keepEdits([task('Call')], [task('Call soon')], [change, task('Write')])).toEqual([change, task('Write')])
})
