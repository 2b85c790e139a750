import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

const filter = (rule: unknown) => `filter=${encodeURIComponent(JSON.stringify(rule))}`

test('a record is created, opened, changed and found again', async () => {
  const app = await testApp()

  const created = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: ' Anna@Client.test ', phone: '030 901820' } })
  const { id } = created.body.record
  const changed = await app.admin.patch(`/api/contacts/${id}`, { revision: 1, fields: { city: 'Kazan' } })
  const opened = await app.admin.get(`/api/contacts/${id}`)

  expect([created.status, changed.status]).toEqual([201, 200])
  expect(opened.body).toMatchObject({
    title: 'Anna',
    record: { email: 'anna@client.test', phone: '+4930901820', city: 'Kazan', stage: 'lead', owner: app.admin.id, revision: 2 },
    refs: { [app.admin.id]: { entity: 'user', title: 'Olga' } },
  })
})

test('every wrong field is named, in the language of the reader', async () => {
  const app = await testApp()

  const reply = await app.ask({
    method: 'POST',
    url: '/api/contacts',
    headers: { authorization: `Bearer ${await tokenOf(app)}` },
    payload: {
      fields: {
        email: 'anna',
        phone: '12',
        score: 5,
        shoeSize: 40,
        birthday: '2026-02-30',
        stage: 'friend',
        company: 'nobody',
        consentOffers: 'yes',
      },
    },
  })

  expect(reply.status).toBe(422)
  expect(Object.fromEntries(reply.body.fields.map(({ path, message }: { path: string; message: string }) => [path, message]))).toEqual({
    'fields.email': 'This is not an e-mail address.',
    'fields.phone': 'This is not a phone number. Write it with the country code: +49 30 1234567.',
    'fields.score': 'This field is set by the product and cannot be changed.',
    'fields.shoeSize': 'There is no such field. Check the spelling.',
    'fields.birthday': 'This must be a day, written like 2026-03-02.',
    'fields.stage': 'This is not one of the choices.',
    'fields.company': 'There is no such record to point to.',
    'fields.consentOffers': 'This must be yes or no.',
  })
})

test('a stale change is refused and overwrites nothing', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record
  await app.admin.patch(`/api/contacts/${id}`, { revision: 1, fields: { city: 'Kazan' } })

  const reply = await app.admin.patch(`/api/contacts/${id}`, { revision: 1, fields: { city: 'Perm' } })

  expect([reply.status, reply.body.problem]).toEqual([409, 'stale'])
  expect((await app.admin.get(`/api/contacts/${id}`)).body.record.city).toBe('Kazan')
})

test('an address belongs to one contact, and the answer names the one that has it', async () => {
  const app = await testApp()
  const first = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test' } })

  const second = await app.admin.post('/api/contacts', { fields: { firstName: 'Anya', email: 'ANNA@client.test' } })

  expect([second.status, second.body.problem]).toEqual([409, 'not-unique'])
  expect(second.body.with.record).toBe(first.body.record.id)
})

test('a list is filtered by a rule, searched, sorted and read page by page', async () => {
  const app = await testApp()
  for (const [firstName, city] of [
    ['Anna', 'Kazan'],
    ['Boris', 'Perm'],
    ['Vika', 'Kazan'],
    ['Gleb', 'Kazan'],
  ]) {
    await app.admin.post('/api/contacts', { fields: { firstName, city } })
  }
  const names = (reply: { readonly body: { readonly items: readonly { readonly firstName: string }[] } }) =>
    reply.body.items.map(({ firstName }) => firstName)

  const rule = filter({ field: 'city', is: 'is', value: 'kazan' })
  const first = await app.admin.get(`/api/contacts?${rule}&sort=firstName&limit=2`)
  const rest = await app.admin.get(`/api/contacts?${rule}&sort=firstName&limit=2&cursor=${encodeURIComponent(first.body.next)}`)

  expect([names(first), first.body.total]).toEqual([['Anna', 'Gleb'], 3])
  expect([names(rest), rest.body.next]).toEqual([['Vika'], null])
  expect(names(await app.admin.get('/api/contacts?search=BOR'))).toEqual(['Boris'])
})

test('a rule that cannot be read is refused, never taken for true', async () => {
  const app = await testApp()

  const replies = await Promise.all(
    [{ field: 'shoeSize', is: 'is', value: 1 }, { all: 5 }, { field: 'city', is: 'sounds-like', value: 'x' }, 7, 'x'].map((rule) =>
      app.admin.get(`/api/contacts?${filter(rule)}`),
    ),
  )

  expect(replies.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422])
})

test('archived records leave the list and can be brought back', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record

  await app.admin.put(`/api/contacts/${id}/archived`, { archived: true })

  expect((await app.admin.get('/api/contacts')).body.total).toBe(0)
  expect((await app.admin.get('/api/contacts?archived=true')).body.total).toBe(1)
  expect((await app.admin.put(`/api/contacts/${id}/archived`, { archived: false })).body.record.archivedAt).toBeNull()
})

test('a field that a user adds is written, checked, listed and filtered like any other', async () => {
  const app = await testApp()
  const fields = { shoeSize: { type: 'number', title: { en: 'Shoe size', ru: 'Размер обуви' } } }

  const saved = await app.admin.put('/api/entities/contact/fields', { fields })
  const created = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', shoeSize: 38 } })
  const wrong = await app.admin.post('/api/contacts', { fields: { firstName: 'Boris', shoeSize: 'large' } })
  const found = await app.admin.get(`/api/contacts?${filter({ field: 'shoeSize', is: 'over', value: 37 })}`)

  expect(saved.status).toBe(200)
  expect([created.body.record.shoeSize, wrong.status]).toEqual([38, 422])
  expect(found.body.total).toBe(1)
})

test('a field of a user may not take the place of a described one', async () => {
  const app = await testApp()

  const reply = await app.admin.put('/api/entities/contact/fields', { fields: { email: { type: 'text', title: { en: 'E', ru: 'Е' } } } })

  expect(reply.status).toBe(422)
})

test('what the program keeps itself cannot be written by hand', async () => {
  const app = await testApp()

  const reply = await app.admin.post('/api/messages', { fields: { subject: 'Hello' } })

  expect(reply.status).toBe(404)
})

test('a note about a deal is also on the timeline of its contact', async () => {
  const app = await testApp()
  const contact = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record.id
  const deal = (await app.admin.post('/api/deals', { fields: { title: 'Machines', contact } })).body.record.id

  const note = await app.admin.post('/api/notes', { fields: { text: 'Called', entity: 'deal', record: deal } })

  expect(note.body.record).toMatchObject({ contact, author: app.admin.id })
})

async function tokenOf(app: Awaited<ReturnType<typeof testApp>>): Promise<string> {
  return (await app.admin.post('/api/tokens', { name: 'test', scopes: ['read', 'write'], days: 1 })).body.secret
}

test.each([
  { plural: 'calendars', fields: { key: 'k', name: 'N', zone: 'Mars/Base', hours: {} }, path: 'fields.zone' },
  { plural: 'calendars', fields: { key: 'k', name: 'N', zone: 'UTC', hours: { '1': [['18:00', '09:00']] } }, path: 'fields.hours' },
  { plural: 'calendars', fields: { key: 'k', name: 'N', zone: 'UTC', hours: {}, holidays: ['soon'] }, path: 'fields.holidays' },
  { plural: 'hooks', fields: { name: 'N', path: 'a/b' }, path: 'fields.path' },
  { plural: 'hooks', fields: { name: 'N', path: 'ab', signature: { head: 'x-signature' } }, path: 'fields.signature' },
  { plural: 'hooks', fields: { name: 'N', path: 'ab', mapping: [{ from: 'email', to: 'nobody.email' }] }, path: 'fields.mapping' },
  { plural: 'forms', fields: { name: 'N', key: 'ab', fields: [{ name: 'email' }] }, path: 'fields.fields' },
  { plural: 'question-sets', fields: { name: 'N', key: 'ab', questions: { no: 1 } }, path: 'fields.questions' },
  {
    plural: 'segments',
    fields: { name: 'N', key: 'ab', entity: 'contact', rule: { field: 'nothing', is: 'is', value: 'x' } },
    path: 'fields.rule',
  },
])('$path of $plural that would be left out when it is read is refused when it is written', async ({ plural, fields, path }) => {
  const app = await testApp()

  const { status, body } = await app.admin.post(`/api/${plural}`, { fields })

  expect([status, body.problem, body.fields?.map((field: { path: string }) => field.path)]).toEqual([422, 'invalid', [path]])
})

test('a segment may ask about others, and a list about it; but never about itself in the end', async () => {
  const app = await testApp()
  const segment = async (key: string, rule: object) =>
    app.admin.post('/api/segments', { fields: { key, name: key, entity: 'contact', rule } })
  const asks = (key: string) => ({ segment: key, is: 'in' })
  const { id } = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', city: 'Perm' } })).body.record
  await app.admin.post('/api/contacts', { fields: { firstName: 'Boris' } })
  const local = (await segment('local', { field: 'city', is: 'is', value: 'Perm' })).body.record
  expect((await segment('known', { all: [asks('local'), { field: 'firstName', is: 'not-empty' }] })).status).toBe(201)

  const list = (filter: object) => app.admin.get(`/api/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}`)
  const names = async (filter: object) => (await list(filter)).body.items.map(({ firstName }: { firstName: string }) => firstName)
  expect(await names(asks('known'))).toEqual(['Anna'])
  expect(await names({ segment: 'known', is: 'not-in' })).toEqual(['Boris'])
  const explained = await app.admin.post('/api/rules/explanation', { entity: 'contact', id, rule: asks('known') })
  expect(explained.body).toEqual({ holds: true, lines: [{ rule: asks('known'), depth: 0, value: null, holds: true }] })

  const circle = await app.admin.patch(`/api/segments/${local.id}`, { revision: local.revision, fields: { rule: asks('known') } })
  expect([circle.status, JSON.stringify(circle.body)]).toEqual([422, expect.stringContaining('“local” would be a part of itself')])
  const itself = await segment('alone', asks('alone'))
  expect([itself.status, JSON.stringify(itself.body)]).toEqual([422, expect.stringContaining('“alone”')])
  expect((await list(asks('gone'))).status).toBe(422)

  // Neither another name nor the archive changes what others mean by it.
  await app.admin.patch(`/api/segments/${local.id}`, { revision: local.revision, fields: { name: 'From here' } })
  expect((await app.admin.put(`/api/segments/${local.id}/archived`, { archived: true })).status).toBe(200)
  expect(await names(asks('known'))).toEqual(['Anna'])
})
