import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicIf } from './if.ts'

test.each([
  { holds: true, port: 'yes' },
  { holds: false, port: 'no' },
])('a condition that holds ($holds) leads to $port', ({ holds, port }) => {
  expect(logicIf.run(aStep(logicIf, { params: { condition: { holds, lines: [] } } }))).toMatchObject({ port })
})
