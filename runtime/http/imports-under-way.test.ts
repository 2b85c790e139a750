/** Imports that are cut short, and imports that are taken back. */
import { expect, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { importTable, sendFile } from '../testing/an-import.ts'
import { newApp, type TestApp, testApp } from '../testing/test-app.ts'

const asPeople = [
  { column: 'Name', field: 'name' },
  { column: 'E-mail', field: 'email' },
  { column: 'City', field: 'city' },
]

test('an import is taken back, and what somebody has changed since is left alone', async () => {
  const app = await testApp()
  await app.admin.post('/api/contacts', { fields: { firstName: 'Olga', email: 'olga@client.test', city: 'Omsk' } })
  const csv = 'Name,E-mail,City\nAnna,anna@client.test,Kazan\nBoris,boris@client.test,Perm\n,olga@client.test,Tomsk\n'
  const job = await importTable(app, 'contact', csv, asPeople, { duplicates: 'update' })
  const boris = (await app.admin.get('/api/contacts?search=boris')).body.items[0]
  await new Promise((resolve) => setTimeout(resolve, 5))
  await app.admin.patch(`/api/contacts/${boris.id}`, { revision: 1, fields: { position: 'Buyer' } })

  const started = await app.admin.put(`/api/imports/${job.id}/undone`)
  await app.parts.jobs.idle()
  const undo = (await app.admin.get(`/api/jobs/${started.body.id}`)).body
  const left = (await app.admin.get('/api/contacts?sort=firstName')).body.items
  const again = await app.admin.put(`/api/imports/${job.id}/undone`)

  expect(undo.result).toMatchObject({ undone: 2, kept: 1 })
  expect(left).toMatchObject([
    { firstName: 'Boris', position: 'Buyer' },
    { firstName: 'Olga', city: 'Omsk' },
  ])
  expect(again.status).toBe(409)
})

/** So many that it is not over before somebody can stop it. */
const manyPeople = `Name,E-mail\n${Array.from({ length: 2300 }, (_, index) => `Person ${index},p${index}@client.test`).join('\n')}\n`

/** Waits until a job has come so far. */
const hasCome = (app: TestApp, id: string, done: number) =>
  new Promise<void>((resolve) => {
    const stop = app.parts.live.listen((notice) => {
      if (notice.kind !== 'job') return
      void app.store.job(id).then((job) => {
        if (!job || job.done < done) return
        stop()
        resolve()
      })
    })
  })

const countedIn = async ({ store }: Pick<TestApp, 'store'>) => (await store.list({ entity: 'contact', limit: 1, now: new Date() })).total

test('an import that was cut short goes on after a restart, and no row is taken in twice', async () => {
  const app = await testApp()
  const body = {
    key: newId(),
    file: await sendFile(app, manyPeople),
    entity: 'contact',
    mapping: asPeople.slice(0, 2),
    duplicates: 'skip',
    startWorkflows: false,
    dryRun: false,
  }
  const { id } = (await app.admin.post('/api/imports', body)).body
  await hasCome(app, id, 250)
  await app.close()

  const again = await newApp({}, app.parts.settings.dataDir)
  const before = await again.store.job(id)
  await again.parts.jobs.idle()
  const after = await again.store.job(id)

  expect(before?.done).toBeGreaterThanOrEqual(250)
  expect(before?.done).toBeLessThan(2300)
  expect(after).toMatchObject({ state: 'done', done: 2300, result: { created: 2300, skipped: 0 } })
  expect(await countedIn(again)).toBe(2300)
})

test('a record that many rows of an import changed gets its first value back, and none of it counts as somebody else’s touch', async () => {
  const app = await testApp()
  await app.admin.post('/api/contacts', { fields: { firstName: 'Olga', email: 'olga@client.test', city: 'Omsk' } })
  const others = (from: number) => Array.from({ length: 700 }, (_, n) => `Guest,guest${from + n}@client.test,Perm`)
  const olga = (city: string) => `Olga,olga@client.test,${city}`
  const rows = ['Name,E-mail,City', olga('Tomsk'), ...others(0), olga('Kazan'), ...others(700), olga('Ufa')]
  const job = await importTable(app, 'contact', rows.join('\n'), asPeople, { duplicates: 'update' })
  expect((await app.admin.get('/api/contacts?search=olga')).body.items).toMatchObject([{ city: 'Ufa' }])

  const { id } = (await app.admin.put(`/api/imports/${job.id}/undone`)).body
  await app.parts.jobs.idle()

  expect((await app.admin.get(`/api/jobs/${id}`)).body.result).toMatchObject({ kept: 0 })
  expect((await app.admin.get('/api/contacts')).body.items).toMatchObject([{ firstName: 'Olga', city: 'Omsk' }])
})

test('taking an import back goes on after a restart, and only then the import counts as taken back', async () => {
  const app = await testApp()
  const { id } = await importTable(app, 'contact', manyPeople, asPeople.slice(0, 2))
  const undo = (await app.admin.put(`/api/imports/${id}/undone`)).body
  await hasCome(app, undo.id, 500)
  await app.close()

  const again = await newApp({}, app.parts.settings.dataDir)
  const cut = await again.store.job(undo.id)
  await again.parts.jobs.idle()

  expect(cut?.done).toBeLessThan(2300)
  expect(await again.store.job(undo.id)).toMatchObject({ state: 'done', result: { undone: 2300, kept: 0 } })
  expect(await again.store.job(id)).toMatchObject({ result: { undone: true } })
  expect(await countedIn(again)).toBe(0)
})

test('taking an import back that was cancelled says how far it came, and goes on when it is asked for again', async () => {
  const app = await testApp()
  const { id } = await importTable(app, 'contact', manyPeople, asPeople.slice(0, 2))
  const undo = (await app.admin.put(`/api/imports/${id}/undone`)).body
  await hasCome(app, undo.id, 500)

  const cancelled = (await app.admin.put(`/api/jobs/${undo.id}/cancellation`)).body
  const left = await countedIn(app)
  const imported = (await app.admin.get(`/api/jobs/${id}`)).body
  const asked = await Promise.all([1, 2].map(() => app.admin.put(`/api/imports/${id}/undone`)))
  await app.parts.jobs.idle()

  expect(cancelled).toMatchObject({ state: 'cancelled', result: { undone: 2300 - left, kept: 0 } })
  expect([left > 0, left < 2300]).toEqual([true, true])
  expect(imported.result.undone).toBeUndefined()
  expect(asked.map(({ status, body }) => [status, body.id])).toEqual([
    [202, undo.id],
    [202, undo.id],
  ])
  expect((await app.admin.get(`/api/jobs/${undo.id}`)).body).toMatchObject({ state: 'done', result: { undone: 2300, kept: 0 } })
  expect(await countedIn(app)).toBe(0)
  expect((await app.admin.put(`/api/imports/${id}/undone`)).status).toBe(409)
})
