import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { newHealth, watchHealth } from './health.ts'
import { databaseFile } from './store/sqlite.ts'
import { newApp, testApp, testFolder } from './testing/test-app.ts'

test('a database that is damaged inside is noticed after the start, and from then on nothing is accepted or written', async () => {
  const folder = await folderWithContacts()
  damage(folder, 'contact')

  const app = await newApp({}, folder)
  await vi.waitUntil(() => app.parts.health.problem !== null, { timeout: 10_000 })

  const hook = await app.stranger.post('/hooks/anything', { email: 'anna@client.test' })
  const page = await app.stranger.get('/healthz')
  expect([hook.status, hook.body.problem, page.status]).toEqual([503, 'store-damaged', 200])
  expect(hook.body.message).toContain('Restore a backup')
  await expect(app.parts.submit({ ops: [] })).rejects.toThrow('The engine is closing')
})

test('a database that is damaged where the start reads is refused with the way out, and the folder is free again', async () => {
  const folder = await folderWithContacts()
  const database = new Database(join(folder, databaseFile))
  database.prepare(`update "events" set "state" = 'pending'`).run()
  database.close()
  damage(folder, 'events')

  for (const _ of ['once', 'again']) {
    const opening = newApp({}, folder)
    await expect(opening).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('Restore a backup') })
  }
})

/** The data folder of an installation that was closed, with contacts of several pages each. */
async function folderWithContacts(): Promise<string> {
  const folder = testFolder()
  const app = await testApp({}, folder)
  for (let n = 0; n < 20; n++) await app.admin.post('/api/contacts', { fields: { firstName: `Anna ${n}`, need: 'ж'.repeat(4000) } })
  await app.close()
  return folder
}

/** Writes over the pages that hold the long values of a table; the rest is sound, so that the file opens. */
function damage(folder: string, table: string): void {
  const file = join(folder, databaseFile)
  const database = new Database(file)
  const pageSize = Number(database.pragma('page_size', { simple: true }))
  const pages = database.prepare(`select pageno from dbstat where name = ? and pagetype = 'overflow'`).pluck().all(table)
  database.close()
  expect(pages).not.toEqual([])
  const opened = openSync(file, 'r+')
  for (const page of pages) writeSync(opened, Buffer.alloc(pageSize, 0x5a), 0, pageSize, (Number(page) - 1) * pageSize)
  closeSync(opened)
}

test('while the disk is nearly full nothing more is taken, and everything again when there is room', async () => {
  const health = newHealth()
  let room = 1_000
  const watch = watchHealth({
    health,
    dataDir: '.',
    check: async () => null,
    tryToWrite: async () => {},
    onChange: () => {},
    room: async () => room,
  })

  await watch.look()
  const full = health.problem
  room = 10 ** 12
  await watch.look()
  watch.close()

  expect([full, health.problem, health.room]).toEqual(['disk-full', null, 10 ** 12])
})
