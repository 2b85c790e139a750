import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryRow } from '../store/rows.ts'
import { aSmtpServer, type Misbehaviour } from '../testing/smtp-server.ts'
import { testApp } from '../testing/test-app.ts'

async function aServer(misbehaviour: Misbehaviour = {}) {
  const server = await aSmtpServer(() => misbehaviour)
  onTestFinished(() => server.close())
  return { server, access: { host: '127.0.0.1', port: Number(new URL(server.url).port), secure: false, user: '', password: '' } }
}

test('letters of a mailbox with a server of its own go out by it, the others by that of the installation', async () => {
  const usual = await aServer()
  const own = await aServer()
  const app = await testApp({ smtpUrl: usual.server.url })
  const { body } = await app.admin.post('/api/mail-servers', own.access)
  const [mailbox] = (await app.admin.get('/api/mailboxes')).body.items
  const send = async (to: string) => {
    const letter = { kind: 'send-email', id: to, to, contact: 'anna', subject: 'Hello', questions: [], frozen: frozen(mailbox.id) }
    return app.parts.mail.deliverer.deliver({ effect: letter } as unknown as DeliveryRow)
  }

  await send('first@client.test')
  const set = await app.admin.patch(`/api/mailboxes/${mailbox.id}`, { revision: mailbox.revision, fields: { smtp: body.sealed } })
  await send('second@client.test')

  expect(set.status).toBe(200)
  expect(usual.server.received.map(({ to }) => to)).toEqual([['first@client.test']])
  expect(own.server.received.map(({ to }) => to)).toEqual([['second@client.test']])
  expect(body.sealed).not.toContain('smtp://')
})

test('an access that the server refuses is not kept, and only admins give one', async () => {
  const { access } = await aServer({ refuseLogin: { status: 535, text: 'No' } })
  const app = await testApp()
  const marketer = await app.person('Marta', 'marketer')

  const refused = await app.admin.post('/api/mail-servers', { ...access, user: 'olga', password: 'wrong' })
  const nobody = await app.admin.post('/api/mail-servers', { ...access, port: 1 })
  const noHost = await app.admin.post('/api/mail-servers', { ...access, host: '.-..3m.3' })
  const plain = await app.admin.post('/api/mailboxes', { fields: { address: 'a@company.test', name: 'A', smtp: 'smtp://olga:pw@host' } })

  expect([refused.status, refused.body.problem]).toEqual([422, 'mail-server-refused-login'])
  expect([nobody.status, nobody.body.problem]).toEqual([422, 'mail-server-not-reached'])
  expect([noHost.status, noHost.body.fields[0].path]).toEqual([422, 'host'])
  expect([plain.status, plain.body.fields[0].path]).toEqual([422, 'fields.smtp'])
  expect((await marketer.post('/api/mail-servers', access)).status).toBe(403)
})

const frozen = (mailbox: string) => ({
  mailbox,
  from: { name: 'Olga', address: 'olga@company.test' },
  replyTo: 'olga@company.test',
  messageId: '<1@company.test>',
  inReplyTo: null,
  subject: 'Hello',
  headers: {},
  text: 'Good morning',
  html: '<p>Good morning</p>',
})
