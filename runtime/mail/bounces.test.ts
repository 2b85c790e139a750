import { expect, onTestFinished, test } from 'vitest'
import type { Delivered } from '../engine/deliverer.ts'
import type { Op } from '../store/port.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { linkTokens } from './link-tokens.ts'
import { receiveLetter } from './receive-letter.ts'

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: {
      type: 'msg.email',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  },
  ['form -> ask'],
)
const sent: Delivered = { kind: 'done', result: { state: 'sent' } }
const gone: Delivered = { kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address' }, details: { hard: true } }

async function aHouse(post: (to: string) => Delivered = () => sent): Promise<World> {
  const here = await aWorld({ workflows: [flow], post: async ({ to }) => post(to) })
  onTestFinished(() => here.close())
  return here
}

/** Each of these is a new contact who fills in the form. */
async function asked(here: World, ids: readonly string[]): Promise<void> {
  const create = (id: string): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'contact',
      id,
      revision: null,
      fields: { firstName: id, email: `${id}@client.example` },
      cause: { kind: 'system', id: null, depth: 0 },
      at: here.now(),
    },
  })
  await here.engine.pump.submit({ ops: ids.map(create) })
  await Promise.all(ids.map((id) => here.happens('form-submitted', { form: 'website' }, { contact: id })))
}

const some = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`)
const stateOf = async (here: World) => (await here.store.workflow('w'))?.state
const notices = async (here: World) => (await here.records('notification')).map(({ owner, said, links }) => ({ owner, said, links }))

async function letGoOn(here: World): Promise<void> {
  const row = await here.store.workflow('w')
  if (!row) throw new Error('There is no workflow')
  await here.engine.pump.submit({ ops: [{ op: 'workflow', workflow: { ...row, state: 'live', revision: row.revision + 1 } }] })
  await here.engine.pump.idle()
}

test('more than ten of the last two hundred letters came back: the flow is paused, its owner is asked, and it can be let go on', async () => {
  const here = await aHouse((to) => (to.startsWith('gone') ? gone : sent))

  await asked(here, [...some('well', 30), ...some('gone', 10)])
  const [before, quiet] = [await stateOf(here), await notices(here)]
  await asked(here, ['gone-too'])
  const after = await stateOf(here)
  await asked(here, ['late'])
  const held = await here.store.deliveries({ contact: 'late', limit: 1 })
  await letGoOn(here)
  await here.passes('PT1M')
  await asked(here, some('goner', 10))

  expect([before, quiet]).toEqual(['live', []])
  expect(after).toBe('paused')
  expect(await notices(here)).toEqual([
    {
      owner: 'vera',
      said: { code: 'workflow-bounces', with: { workflow: 'A workflow', bounced: 11, letters: 41 } },
      links: [{ entity: 'workflow', id: 'w', title: 'A workflow' }],
    },
  ])
  expect(held).toEqual([])
  expect(await stateOf(here)).toBe('live')
  await asked(here, ['goner-too'])
  expect(await stateOf(here)).toBe('paused')
})

test('old letters that came back count no more when two hundred others have gone out', async () => {
  const here = await aHouse((to) => (to.startsWith('gone') ? gone : sent))

  await asked(here, some('gone', 10))
  await here.passes('PT1H')
  await asked(here, some('well', 195))
  await asked(here, some('gone-again', 5))

  expect(await stateOf(here)).toBe('live')
})

/** A delivery report (RFC 3464) about our letter. */
const report = (messageId: string, to: string, status: string, action = 'failed') =>
  new TextEncoder().encode(
    [
      'From: MAILER-DAEMON@mail.test',
      'To: office@tandem.example',
      'Subject: Returned mail',
      'Message-ID: <report@mail.test>',
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      '',
      'It did not work.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.test',
      '',
      `Final-Recipient: rfc822; ${to}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; 550 ${status} said the server`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  )

async function reported(here: World, status: string, action?: string): Promise<void> {
  const [letter] = await here.records('message')
  const raw = report(String(letter?.['messageId']), 'anna@client.example', status, action)
  const received = await receiveLetter(raw, 'office', { store: here.store, links: linkTokens('secret'), now: here.now(), region: 'DE' })
  await here.engine.pump.submit({ ops: received?.ops ?? [] })
  await here.engine.pump.idle()
}

test('a report that comes later is a bounce of its letter, and the address is not written to again until it is corrected', async () => {
  const here = await aHouse()
  await here.happens('form-submitted', { form: 'website' })
  const left = (await here.store.deliveries({ limit: 1 }))[0]?.updatedAt
  await here.passes('PT10M')

  await reported(here, '5.1.1')
  await here.happens('form-submitted', { form: 'website' })
  const refused = await here.store.deliveries({ limit: 10, states: ['cancelled'] })
  await here.changes('contact', 'anna', { email: 'anna@new.example' })
  await here.happens('form-submitted', { form: 'website' })

  expect(await here.store.deliveries({ limit: 10, states: ['failed'] })).toMatchObject([
    { result: { state: 'bounced' }, problem: { code: 'mail-no-such-address' }, updatedAt: left },
  ])
  expect(refused).toMatchObject([{ problem: { code: 'suppressed-bounced' } }])
  expect((await here.records('message'))[0]).toMatchObject({ state: 'failed', problem: { code: 'mail-no-such-address' } })
  expect(here.sent.map(({ to }) => to)).toEqual(['anna@client.example', 'anna@new.example'])
})

test.each([
  { what: 'a full mailbox', status: '5.2.2', state: 'failed' },
  { what: 'a letter that was refused for what is in it', status: '5.7.1', state: 'failed' },
  { what: 'a letter that is too large for the server', status: '5.3.4', state: 'failed' },
])('$what is no fault of the address', async ({ status, state }) => {
  const here = await aHouse()
  await here.happens('form-submitted', { form: 'website' })

  await reported(here, status)

  expect((await here.records('message'))[0]).toMatchObject({ state: 'failed', problem: { code: 'mail-came-back' } })
  expect(await here.store.deliveries({ limit: 1 })).toMatchObject([{ state, result: { state: 'failed' } }])
  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: null })
})

test('a letter of which nobody knew whether it had left is returned: its step hears it, and nobody has to decide any more', async () => {
  const here = await aHouse(() => ({ kind: 'unknown', problem: { code: 'delivery-unknown' } }))
  await here.happens('form-submitted', { form: 'website' })
  const held = await here.store.deliveries({ limit: 1 })
  const waiting = (await here.runs())[0]?.run.state

  await reported(here, '5.1.1')

  expect([held[0]?.state, waiting]).toEqual(['unknown', 'active'])
  expect(await here.store.deliveries({ limit: 1 })).toMatchObject([{ state: 'failed', result: { state: 'bounced' } }])
  expect((await here.runs())[0]?.positions[0]?.state).not.toBe('waiting')
  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: here.now().toISOString() })
})

test('a second report of the same letter changes nothing of it', async () => {
  const here = await aHouse()
  await here.happens('form-submitted', { form: 'website' })
  await reported(here, '5.1.1')
  const [before] = await here.store.deliveries({ limit: 1 })

  await reported(here, '5.2.2')

  expect(await here.store.deliveries({ limit: 1 })).toEqual([before])
})

test('a report of a delay changes nothing', async () => {
  const here = await aHouse()
  await here.happens('form-submitted', { form: 'website' })

  await reported(here, '4.4.1', 'delayed')

  expect(await here.store.deliveries({ limit: 1 })).toMatchObject([{ state: 'done' }])
  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: null })
})

test('letters to an address that the contact has no more say nothing about the one they have', async () => {
  const here = await aHouse()
  await here.happens('form-submitted', { form: 'website' })
  await here.changes('contact', 'anna', { email: 'anna@new.example' })

  await reported(here, '5.1.1')

  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: null })
})

test('a flow that a person has paused stays theirs: it is not paused once more, and nobody is asked', async () => {
  const here = await aHouse((to) => (to.startsWith('anna') ? sent : gone))
  await here.happens('form-submitted', { form: 'website' })
  await here.passes('PT1M')
  await asked(
    here,
    Array.from({ length: 10 }, (_, at) => `c${at}`),
  )
  await here.publishes(flow, 'paused')
  const before = await here.store.workflow('w')

  await reported(here, '5.1.1')

  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: here.now().toISOString() })
  expect(await here.store.workflow('w')).toEqual(before)
  expect(await here.records('notification')).toEqual([])
})
