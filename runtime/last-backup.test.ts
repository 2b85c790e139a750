import { expect, onTestFinished, test } from 'vitest'
import { hearOfBackups, lastBackup, noteBackup } from './last-backup.ts'
import { testFolder } from './testing/test-app.ts'

test('a backup that another process has made is heard of, and when the last one was is known', async () => {
  const folder = testFolder()
  let heard = 0
  onTestFinished(hearOfBackups(folder, () => heard++, 10))
  const before = await lastBackup(folder)

  const at = new Date('2026-03-02T09:00:00.000Z')
  await noteBackup(folder, at)

  await expect.poll(() => heard, { timeout: 5_000 }).toBe(1)
  expect([before, await lastBackup(folder)]).toEqual([null, at])
})
