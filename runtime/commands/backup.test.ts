/** Copies that are taken while the program works, and files that must not be started from. */

import { once } from 'node:events'
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import type { Unit } from '../store/port.ts'
import { databaseFile } from '../store/sqlite.ts'
import { checkLeftBehind } from '../testing/kill-loop/checks.ts'
import { Ledger } from '../testing/kill-loop/ledger.ts'
import { loadOn } from '../testing/kill-loop/load.ts'
import { openOutside } from '../testing/kill-loop/outside.ts'
import { prepare } from '../testing/kill-loop/prepare.ts'
import { buildProduct, runTandem, spawnProduct, startProduct } from '../testing/product.ts'
import { newApp, testApp, testFolder } from '../testing/test-app.ts'
import { runCommand } from './commands.ts'

beforeAll(buildProduct, 120_000)

test('a copy that is taken under load holds all that was answered before, and the program starts from it', async () => {
  const folder = testFolder()
  const outside = await openOutside()
  onTestFinished(outside.close)
  const product = await startProduct(folder, outside.env)
  onTestFinished(() => product.signal('SIGKILL'))
  const ledger = new Ledger()
  await prepare(product, ledger, outside.target)
  let isOver = false
  const load = loadOn(product, ledger, 10_000, () => isOver)
  await expect.poll(() => ledger.accepted().length, { timeout: 20_000 }).toBeGreaterThan(20)
  const before = new Ledger()
  for (const [number, event] of ledger.accepted()) before.orders.set(number, event)

  const copy = join(testFolder(), 'copy.db')
  const backup = await runTandem(folder, 'backup', copy)
  isOver = true
  await load.done
  await product.end('SIGKILL')
  const elsewhere = testFolder()
  const restore = await runTandem(elsewhere, 'restore', copy)
  copyFileSync(join(folder, 'secret.key'), join(elsewhere, 'secret.key'))

  expect([backup.code, restore.code, load.complaints]).toEqual([0, 0, []])
  expect(before.accepted().length).toBeGreaterThan(20)
  expect(checkLeftBehind(elsewhere, before)).toEqual([])
  const again = await startProduct(elsewhere, outside.env)
  const { status, body } = await again.ask('GET', '/api/contacts?limit=1')
  await again.end('SIGTERM')
  expect([status, body.total >= before.accepted().length]).toEqual([200, true])
}, 60_000)

test('a copy comes to its end however much is written meanwhile', async () => {
  const folder = testFolder()
  const store = await openStore({ dataDir: folder })
  onTestFinished(() => store.close())
  await store.commit(Array.from({ length: 1_000 }, () => contact()))
  const copy = join(testFolder(), 'copy.db')
  let isDone = false

  const copying = tandem(folder, 'backup', copy).finally(() => {
    isDone = true
  })
  let written = 0
  while (!isDone && written < 5_000) {
    await store.commit([contact()])
    written++
    await new Promise((resolve) => setImmediate(resolve))
  }

  expect(isDone).toBe(true)
  expect(await copying).toBe(0)
}, 60_000)

const tandem = (folder: string, ...args: readonly string[]) =>
  runCommand([...args], { env: { DATA_DIR: folder }, print: () => {} }, () => {})

const contact = (): Unit => ({
  ops: [
    {
      op: 'change',
      change: {
        change: 'create',
        entity: 'contact',
        id: newId(),
        revision: null,
        fields: { firstName: 'Anna', need: 'ж'.repeat(2_000) },
        cause: { kind: 'system', id: null, depth: 0 },
        at: new Date('2026-03-02T09:00:00Z'),
        quiet: true,
      },
    },
  ],
})

const pageSize = 4096
const restoreWay = /npm run tandem -- restore FILE/

test.each<{ what: string; harm: (file: string) => void; says: RegExp }>([
  { what: 'of no bytes', harm: (file) => truncateSync(file, 0), says: restoreWay },
  { what: 'that is cut off', harm: (file) => truncateSync(file, 10 * pageSize), says: restoreWay },
  { what: 'with a damaged header', harm: (file) => overwrite(file, 0, 'Not SQLite'), says: restoreWay },
  { what: 'with a damaged first page', harm: (file) => overwrite(file, 100, 'x'.repeat(pageSize - 100)), says: restoreWay },
  { what: 'that is something else', harm: (file) => writeFileSync(file, 'Notes of Vera'), says: restoreWay },
  { what: 'of a newer program', harm: (file) => ofTheFuture(file), says: /newer version.*restore FILE/ },
])(
  'a database $what is refused with the way out, and left as it is',
  async ({ harm, says }) => {
    const app = await testApp()
    await app.close()
    const folder = app.parts.settings.dataDir
    const file = join(folder, databaseFile)
    harm(file)
    const harmed = readFileSync(file)

    const { gone, said } = spawnProduct(folder, { PORT: '0' })

    expect(await gone).toBe(1)
    expect(said()).toMatch(says)
    expect(said()).not.toMatch(/\n\s+at /)
    expect(readFileSync(file).equals(harmed)).toBe(true)
  },
  30_000,
)

function overwrite(file: string, at: number, text: string): void {
  const bytes = readFileSync(file)
  bytes.write(text, at, 'latin1')
  writeFileSync(file, bytes)
}

function ofTheFuture(file: string): void {
  const database = new Database(file)
  database.prepare('insert into "migrations" ("name") values (?)').run('0099_from_the_future')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

test('another secret key is refused with the way out, unless the old one is lost', async () => {
  const app = await testApp()
  await app.close()
  const folder = app.parts.settings.dataDir
  writeFileSync(join(folder, 'secret.key'), 'of another installation')

  await expect(newApp({}, folder)).rejects.toMatchObject({ code: 'wrong-key', message: expect.stringContaining('NEW_SECRET_KEY=1') })
  const anew = await newApp({ newSecretKey: true }, folder)
  await anew.close()
  const again = await newApp({}, folder)

  expect((await again.stranger.get('/readyz')).status).toBe(200)
})

test('a folder that is in use or cannot be one, and a port that is taken, are refused with the way out', async () => {
  const app = await testApp()
  const file = join(testFolder(), 'file')
  writeFileSync(file, 'Not a folder')

  const listening = createServer().listen(0, '127.0.0.1')
  await once(listening, 'listening')
  onTestFinished(() => void listening.close())
  const taken = spawnProduct(testFolder(), { PORT: String((listening.address() as AddressInfo).port) })
  const [inUse, noFolder] = [
    spawnProduct(app.parts.settings.dataDir, { PORT: '0' }),
    spawnProduct('/', { PORT: '0', DATA_DIR: join(file, 'data') }),
  ]

  expect([await inUse.gone, await noFolder.gone]).toEqual([1, 1])
  expect(inUse.said()).toContain('Another process is working in')
  expect(noFolder.said()).toContain('DATA_DIR')
  expect([await taken.gone, taken.said()]).toEqual([1, expect.stringContaining('The setting PORT')])
  expect(inUse.said() + noFolder.said() + taken.said()).not.toMatch(/\n\s+at /)
}, 30_000)
