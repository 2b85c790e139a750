import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicParallel } from './parallel.ts'

test('all ways begin at the same time', () => {
  expect(logicParallel.run(aStep(logicParallel))).toEqual({
    kind: 'fork',
    branches: [{ port: 'letter' }, { port: 'accounting' }],
    concurrency: 2,
    after: null,
  })
})
