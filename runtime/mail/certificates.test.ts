import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { anAuthority, type Certificate, selfSigned } from '../testing/certificates.ts'
import type { PostAnswers } from '../testing/post-process.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import { openPostOffice } from './post.ts'
import { smtpPost } from './smtp-post.ts'
import { tryServer } from './try-server.ts'

const begins = ['at once', 'by STARTTLS'] as const

interface Guarded {
  readonly url: string
  /** Passwords, senders and letters that were told to it. */
  readonly told: string[]
}

/** A mail server by the name of localhost that wants to be signed in to, but never without TLS. */
async function guarded(certificate: Certificate, how: (typeof begins)[number], ends = onTestFinished): Promise<Guarded> {
  const told: string[] = []
  const server = new SMTPServer({
    ...certificate,
    secure: how === 'at once',
    onAuth({ password }, _session, done) {
      told.push(`password ${password}`)
      done(null, { user: 'olga' })
    },
    onMailFrom({ address }, _session, done) {
      told.push(`from ${address}`)
      done()
    },
    onData(stream, _session, done) {
      told.push('letter')
      stream.resume().on('end', () => done())
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  ends(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = listening.address() as AddressInfo
  return { url: `${how === 'at once' ? 'smtps' : 'smtp'}://olga:secret@localhost:${port}`, told }
}

const authority = anAuthority()
const shown = [
  { what: 'nobody vouches for', certificate: selfSigned('localhost'), problem: 'mail-certificate-unknown' },
  {
    what: 'an authority of no repute has signed',
    certificate: anAuthority('Nobody').signs('localhost'),
    problem: 'mail-certificate-unknown',
  },
  { what: 'is for another name', certificate: authority.signs('mail.other.example'), problem: 'mail-certificate-other-name' },
  { what: 'is out of date', certificate: authority.signs('localhost', { before: 30, after: -1 }), problem: 'mail-certificate-expired' },
  { what: 'is not good yet', certificate: authority.signs('localhost', { before: -1, after: 30 }), problem: 'mail-certificate-expired' },
  { what: 'is as it should be', certificate: authority.signs('localhost'), problem: null },
]
const cases = shown.flatMap((each) => begins.map((how) => ({ ...each, how })))

let servers: readonly Guarded[]
let answers: PostAnswers

/** All of them in one process that trusts the one authority: whom a process trusts is fixed when it starts. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-certificates-'))
  const trusted = join(folder, 'authority.pem')
  writeFileSync(trusted, authority.cert)
  const closing: (() => unknown)[] = []
  servers = await Promise.all(cases.map(({ certificate, how }) => guarded(certificate, how, (end) => closing.push(end as () => unknown))))
  const child = fork(
    join(import.meta.dirname, '../testing/post-process.ts'),
    servers.map(({ url }) => url),
    {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
    },
  )
  const [told] = await once(child, 'message')
  answers = told as PostAnswers
  await Promise.all(closing.map((close) => close()))
  rmSync(folder, { recursive: true })
}, 60_000)

test.each(cases.map((each, index) => ({ ...each, index })))('a server whose certificate $what, shown $how', ({ index, problem }) => {
  const server = servers[index]

  expect(answers[server?.url ?? '']).toMatchObject(problem === null ? { kind: 'done' } : { kind: 'again', problem: { code: problem } })
  expect(server?.told).toEqual(problem === null ? ['password secret', 'from valera@tandem.test', 'letter'] : [])
})

test('a letter waits, loses no try and is told of, and leaves once when the mailbox has a server to trust', async () => {
  const untrusted = await guarded(selfSigned('localhost'), 'by STARTTLS')
  const mended = await aSmtpServer()
  onTestFinished(mended.close)
  let url = untrusted.url
  const office = openPostOffice({ usual: null, ofMailbox: async () => url, onlyThisMachine: false }, smtpPost)
  onTestFinished(office.close)
  const letter = { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } }
  const flow = aWorkflow(
    {
      form: { type: 'trigger.form', params: { form: 'website' } },
      ask: { type: 'msg.email', params: { letter, sender: 'company', category: 'personal' } },
    },
    ['form -> ask'],
  )
  const here = await aWorld({ workflows: [flow], post: office.send })
  onTestFinished(() => here.close())
  await here.creates('user', 'olga', { name: 'Olga', email: 'olga@tandem.example', role: 'admin', active: true })

  await here.happens('form-submitted', { form: 'website' })
  await here.passes('P1D')
  const paused = await here.record('mailbox', 'office')
  const [waiting] = await here.store.deliveries({ limit: 10 })
  url = mended.url
  await here.changes('mailbox', 'office', { paused: false })
  await here.passes('PT1H')

  expect(paused).toMatchObject({ paused: true, pausedReason: { code: 'mail-certificate-unknown' } })
  expect(waiting).toMatchObject({ state: 'deferred', attempts: 1, problem: { code: 'mailbox-paused' } })
  expect(await here.records('notification')).toMatchObject([
    { owner: 'olga', said: { code: 'mailbox-paused-notice', with: { reason: { code: 'mail-certificate-unknown' } } } },
  ])
  expect([untrusted.told, mended.received.map(({ to }) => to)]).toEqual([[], [['anna@client.example']]])
})

test('whoever enters the access to such a server is told at once, and no password is given away', async () => {
  const server = await guarded(selfSigned('localhost'), 'at once')

  expect(await tryServer(server.url)).toEqual({ code: 'mail-certificate-unknown' })
  expect(server.told).toEqual([])
})
