import { expect, test } from 'vitest'
import type { Asking } from './asking.ts'
import type { Sources } from './lookups.ts'
import { answerAll } from './rounds.ts'

test('what breaks somebody who asks reaches whoever wanted the answer', async () => {
  const asking = (function* (): Asking<never> {
    yield []
    throw new Error('broken')
  })()

  await expect(answerAll(asking, {} as Sources)).rejects.toThrow('broken')
})
