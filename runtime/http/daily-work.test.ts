import { expect, test } from 'vitest'
import { setupBody, type TestApp, testApp } from '../testing/test-app.ts'

const filter = (rule: unknown) => `filter=${encodeURIComponent(JSON.stringify(rule))}`
const anna = (app: TestApp, more: object = {}) =>
  app.admin.post('/api/contacts', { fields: { firstName: 'Anna', ...more } }).then(({ body }) => body.record)

test('a task that asks for a result is not closed without it', async () => {
  const app = await testApp()
  const task = (await app.admin.post('/api/tasks', { fields: { title: 'Ask for the serial number', resultKind: 'text' } })).body.record

  const bare = await app.admin.put(`/api/tasks/${task.id}/result`, { revision: 1, result: null })
  const blank = await app.admin.put(`/api/tasks/${task.id}/result`, { revision: 1, result: '  ' })
  const right = await app.admin.put(`/api/tasks/${task.id}/result`, { revision: 1, result: 'SN 4711' })

  expect([bare.status, bare.body.problem, blank.status]).toEqual([422, 'result-needed', 422])
  expect(right.body.record).toMatchObject({ state: 'done', result: 'SN 4711', closedBy: app.admin.id })
})

test('a second click on close does nothing a second time', async () => {
  const app = await testApp()
  const contact = await anna(app)
  const fields = { title: 'Has it been paid?', resultKind: 'payment', contact: contact.id }
  const task = (await app.admin.post('/api/tasks', { fields })).body.record
  const body = { revision: 1, result: { number: '118', amount: { cents: 4200, currency: 'EUR' }, paidOn: '2026-03-02' } }

  const replies = await Promise.all([1, 2, 3].map(() => app.admin.put(`/api/tasks/${task.id}/result`, body)))

  expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true)
  expect((await app.admin.get('/api/payments')).body.items).toMatchObject([{ number: '118', contact: contact.id, task: task.id }])
  expect((await app.admin.put(`/api/tasks/${task.id}/result`, body)).status).toBe(200)
})

test('a payment number that is recorded already is asked about before the task is closed', async () => {
  const app = await testApp()
  const pay = { number: '118', amount: { cents: 4200, currency: 'EUR' }, paidOn: '2026-03-02' }
  await app.admin.post('/api/payments', { fields: pay })
  const task = (await app.admin.post('/api/tasks', { fields: { title: 'Has it been paid?', resultKind: 'payment' } })).body.record

  const asked = await app.admin.put(`/api/tasks/${task.id}/result`, { revision: 1, result: pay })
  const confirmed = await app.admin.put(`/api/tasks/${task.id}/result`, { revision: 1, result: { ...pay, confirm: true } })

  expect([asked.status, asked.body.problem]).toEqual([409, 'payment-number-used'])
  expect(confirmed.status).toBe(200)
})

test('a task is put off until a date and with a reason', async () => {
  const app = await testApp()
  const task = (await app.admin.post('/api/tasks', { fields: { title: 'Call Anna' } })).body.record

  const bare = await app.admin.put(`/api/tasks/${task.id}/snooze`, { revision: 1, until: '2099-01-01T10:00:00Z', reason: '' })
  const past = await app.admin.put(`/api/tasks/${task.id}/snooze`, { revision: 1, until: '2001-01-01T10:00:00Z', reason: 'Later' })
  const right = await app.admin.put(`/api/tasks/${task.id}/snooze`, { revision: 1, until: '2099-01-01T10:00:00Z', reason: 'On holiday' })

  expect([bare.status, past.status]).toEqual([400, 422])
  expect(right.body.record).toMatchObject({ snoozedUntil: '2099-01-01T10:00:00.000Z', snoozeReason: 'On holiday', state: 'open' })
})

test('a rule says how many it finds, and line by line why', async () => {
  const app = await testApp()
  const company = (await app.admin.post('/api/companies', { fields: { name: 'Ural', sector: 'IT' } })).body.record
  const contact = await anna(app, { company: company.id, city: 'Kazan' })
  await anna(app, { city: 'Perm' })
  await app.admin.post('/api/deals', { fields: { title: 'Machines', contact: contact.id } })
  const rule = { all: [{ field: 'company.sector', is: 'is', value: 'it' }, { some: 'deals' }, { field: 'city', is: 'is', value: 'Perm' }] }

  const matches = await app.admin.post('/api/rules/matches', { entity: 'contact', rule: { field: 'city', is: 'is', value: 'Kazan' } })
  const explained = await app.admin.post('/api/rules/explanation', { entity: 'contact', id: contact.id, rule })

  expect(matches.body).toMatchObject({ count: 1, total: 2, samples: [{ id: contact.id, title: 'Anna' }] })
  expect(explained.body.holds).toBe(false)
  expect(explained.body.lines.map(({ value, holds }: { value: unknown; holds: boolean }) => [value, holds])).toEqual([
    [null, false],
    ['IT', true],
    [1, true],
    ['Kazan', false],
  ])
})

test('the timeline tells what happened, by whom, and each change can be taken back', async () => {
  const app = await testApp()
  const contact = await anna(app, { city: 'Kazan' })
  await app.admin.patch(`/api/contacts/${contact.id}`, { revision: 1, fields: { city: 'Perm' } })
  await app.admin.post('/api/notes', { fields: { text: 'Called', entity: 'contact', record: contact.id } })

  const { items } = (await app.admin.get(`/api/contacts/${contact.id}/timeline`)).body
  const change = items.find(({ kind }: { kind: string }) => kind === 'change')
  const undone = await app.admin.put(`/api/changes/${change.id}/undone`)
  const again = await app.admin.put(`/api/changes/${change.id}/undone`)

  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['note', 'change', 'created'])
  expect(change).toMatchObject({
    undoable: true,
    by: { kind: 'person', name: 'Olga' },
    said: { code: 'line-changed', with: { from: 'Kazan', to: 'Perm' } },
  })
  expect(undone.body.record.city).toBe('Kazan')
  expect([again.status, again.body.problem]).toEqual([409, 'undo-changed-since'])
})

test('a timeline shows only the kinds that are asked for, however long ago they were', async () => {
  const app = await testApp()
  const contact = await anna(app)
  await app.admin.post('/api/notes', { fields: { text: 'Called', entity: 'contact', record: contact.id } })
  for (let revision = 1; revision < 8; revision++)
    await app.admin.patch(`/api/contacts/${contact.id}`, { revision, fields: { city: `City ${revision}` } })

  const notes = await app.admin.get(`/api/contacts/${contact.id}/timeline?limit=2&kinds=note,task`)
  const wrong = await app.admin.get(`/api/contacts/${contact.id}/timeline?kinds=gossip`)

  expect(notes.body.items).toMatchObject([{ kind: 'note', said: { with: { text: 'Called' } } }])
  expect(wrong.status).toBe(400)
})

test('the timeline of a company tells what happened with its people, and with whom', async () => {
  const app = await testApp()
  const company = (await app.admin.post('/api/companies', { fields: { name: 'Bakery' } })).body.record
  const contact = await anna(app, { company: company.id })
  await app.admin.post('/api/notes', { fields: { text: 'Called', entity: 'contact', record: contact.id } })

  const { items } = (await app.admin.get(`/api/companies/${company.id}/timeline?kinds=note`)).body

  expect(items).toMatchObject([{ said: { with: { text: 'Called' } } }])
  expect(items[0].links).toContainEqual({ entity: 'contact', id: contact.id, title: 'Anna' })
})

test('the timeline names the record that something follows from', async () => {
  const app = await testApp()
  const product = (await app.admin.post('/api/products', { fields: { sku: 'F', name: 'Flour' } })).body.record
  const cause = { kind: 'system', id: null, record: { entity: 'product', id: product.id }, depth: 0 } as const
  const change = {
    change: 'update',
    entity: 'product',
    id: product.id,
    revision: null,
    fields: { unit: 'kg' },
    cause,
    at: new Date(),
  } as const
  await app.parts.submit({ ops: [{ op: 'change', change }] })

  const { items } = (await app.admin.get(`/api/products/${product.id}/timeline`)).body

  expect(items[0].by).toMatchObject({ kind: 'record', entity: 'product', id: product.id, name: 'Flour' })
})

test('a password never shows on a timeline', async () => {
  const app = await testApp()
  await app.admin.put(`/api/users/${app.admin.id}/password`, { current: setupBody.password, password: 'a better password' })
  const signedIn = await app.ask({
    method: 'POST',
    url: '/api/session',
    payload: { email: setupBody.email, password: 'a better password' },
  })

  const reply = await app.ask({
    url: `/api/users/${app.admin.id}/timeline`,
    headers: { cookie: String(signedIn.headers['set-cookie']).split(';')[0] },
  })

  expect(reply.status).toBe(200)
  expect(JSON.stringify(reply.body)).not.toContain('scrypt')
})

test('a long timeline is read page by page, each line once', async () => {
  const app = await testApp()
  const contact = await anna(app)
  for (let revision = 1; revision < 8; revision++)
    await app.admin.patch(`/api/contacts/${contact.id}`, { revision, fields: { city: `City ${revision}` } })

  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const { body } = await app.admin.get(`/api/contacts/${contact.id}/timeline?limit=3${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
    seen.push(...body.items.map(({ id }: { id: string }) => id))
    next = body.next
  }

  expect(seen).toHaveLength(8)
  expect(new Set(seen).size).toBe(8)
})

test('a list is exported as it is filtered, and no cell can calculate', async () => {
  const app = await testApp()
  await anna(app, { lastName: '=HYPERLINK("http://evil.test")', city: 'Kazan' })
  await app.admin.post('/api/contacts', { fields: { firstName: 'Boris', city: 'Perm' } })

  const reply = await app.admin.get(
    `/api/exports/contacts?${filter({ field: 'city', is: 'is', value: 'Kazan' })}&fields=firstName,lastName,owner,stage`,
  )

  expect(reply.headers['content-type']).toContain('text/csv')
  expect(reply.body).toBe('\ufeffFirst name,Last name,Owner,Stage\r\nAnna,"\'=HYPERLINK(""http://evil.test"")",Olga,Lead\r\n')
})

test('amounts are exported with the digits of their currency', async () => {
  const app = await testApp()
  for (const [number, currency] of [
    ['1', 'EUR'],
    ['2', 'JPY'],
    ['3', 'KWD'],
  ])
    await app.admin.post('/api/orders', { fields: { number, orderedOn: '2026-03-02', total: { cents: 1250, currency } } })

  const reply = await app.admin.get('/api/exports/orders?fields=total&sort=number')

  expect(reply.body.split('\r\n').slice(1)).toEqual(['12.50 EUR', '1250 JPY', '1.250 KWD', ''])
})

test('search finds what one may see, by any of its words', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'operator', 'sales')
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  await valera.post('/api/contacts', { fields: { firstName: 'Anna', lastName: 'Petrova', email: 'anna@client.test' } })

  expect((await valera.get('/api/search?text=petr')).body.items).toMatchObject([{ entity: 'contact', title: 'Anna Petrova' }])
  expect((await nikita.get('/api/search?text=petr')).body.items).toEqual([])
})

test('a file is taken in, and handed out as a download only', async () => {
  const app = await testApp()
  const boundary = 'x'.repeat(20)
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="../../act <7>.html"\r\ncontent-type: text/html\r\n\r\n<script>1</script>\r\n--${boundary}--\r\n`
  const signedIn = await app.ask({ method: 'POST', url: '/api/session', payload: { email: setupBody.email, password: setupBody.password } })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''

  const sent = await app.ask({
    method: 'POST',
    url: '/api/files',
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
  const got = await app.ask({ url: `/api/files/${sent.body.id}`, headers: { cookie } })

  expect([sent.status, sent.body.name]).toEqual([201, 'act 7.html'])
  expect([got.body, got.headers['content-type']]).toEqual(['<script>1</script>', 'application/octet-stream'])
  expect(String(got.headers['content-disposition'])).toContain('attachment')
})

test('notices are for one person, and are read one by one', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')
  const fields = { owner: vera.id, said: { code: 'text', with: { text: 'Look' } }, text: 'Look', links: [] }
  const change = {
    change: 'create',
    entity: 'notification',
    id: 'n1',
    revision: null,
    fields,
    cause: { kind: 'system', id: null, depth: 0 },
    at: new Date(),
  } as const
  await app.parts.submit({ ops: [{ op: 'change', change }] })

  const before = await vera.get('/api/notifications')
  const foreign = await app.admin.put('/api/notifications/n1/read')
  await vera.put('/api/notifications/n1/read')

  expect(before.body).toMatchObject({ unread: 1, items: [{ id: 'n1', read: false, said: { code: 'text' } }] })
  expect(foreign.status).toBe(404)
  expect((await vera.get('/api/notifications')).body.unread).toBe(0)
})

test('a clock that stands still is turned by the API, and keeps its time over a restart', async () => {
  const app = await testApp({ clock: 'manual' })
  const before = Date.parse((await app.admin.get('/api/clock')).body.now)

  const turned = await app.admin.post('/api/clock', { by: 'P3D' })
  const back = await app.admin.post('/api/clock', { to: '2001-01-01T00:00:00Z' })

  expect(Date.parse(turned.body.now) - before).toBe(3 * 86_400_000)
  expect([back.status, back.body.problem]).toEqual([422, 'clock-backwards'])
})

test('a clock that runs by itself cannot be turned', async () => {
  const app = await testApp()

  expect((await app.admin.post('/api/clock', { by: 'P3D' })).body.problem).toBe('clock-not-manual')
})
