import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecretKey } from './secret-key.ts'
import { atStart, StoreProblem } from './store/store-problem.ts'
import { testFolder } from './testing/test-app.ts'

test('a data folder that is a file, or whose key cannot be read, is refused in words', () => {
  const file = join(testFolder(), 'a-file')
  writeFileSync(file, '')
  const folder = testFolder()
  mkdirSync(join(folder, 'secret.key'))

  for (const dataDir of [file, folder]) {
    expect(() => openSecretKey({ secretKey: null, dataDir })).toThrow(/cannot be used \(.*\)\. Set DATA_DIR to a folder/)
  }
})

test('a start that the disk prevents says to start again, and promises nothing by itself', () => {
  const full = atStart(new StoreProblem('disk-full', { where: 'tandem.db' }))
  const failing = atStart(new StoreProblem('disk-failing', { where: 'tandem.db', why: 'read-only' }))

  for (const { message } of [full, failing]) {
    expect(message).toContain('start again')
    expect(message).not.toContain('by itself')
  }
})
