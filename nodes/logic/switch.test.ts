import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicSwitch } from './switch.ts'

const goes = (it: boolean, food: boolean) =>
  logicSwitch.run(
    aStep(logicSwitch, {
      params: {
        cases: [
          { id: 'it', holds: it },
          { id: 'food', holds: food },
        ],
      },
    }),
  )

test('the first case that holds is taken, and else when none does', () => {
  expect(goes(true, true)).toMatchObject({ port: 'it' })
  expect(goes(false, true)).toMatchObject({ port: 'food' })
  expect(goes(false, false)).toMatchObject({ port: 'else' })
})
