import { expect, test } from 'vitest'
import { seals } from '../intake/seal.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const page = { accept: 'text/html,application/xhtml+xml', 'content-type': 'application/x-www-form-urlencoded' }
const anna = { name: 'Anna Weber', email: 'anna@example.test', message: 'Need an offer' }

const look = (app: TestApp, query = '', headers = {}) =>
  app.ask({ method: 'GET', url: `/f/website${query}`, headers: { accept: page.accept, ...headers } })

/** Fills in the page as a browser does; `seconds` after it was shown. */
const fillIn = (app: TestApp, answers: Record<string, string>, seconds = 10) => {
  const at = seals(app.parts.secretKey).seal('form-shown', String(Date.now() - seconds * 1000))
  const payload = new URLSearchParams({ _lang: 'en', _at: at, _homepage: '', ...answers }).toString()
  return app.ask({ method: 'POST', url: '/f/website', headers: page, payload })
}

const contacts = async ({ admin }: TestApp) => (await admin.get('/api/contacts')).body.items
const submissions = async ({ admin }: TestApp) => (await admin.get('/api/submissions')).body.items

test('the page of a form speaks the language of its reader and runs no script', async () => {
  const app = await testApp()

  const english = await look(app)
  const russian = await look(app, '', { 'accept-language': 'ru-RU,ru;q=0.9' })

  expect(english.body).toContain('What can we do for you?')
  expect(russian.body).toContain('Чем мы можем помочь?')
  expect((await look(app, '?lang=ru')).body).toContain('<html lang="ru">')
  expect(english.body).not.toContain('<script')
})

test('what is filled in becomes a contact with the words that were agreed to, and is thanked for', async () => {
  const app = await testApp()

  const answer = await fillIn(app, { ...anna, _consent: 'yes', utm_source: 'ads' })

  expect(answer).toMatchObject({ status: 303, headers: { location: '/f/website?sent=1&lang=en' } })
  expect((await look(app, '?sent=1')).body).toContain('We will answer soon.')
  expect(await contacts(app)).toMatchObject([
    { firstName: 'Anna', lastName: 'Weber', source: 'website', need: 'Need an offer', language: 'en' },
  ])
  expect(await submissions(app)).toMatchObject([
    { state: 'read', body: { ...anna, utm_source: 'ads', _consent: 'I agree that my data is used to answer this request.' } },
  ])
})

test('the timeline of who filled it in says through which form they came', async () => {
  const app = await testApp()
  await fillIn(app, { ...anna, _consent: 'yes' })
  const [contact] = await contacts(app)

  const { items } = (await app.admin.get(`/api/contacts/${contact.id}/timeline?kinds=created,submission`)).body

  expect(items).toMatchObject([{ by: { kind: 'form', name: 'Website' } }, { by: { kind: 'form', name: 'Website' } }])
})

test('a wrong answer is named beside its field, and what was typed is still there', async () => {
  const app = await testApp()

  const answer = await fillIn(app, { name: 'Anna "<b>" Weber', email: 'anna.example.test', _consent: 'yes' })

  expect(answer.status).toBe(422)
  expect(answer.body).toContain('id="email-problem">An e-mail address has an @ in it. Check the address.')
  expect(answer.body).toContain('value="anna.example.test"')
  expect(answer.body).toContain('value="Anna &quot;&lt;b&gt;&quot; Weber"')
  expect(await submissions(app)).toEqual([])
})

test('without consent the page asks for it', async () => {
  const app = await testApp()

  expect((await fillIn(app, anna)).body).toContain('Tick this, or we may not use what you write.')
  expect(await contacts(app)).toEqual([])
})

test.each([
  ['filled in a field that nobody sees', { _homepage: 'https://spam.test' }, 10, 'submission-honeypot'],
  ['was quicker than anybody can read', {}, 0, 'submission-too-quick'],
])('who %s is thanked, set aside and starts nothing', async (_what, more, seconds, code) => {
  const app = await testApp()

  const answer = await fillIn(app, { ...anna, _consent: 'yes', ...more }, seconds)

  expect(answer.status).toBe(303)
  expect(await contacts(app)).toEqual([])
  expect(await submissions(app)).toMatchObject([{ state: 'quarantined', event: null, problem: { code } }])
})

test('programs answer a form with JSON and hear its event, or what is wrong', async () => {
  const app = await testApp()

  const taken = await app.ask({ method: 'POST', url: '/f/website', payload: anna })
  const again = await app.ask({ method: 'POST', url: '/f/website', payload: anna })
  const wrong = await app.ask({ method: 'POST', url: '/f/website', payload: { email: 'anna' } })

  expect(taken).toMatchObject({ status: 202, body: { event: expect.any(String) } })
  expect(again.body.event).toBe(taken.body.event)
  expect(wrong).toMatchObject({ status: 422, body: { problem: 'invalid', fields: [{ path: 'name' }, { path: 'email' }] } })
  expect(await contacts(app)).toHaveLength(1)
})

test('a form that says so opens one deal in its pipeline, however often the same person writes', async () => {
  const app = await testApp()
  const [form] = (await app.admin.get('/api/forms')).body.items
  await app.admin.patch(`/api/forms/${form.id}`, { revision: form.revision, fields: { opensDealIn: 'sales' } })

  await fillIn(app, { ...anna, _consent: 'yes' })
  await fillIn(app, { ...anna, message: 'And another thing', _consent: 'yes' })

  const { items, refs } = (await app.admin.get('/api/deals')).body
  expect(items).toMatchObject([{ title: 'Anna Weber: Website' }])
  expect(refs[items[0].stage].title).toBe('New')
})

test('the same firm named by two strangers at once is one company', async () => {
  const app = await testApp()

  await Promise.all([
    fillIn(app, { ...anna, company: 'Volga Trade', _consent: 'yes' }),
    fillIn(app, { name: 'Nikita', email: 'nikita@example.test', company: 'volga trade', _consent: 'yes' }),
  ])

  const companies = (await app.admin.get('/api/companies')).body.items
  expect(companies).toHaveLength(1)
  expect((await contacts(app)).map(({ company }: { company: string }) => company)).toEqual([companies[0].id, companies[0].id])
})

test('answers without an address are kept unread', async () => {
  const app = await testApp()
  const fields = [{ name: 'message', type: 'long-text', required: true, to: 'contact.need', label: { en: 'Message' } }]
  await app.admin.post('/api/forms', { fields: { key: 'box', name: 'Box', fields, active: true } })

  const answer = await app.ask({ method: 'POST', url: '/f/box', payload: { message: 'Hello' } })

  expect(await submissions(app)).toMatchObject([{ state: 'unread', problem: { code: 'submission-no-address' } }])
  expect(await app.store.event(answer.body.event)).toMatchObject({ kind: 'form-submitted', about: null, fields: { form: 'box' } })
})

test('a form that is switched off says so, to people and to programs', async () => {
  const app = await testApp()
  const [form] = (await app.admin.get('/api/forms')).body.items
  await app.admin.patch(`/api/forms/${form.id}`, { revision: form.revision, fields: { active: false } })

  expect(await look(app)).toMatchObject({ status: 404, body: expect.stringContaining('This form is closed') })
  expect(await app.ask({ method: 'POST', url: '/f/website', payload: anna })).toMatchObject({
    status: 404,
    body: { problem: 'no-such-form' },
  })
})
