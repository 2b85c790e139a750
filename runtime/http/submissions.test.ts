import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../testing/test-app.ts'

/** A hook has had a delivery that holds no address where anybody would look for it. */
async function withUnread() {
  const app = await testApp()
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site', source: 'site' } })
  await app.ask({
    method: 'POST',
    url: '/hooks/site',
    payload: { who: 'Anna Weber', contact_by: 'anna(at)example.test', backup: '0151 23456789' },
  })
  const [submission] = (await app.admin.get('/api/submissions')).body.items
  const assign = (body: object) => app.admin.put(`/api/submissions/${submission.id}/contact`, body)
  return { app, submission, assign }
}

const contacts = async ({ admin }: TestApp) => (await admin.get('/api/contacts')).body.items

test('an operator says whose an unread submission is', async () => {
  const { app, submission, assign } = await withUnread()
  const anna = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })

  const answer = await assign({ contact: anna.body.record.id, mapping: [{ from: 'backup', to: 'contact.phone' }] })

  expect(answer).toMatchObject({ status: 200, body: { contact: anna.body.record.id } })
  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', phone: '+4915123456789' }])
  expect((await app.admin.get(`/api/submissions/${submission.id}`)).body.record).toMatchObject({
    state: 'read',
    event: answer.body.event,
    problem: null,
  })
  expect(await app.store.event(answer.body.event)).toMatchObject({ about: anna.body.record.id })
})

test('a mapping makes a contact of it, once', async () => {
  const { app, assign } = await withUnread()
  const mapping = [
    { from: 'who', to: 'contact.name' },
    { from: 'backup', to: 'contact.phone' },
  ]

  expect((await assign({ mapping })).status).toBe(200)
  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', lastName: 'Weber', source: 'site' }])
  expect(await assign({ mapping })).toMatchObject({ status: 409 })
})

test('what still holds no address is refused with the reason', async () => {
  const { assign } = await withUnread()

  expect(await assign({})).toMatchObject({ status: 422, body: { problem: 'submission-no-address' } })
  expect(await assign({ mapping: [{ from: 'contact_by', to: 'contact.email' }] })).toMatchObject({
    status: 422,
    body: { problem: 'email-without-at' },
  })
})

test('a person with only a name becomes a contact when somebody says so', async () => {
  const { app, assign } = await withUnread()

  expect(await assign({ withoutAddress: true })).toMatchObject({ status: 422, body: { problem: 'submission-nobody' } })
  expect((await assign({ withoutAddress: true, mapping: [{ from: 'who', to: 'contact.name' }] })).status).toBe(200)
  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', lastName: 'Weber', email: null, stage: 'lead' }])
})

test('an address that is known is found even so', async () => {
  const { app, assign } = await withUnread()
  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', phone: '+4915123456789' } })

  await assign({ withoutAddress: true, mapping: [{ from: 'backup', to: 'contact.phone' }] })

  expect(await contacts(app)).toHaveLength(1)
})

test('a report about a letter says why nobody was made of it', async () => {
  const app = await testApp()
  await app.admin.post('/api/hooks', { fields: { path: 'mail', name: 'Mail' } })

  const report = { event: 'bounce', 'message-id': '<1@x.test>', email: 'anna@example.test' }
  await app.ask({ method: 'POST', url: '/hooks/mail', payload: report })

  expect((await app.admin.get('/api/submissions')).body.items).toMatchObject([{ state: 'unread', problem: { code: 'submission-report' } }])
})

test('what was set aside by mistake is let in', async () => {
  const app = await testApp()
  await app.ask({ method: 'POST', url: '/f/website', payload: { name: 'Anna', email: 'anna@example.test', _homepage: 'mine' } })
  const [submission] = (await app.admin.get('/api/submissions')).body.items

  const answer = await app.admin.put(`/api/submissions/${submission.id}/contact`, {})

  expect(answer.status).toBe(200)
  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', source: 'website' }])
  expect(await app.store.event(answer.body.event)).toMatchObject({ kind: 'form-submitted', fields: { form: 'website', name: 'Anna' } })
})
