import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { humanNotify } from './notify.ts'

test('a notice links to the contact and the company', () => {
  const step = aStep(humanNotify, { params: { to: { who: 'department', key: 'accounts' }, text: 'Anna has paid' } })

  expect(humanNotify.run(step)).toMatchObject({
    port: 'out',
    effects: [
      {
        kind: 'notify',
        to: { who: 'department', key: 'accounts' },
        text: 'Anna has paid',
        about: { contact: 'anna', company: 'bakery' },
      },
    ],
  })
})
