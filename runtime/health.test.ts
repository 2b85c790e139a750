import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Health, watchHealth } from './health.ts'
import { databaseFile } from './store/sqlite.ts'
import { newApp, testApp, testFolder } from './testing/test-app.ts'

test('a database that is damaged inside is noticed after the start, and from then on nothing is accepted or written', async () => {
  const folder = testFolder()
  const first = await testApp({}, folder)
  for (let n = 0; n < 50; n++) await first.admin.post('/api/contacts', { fields: { firstName: `Anna ${n}`, need: 'x'.repeat(4000) } })
  await first.close()
  damage(join(folder, databaseFile))

  const app = await newApp({}, folder)
  await vi.waitUntil(() => app.parts.health.problem !== null, { timeout: 10_000 })

  const hook = await app.stranger.post('/hooks/anything', { email: 'anna@client.test' })
  const page = await app.stranger.get('/healthz')
  expect([hook.status, hook.body.problem, page.status]).toEqual([503, 'store-damaged', 200])
  expect(hook.body.message).toContain('Restore a backup')
  await expect(app.parts.submit({ ops: [] })).rejects.toThrow('The engine is closing')
})

/** Writes over the pages in the middle: the header and the beginning are sound, so that it opens. */
function damage(file: string): void {
  const opened = openSync(file, 'r+')
  const { size } = statSync(file)
  for (let at = Math.floor(size / 8192) * 4096 * 1.5; at + 4096 <= size; at += 4096 * 7)
    writeSync(opened, Buffer.alloc(4096, 0x5a), 0, 4096, at)
  closeSync(opened)
}

test('while the disk is nearly full nothing more is taken, and everything again when there is room', async () => {
  const health: Health = { problem: null, stopping: false }
  let room = 1_000
  const watch = watchHealth({ health, dataDir: '.', check: async () => null, onDamage: () => {}, room: async () => room })

  await watch.look()
  const full = health.problem
  room = 10 ** 12
  await watch.look()
  watch.close()

  expect([full, health.problem]).toEqual(['disk-full', null])
})
