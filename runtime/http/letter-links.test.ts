import { expect, test } from 'vitest'
import type { SendEmail } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', accept: 'text/html' }
const asForm = { ...browser, 'content-type': 'application/x-www-form-urlencoded' }

/** Anna has had a letter with two links and two questions; it was sent a minute ago. */
async function withLetter(sentAt = new Date(Date.now() - 60_000)) {
  const app = await testApp()
  const made = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@example.test', consentOffers: true } })
  expect(made).toMatchObject({ status: 201 })
  const contact: string = made.body.record.id
  const id = newId()
  const letter: SendEmail = {
    kind: 'send-email',
    id,
    contact,
    to: 'anna@example.test',
    sender: 'company',
    category: 'offers',
    subject: 'Two questions',
    blocks: [],
    questions: [
      { id: 'need', text: { en: 'What do you need?' }, answer: 'text', field: 'need' },
      { id: 'count', text: { en: 'How many?' }, answer: 'number', field: null },
    ],
    language: 'en',
    whenUnknown: 'hold',
    empty: [],
    frozen: {
      from: { name: 'Volga', address: 'olga@company.test' },
      replyTo: 'olga@company.test',
      mailbox: 'box',
      messageId: '<1@company.test>',
      inReplyTo: null,
      headers: {},
      links: ['https://shop.example.test/price?a=1', 'https://shop.example.test/stock'],
      html: '',
      text: '',
    },
  }
  const create = (entity: string, recordId: string, fields: JsonObject): Op => ({
    op: 'change',
    change: { change: 'create', entity, id: recordId, revision: null, fields, cause: { kind: 'system', id: null, depth: 0 }, at: sentAt },
  })
  const result = await app.parts.submit({
    ops: [
      create('message', id, { direction: 'out', state: 'sent', subject: letter.subject, contact, at: sentAt.toISOString() }),
      ...letter.questions.map((question) =>
        create('answer', newId(), {
          contact,
          message: id,
          question: question.text.en ?? '',
          questionId: question.id,
          field: question.field,
        }),
      ),
      {
        op: 'delivery',
        expects: null,
        delivery: {
          id,
          effect: letter,
          state: 'done',
          workflow: null,
          run: null,
          position: null,
          node: null,
          channel: 'mailbox:box',
          contact,
          attempts: 1,
          dueAt: sentAt,
          createdAt: sentAt,
          updatedAt: sentAt,
          result: null,
          problem: null,
        },
      },
    ],
  })
  expect(result).toMatchObject({ ok: true })
  const token = (purpose: 'open' | 'click' | 'unsubscribe' | 'questions') => app.parts.mail.links.token(purpose, id)
  const get = (url: string, headers: Record<string, string> = browser) => app.ask({ method: 'GET', url, headers })
  const post = (url: string, payload = '') => app.ask({ method: 'POST', url, headers: asForm, payload })
  return { app, contact, message: id, token, get, post }
}

const signals = async ({ admin }: TestApp) => (await admin.get('/api/tracked-events')).body.items

test('a letter that is opened often was opened once', async () => {
  const { app, message, token, get } = await withLetter()

  const answers = [await get(`/o/${token('open')}`), await get(`/o/${token('open')}`)]

  expect(answers.map(({ headers }) => headers['content-type'])).toEqual(['image/gif', 'image/gif'])
  expect(await signals(app)).toMatchObject([{ kind: 'open', message, machine: false }])
  expect((await app.admin.get(`/api/messages/${message}`)).body.record.openedAt).toEqual(expect.any(String))
})

test('a scanner opens nothing: by its name, or because it was there at once', async () => {
  const named = await withLetter()
  await named.get(`/o/${named.token('open')}`, { 'user-agent': 'Mimecast-Scanner/2' })
  // As if it were sent in a moment, so that a slow machine does not make it late.
  const quick = await withLetter(new Date(Date.now() + 60_000))
  await quick.get(`/o/${quick.token('open')}`)

  for (const { app, message } of [named, quick]) {
    expect(await signals(app)).toMatchObject([{ kind: 'open', machine: true }])
    expect((await app.admin.get(`/api/messages/${message}`)).body.record.openedAt).toBe(null)
  }
})

test('a click leads where the stored letter says', async () => {
  const { app, message, token, get } = await withLetter()

  const answer = await get(`/c/${token('click')}/1?url=https://evil.test`)

  expect(answer).toMatchObject({ status: 302, headers: { location: 'https://shop.example.test/stock' } })
  expect(await signals(app)).toMatchObject([{ kind: 'click', url: 'https://shop.example.test/stock', message }])
})

test.each(['/c/{click}/9', '/c/{open}/0', '/u/{click}', '/q/nonsense'])('the link %s leads nowhere and says so', async (link) => {
  const { token, get } = await withLetter()
  const url = link.replace('{click}', token('click')).replace('{open}', token('open'))

  expect(await get(url)).toMatchObject({ status: 404, body: expect.stringContaining('This link does not work') })
})

test('looking at the page of unsubscribing changes nothing; the button does, and so does one click in a mail program', async () => {
  const { app, contact, token, get, post } = await withLetter()
  const record = async () => (await app.admin.get(`/api/contacts/${contact}`)).body.record

  expect((await get(`/u/${token('unsubscribe')}`)).body).toContain('anna@example.test gets no more offers')
  expect((await record()).unsubscribedAt).toBe(null)

  expect((await post(`/u/${token('unsubscribe')}`, 'List-Unsubscribe=One-Click')).body).toContain('You are unsubscribed')
  expect(await record()).toMatchObject({ unsubscribedAt: expect.any(String), consentOffers: false })
})

test('questions are answered on a page, and only those that are open are asked', async () => {
  const { app, contact, message, token, get, post } = await withLetter()
  const address = `/q/${token('questions')}`

  expect((await get(address)).body).toContain('How many?')
  expect((await post(address, 'answer1=many')).body).toContain('This must be a number.')
  expect((await post(address, 'answer0=A+small+pump&answer1=')).status).toBe(303)

  const { record } = (await app.admin.get(`/api/contacts/${contact}`)).body
  expect(record).toMatchObject({ need: 'A small pump', lastReplyAt: expect.any(String) })
  expect((await get(address)).body).not.toContain('What do you need?')
  expect((await post(address, 'answer0=12')).status).toBe(303)
  expect((await get(address)).body).toContain('Everything has been answered')
  const answers = (await app.admin.get('/api/answers')).body.items
  expect(answers.map(({ questionId, value }: JsonObject) => [questionId, value])).toEqual(
    expect.arrayContaining([
      ['need', 'A small pump'],
      ['count', 12],
    ]),
  )
  expect(answers.every((answer: JsonObject) => answer['message'] === message)).toBe(true)
})

test('a site with the snippet learns who came by a letter, other sites do not', async () => {
  const { app, contact, token, get } = await withLetter()
  const visit = (payload: object, headers = {}) =>
    app.ask({
      method: 'POST',
      url: '/t',
      headers: { ...browser, ...headers },
      payload: { visitor: 'visitor-1', url: 'https://shop.example.test/', ...payload },
    })

  const before = await visit({ title: 'Shop' }, { origin: 'https://shop.example.test' })
  const clicked = new URL(String((await get(`/c/${token('click')}/0`)).headers['location']))
  await visit({ url: clicked.href, title: 'Prices', known: clicked.searchParams.get('tandem'), visits: before.body.visit })

  expect(clicked.searchParams.get('a')).toBe('1')
  const visits = (await signals(app)).filter(({ kind }: { kind: string }) => kind === 'visit')
  expect(visits.map(({ name, contact: of }: JsonObject) => [name, of]).sort()).toEqual([
    ['Prices', contact],
    ['Shop', contact],
  ])
})

test('nobody can pass for a contact or take over visits of somebody else', async () => {
  const { app, contact } = await withLetter()
  const visit = (payload: object) =>
    app.ask({ method: 'POST', url: '/t', headers: browser, payload: { url: 'https://shop.example.test/', ...payload } })

  const first = await visit({ visitor: 'visitor-1' })
  await visit({ visitor: 'visitor-2', known: `${contact}.AAAAAAAAAAAAAAAAAAAAAA`, visits: first.body.visit })

  expect((await signals(app)).map((one: JsonObject) => one['contact'])).toEqual([null, null])
  expect((await visit({ visitor: 'x' })).status).toBe(400)
})
