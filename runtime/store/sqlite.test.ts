import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { entity } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import { openStore } from './open.ts'
import type { RecordChange, Store } from './port.ts'
import { databaseFile } from './sqlite.ts'
import { quoted } from './table.ts'
import { allTables, entityTable } from './tables.ts'

const now = new Date('2026-03-02T09:00:00.000Z')

test('what is committed is there after the store is opened again', async () => {
  const dataDir = aFolder()
  const first = await openStore({ dataDir })
  await first.commit([create('contact', 'anna', { firstName: 'Anna' })])
  await first.close()

  const second = await opened(dataDir)

  expect(await second.record('contact', 'anna')).toMatchObject({ firstName: 'Anna' })
})

test('a commit has reached the disk when it is answered', async () => {
  const store = await opened(aFolder())

  expect(await store.isDurable()).toBe(true)
})

test('what a killed process had committed is there, and its folder is free at once', async () => {
  const dataDir = aFolder()
  const program = `
    import { openStore } from '${join(import.meta.dirname, 'open.ts')}'
    const store = await openStore({ dataDir: ${JSON.stringify(dataDir)} })
    const change = { change: 'create', entity: 'contact', id: 'anna', revision: null, fields: {}, cause: { kind: 'system', id: null, depth: 0 }, at: new Date() }
    await store.commit([{ ops: [{ op: 'change', change }] }])
    console.log('committed')
    // What nobody holds any more is collected, and its lock with it.
    setInterval(() => store, 1000)`
  const file = join(dataDir, 'program.mts')
  writeFileSync(file, program)
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')

  await expect(openStore({ dataDir })).rejects.toThrow(/Another process/)
  child.kill('SIGKILL')
  await once(child, 'exit')

  expect(await (await opened(dataDir)).record('contact', 'anna')).not.toBeNull()
})

test('a second store on the same folder is refused with words, and the first goes on', async () => {
  const dataDir = aFolder()
  const first = await opened(dataDir)

  await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'folder-in-use', message: expect.stringContaining(dataDir) })

  expect((await first.commit([create('contact', 'anna', {})]))[0]?.ok).toBe(true)
})

test.each([
  ['an empty file', ''],
  ['a foreign file', 'These are the notes of Vera. They are not a database.'],
  ['a damaged file', `SQLite format 3\0${'x'.repeat(5000)}`],
])('%s in the place of the database is refused by name and left as it is', async (_, content) => {
  const dataDir = aFolder()
  const file = join(dataDir, databaseFile)
  writeFileSync(file, content)

  const opening = openStore({ dataDir })

  await expect(opening).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining(file) })
  await expect(opening).rejects.toThrow(/restore FILE/)
  expect(readFileSync(file, 'utf8')).toBe(content)
})

test('a database of a newer version is refused and left as it is', async () => {
  const dataDir = aFolder()
  await (await openStore({ dataDir })).close()
  const later = new Database(join(dataDir, databaseFile))
  later.prepare('insert into "migrations" ("name") values (?)').run('0099_from_the_future')
  later.close()

  await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'newer-schema', message: expect.stringContaining(dataDir) })
})

test('a backup taken while the product writes can be started from', async () => {
  const store = await opened(aFolder())
  await store.commit(Array.from({ length: 500 }, (_, at) => create('contact', `c${at}`, { firstName: `Anna ${at}` })))
  const elsewhere = aFolder()

  const copying = store.backup(join(elsewhere, databaseFile))
  await store.commit([create('contact', 'during', {})])
  await copying

  const copy = await opened(elsewhere)
  expect(await copy.count('contact', { all: [] }, now)).toBeGreaterThanOrEqual(500)
  expect((await copy.search('anna 499', 5)).map(({ id }) => id)).toEqual(['c499'])
})

test('an entity is added by its description: it has a table, lists, rules, search, changes and events', async () => {
  const robot = entity({
    name: 'robot',
    plural: 'robots',
    icon: 'Robot',
    access: 'shared',
    titleFields: ['name'],
    events: true,
    title: { en: 'Robot', ru: 'Робот' },
    titles: { en: 'Robots', ru: 'Роботы' },
    fields: {
      name: { type: 'text', required: true, search: true, title: { en: 'Name', ru: 'Имя' } },
      price: { type: 'money', title: { en: 'Price', ru: 'Цена' } },
      owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
    },
  })
  const columns = Object.entries(entityTable(robot).columns).map(([name, { required }]) => `${quoted(name)}${required ? ' not null' : ''}`)
  const furtherMigrations = [{ name: 'robot', statements: [`create table "robot" (${columns.join(', ')}, primary key ("id"))`] }]
  const store = await opened(aFolder(), { entities: [...entities, robot], furtherMigrations })

  const [result] = await store.commit([create('robot', 'r2', { name: 'Робби', price: { cents: 5, currency: 'EUR' }, owner: 'valera' })])

  expect(result).toMatchObject({ ok: true, events: [{ kind: 'record-created', records: { robot: 'r2', user: 'valera' } }] })
  expect((await store.list({ entity: 'robot', rule: { field: 'price', is: 'over', value: 4 }, limit: 5, now })).total).toBe(1)
  expect(await store.search('РОББИ', 5)).toMatchObject([{ entity: 'robot', title: 'Робби' }])
  expect((await store.timeline(['r2'], { limit: 5 })).total).toBe(1)
})

test.each(['sqlite', 'postgres'])('the %s migrations make exactly the described tables', async (dialect) => {
  const folder = join(import.meta.dirname, 'migrations', dialect)
  const journal: { entries: { idx: number }[] } = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))
  const last = String(journal.entries.at(-1)?.idx).padStart(4, '0')
  const snapshot: { tables: Record<string, { name: string; columns: object }> } = JSON.parse(
    readFileSync(join(folder, 'meta', `${last}_snapshot.json`), 'utf8'),
  )

  const made = Object.fromEntries(Object.values(snapshot.tables).map(({ name, columns }) => [name, Object.keys(columns).sort()]))

  expect(made).toEqual(Object.fromEntries(allTables().map(({ name, columns }) => [name, Object.keys(columns).sort()])))
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function opened(dataDir: string, options: object = {}): Promise<Store> {
  const store = await openStore({ dataDir, ...options })
  onTestFinished(() => store.close())
  return store
}

const create = (entity: string, id: string, fields: RecordChange['fields']) => ({
  ops: [
    {
      op: 'change' as const,
      change: {
        change: 'create' as const,
        entity,
        id,
        revision: null,
        fields,
        cause: { kind: 'system' as const, id: null, depth: 0 },
        at: now,
      },
    },
  ],
})

test('what the journal holds is carried over into the file while commits go on, and nothing is left of it at the end', async () => {
  const dataDir = aFolder()
  const store = await opened(dataDir)
  const second = new Database(join(dataDir, databaseFile))
  onTestFinished(() => void second.close())
  const journal = () => second.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(noop)').get()
  const need = 'a long story '.repeat(500)

  for (let day = 0; day < 5; day++)
    await store.commit(Array.from({ length: 200 }, (_, number) => create('contact', `anna-${day}-${number}`, { need })))

  expect(journal()?.log).toBeGreaterThan(1_000)
  await expect.poll(async () => journal()?.checkpointed, { timeout: 20_000 }).toBeGreaterThan(1_000)
  second.close()
  await store.close()
  expect(readdirSync(dataDir).filter((name) => name.endsWith('-wal'))).toEqual([])
})

test('what is read beside everything else does not outlast the store, and leaves one whole file', async () => {
  const dataDir = aFolder()
  const store = await openStore({ dataDir })
  await store.commit([create('contact', 'anna', { firstName: 'Anna' })])
  await store.figures(now)
  const reading = Promise.allSettled([store.figures(now), store.figures(now), store.check()])

  await store.close()

  await reading
  expect(readdirSync(dataDir).filter((name) => name.startsWith(databaseFile))).toEqual([databaseFile])
})
