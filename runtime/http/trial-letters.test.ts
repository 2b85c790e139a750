import { expect, onTestFinished, test } from 'vitest'
import { renderLetter, surroundingsOfTrial } from '../../shared/letter-render.ts'
import { partOf } from '../testing/letter-part.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { testApp } from '../testing/test-app.ts'

const letter = {
  subject: 'Ten pumps left, Anna',
  preheader: 'And one of them is yours',
  category: 'offers',
  language: 'en',
  signature: 'Olga\nVolga',
  questions: [{ id: 'when', text: { en: 'When?' }, answer: 'text', field: null }],
  blocks: [
    { kind: 'heading', text: 'Насосы — «Волга» & Co. <b>' },
    {
      kind: 'text',
      text: 'Dear **Anna**,\n\n- one\n- two with a line that is a good deal longer than what fits into a line of a letter on the wire',
    },
    { kind: 'picture', src: '/p/abc', alt: 'A pump', width: 400 },
    {
      kind: 'columns',
      left: [{ kind: 'text', text: 'left.' }],
      right: [{ kind: 'button', text: 'See', url: 'https://shop.example/?a=1&b=2' }],
    },
    { kind: 'signature' },
  ],
} as const

test('what is sent is the preview to the byte, and it goes to nobody but who asked', async () => {
  const smtp = await aSmtpServer()
  onTestFinished(() => smtp.close())
  const app = await testApp({ smtpUrl: smtp.url })
  const marta = await app.person('Marta', 'marketer')
  const { baseUrl, user } = (await marta.get('/api/session')).body
  const preview = renderLetter(letter, surroundingsOfTrial(letter, { language: 'en', signature: letter.signature, baseUrl }))

  const sent = await marta.post('/api/trial-letters', letter)

  expect([sent.status, sent.body]).toEqual([200, { to: user.email, message: null }])
  expect(smtp.received.map(({ to }) => to)).toEqual([[user.email]])
  const raw = smtp.received[0]?.raw ?? ''
  expect(partOf(raw, 'text/html')).toBe(preview.html)
  expect(partOf(raw, 'text/plain')).toBe(preview.text)
  expect(raw).toContain(`Subject: ${letter.subject}\r\n`)
})

test('where no letter leaves the house, it lies in the built-in mailbox', async () => {
  const app = await testApp()

  const { body } = await app.admin.post('/api/trial-letters', letter)

  const { record } = (await app.admin.get(`/api/messages/${body.message}`)).body
  expect(record).toMatchObject({ subject: letter.subject, to: 'olga@company.test', direction: 'out', contact: null })
  expect(record.html ?? (await app.parts.store.record('message', body.message))?.['html']).toContain('Ten pumps left')
})

test('a server that takes no letter is named, and nobody else may be written to', async () => {
  const smtp = await aSmtpServer(() => ({ refuseSender: { status: 550, text: 'Who are you?' } }))
  onTestFinished(() => smtp.close())
  const app = await testApp({ smtpUrl: smtp.url })
  const vera = await app.person('Vera', 'operator')

  const refused = await app.admin.post('/api/trial-letters', letter)

  expect([refused.status, refused.body.problem]).toEqual([422, 'mail-sender-refused'])
  expect((await app.admin.post('/api/trial-letters', { ...letter, to: 'anna@client.example' })).status).toBe(400)
  expect((await vera.post('/api/trial-letters', letter)).status).toBe(403)
})
