import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

const letter = (subject: string) =>
  [
    'From: Anna Berg <anna@client.test>',
    'To: olga@company.test',
    `Subject: ${subject}`,
    `Message-ID: <${subject}@client.test>`,
    '',
    'Hello!',
  ].join('\r\n')

test('a raw letter becomes a message of its sender, and is taken only once', async () => {
  const app = await testApp()
  const contact = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test' } })
  const { body } = await app.admin.get('/api/mailboxes')
  const url = `/api/mailboxes/${body.items[0].id}/messages`
  const { cookie } = await signedIn(app)
  const handIn = () => app.ask({ method: 'POST', url, headers: { cookie, 'content-type': 'message/rfc822' }, payload: letter('one') })

  const first = await handIn()
  const second = await handIn()

  expect(first).toMatchObject({ status: 201, body: { verdict: 'person', contact: contact.body.record.id } })
  expect(second).toMatchObject({ status: 409, body: { problem: 'repeated' } })
  const kept = await app.admin.get(`/api/messages/${first.body.message}`)
  expect(kept.body.record).toMatchObject({ direction: 'in', subject: 'one', text: 'Hello!', state: 'received' })
})

test('bytes that are no letter are refused in words', async () => {
  const app = await testApp()
  const { body } = await app.admin.get('/api/mailboxes')
  const { cookie } = await signedIn(app)

  const answer = await app.ask({
    method: 'POST',
    url: `/api/mailboxes/${body.items[0].id}/messages`,
    headers: { cookie, 'content-type': 'message/rfc822' },
    payload: '',
  })

  expect([400, 422]).toContain(answer.status)
  expect(answer.body.message).not.toBe('')
})

test('a letter that was never sent cannot be answered as the client', async () => {
  const app = await testApp()

  expect((await app.admin.post('/api/messages/nobody/replies', { text: 'Hi' })).status).toBe(404)
})

async function signedIn(app: Awaited<ReturnType<typeof testApp>>): Promise<{ cookie: string }> {
  const answer = await app.ask({
    method: 'POST',
    url: '/api/session',
    payload: { email: 'olga@company.test', password: 'correct horse battery' },
  })
  return { cookie: String([answer.headers['set-cookie']].flat()[0] ?? '').split(';')[0] ?? '' }
}
