import { expect, onTestFinished, test, vi } from 'vitest'
import type { Delivered } from '../engine/deliverer.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import { openPostOffice } from './post.ts'
import { smtpPost } from './smtp-post.ts'

const letter = {
  letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } },
  sender: 'company',
  category: 'personal',
}
const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: { type: 'msg.email', params: { ...letter, whenUnknown: 'hold' } },
    sent: { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: ['sent'] }] } },
  },
  ['form -> ask', 'ask:sent -> sent'],
)

const byOwner = aWorkflow(
  { form: { type: 'trigger.form', params: { form: 'website' } }, ask: { type: 'msg.email', params: { ...letter, sender: 'owner' } } },
  ['form -> ask'],
)
const aContact = (here: World, id: string, owner: string) =>
  here.creates('contact', id, { firstName: id, email: `${id}@client.example`, owner })

async function lettered(options: WorldOptions): Promise<World> {
  const here = await aWorld({ workflows: [flow], ...options })
  onTestFinished(() => here.close())
  await here.creates('user', 'olga', { name: 'Olga', email: 'olga@tandem.example', role: 'admin', active: true })
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const deliveries = (here: World) => here.store.deliveries({ limit: 10 })
const told = async (here: World, owner: string) =>
  (await here.records('notification')).filter((notice) => notice['owner'] === owner).map((notice) => notice['said'])

test('a mail server that is down for an hour costs no letter, and each leaves once', async () => {
  const before = await aSmtpServer()
  await before.close()
  const post = smtpPost(before.url)
  const here = await lettered({ post: post.send })
  await here.passes('PT1H')
  const [waiting] = await deliveries(here)

  const server = await aSmtpServer(() => ({}), Number(new URL(before.url).port))
  await here.passes('P1D')
  post.close()
  await server.close()

  expect(waiting).toMatchObject({ state: 'deferred', problem: { code: 'mail-server-unreachable' } })
  expect(server.received.map(({ to }) => to)).toEqual([['anna@client.example']])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'sent' })
})

test('a refused password pauses the mailbox, tells the admins, and loses no letter until it is mended', async () => {
  const refused: Delivered = { kind: 'again', problem: { code: 'mail-login-refused' } }
  let isMended = false
  const here = await lettered({ post: async () => (isMended ? { kind: 'done', result: { state: 'sent' } } : refused) })

  await here.passes('P1D')
  const paused = await here.record('mailbox', 'office')
  const [waiting] = await deliveries(here)
  isMended = true
  await here.changes('mailbox', 'office', { paused: false })
  await here.passes('PT1H')

  expect(paused).toMatchObject({ paused: true, pausedReason: { code: 'mail-login-refused' } })
  expect(waiting).toMatchObject({ state: 'deferred', attempts: 1, problem: { code: 'mailbox-paused' } })
  expect(await told(here, 'olga')).toMatchObject([{ code: 'mailbox-paused-notice', with: { mailbox: 'office@tandem.example' } }])
  expect(here.sent).toHaveLength(1)
})

test('whoever looks after the contact is told of a letter that may have left', async () => {
  const here = await lettered({ post: async () => ({ kind: 'unknown', problem: { code: 'delivery-unknown' } }) })

  expect(await told(here, 'valera')).toEqual([{ code: 'letter-on-hold', with: { name: 'Anna Weber' } }])
})

test('a mailbox whose server is slow holds up no other, and has five letters under way', async () => {
  let opens = () => {}
  const opened = new Promise<void>((resolve) => {
    opens = resolve
  })
  const slow = await aSmtpServer(() => ({ arrived: () => opened }))
  const quick = await aSmtpServer()
  const office = openPostOffice(
    { usual: quick.url, ofMailbox: async (mailbox) => (mailbox === 'slow' ? slow.url : null), onlyThisMachine: false },
    smtpPost,
  )
  const here = await aWorld({ workflows: [byOwner], post: office.send })
  onTestFinished(() => here.close())
  await here.creates('user', 'sam', { name: 'Sam', email: 'sam@tandem.example', role: 'operator', active: true })
  await here.creates('mailbox', 'slow', { address: 'sam@tandem.example', name: 'Sam', kind: 'user', user: 'sam' })
  for (let each = 0; each < 7; each++) await aContact(here, `slow${each}`, 'sam')
  for (let each = 0; each < 9; each++) await aContact(here, `quick${each}`, 'valera')
  const idle = Promise.all(
    (await here.records('contact')).map(({ id }) => here.happens('form-submitted', { form: 'website' }, { contact: id })),
  )

  await vi.waitFor(() => expect([slow.received.length, quick.received.length]).toEqual([5, 10]), { timeout: 10_000, interval: 10 })
  opens()
  await idle
  office.close()
  await Promise.all([slow.close(), quick.close()])

  expect([slow.received.length, quick.received.length]).toEqual([7, 10])
})
