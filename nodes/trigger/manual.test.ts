import { expect, test } from 'vitest'
import { anEvent, aStep } from '../testing/a-step.ts'
import { triggerManual } from './manual.ts'

test('later steps know who pressed the button', () => {
  const event = anEvent({ kind: 'button-pressed', fields: { workflow: 'welcome', node: 'button', user: 'valera' } })

  expect(triggerManual.run(aStep(triggerManual, { event }))).toMatchObject({ port: 'out', output: { user: 'valera' } })
})
