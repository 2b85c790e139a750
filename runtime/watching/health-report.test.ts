import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { HealthReport } from '../../shared/api/health.ts'
import { lastBackupFile } from '../last-backup.ts'
import type { Settings } from '../settings.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { aDelivery, aPosition, aRun, aWorkflow } from '../testing/sample-rows.ts'
import { type TestApp, testApp, testFolder } from '../testing/test-app.ts'

const gigabyte = 2 ** 30

/** On a machine that has nothing else to do, with so much room. */
async function company(folder: string, room: number, settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await testApp(settings, folder, { room: async () => room })
  vi.spyOn(app.parts.lateness, 'delays').mockReturnValue({ p50: 0, p99: 0, max: 0 })
  return app
}

async function reportOf(app: TestApp): Promise<HealthReport> {
  const { status, body } = await app.admin.get('/api/health-report')
  expect([status, body.message]).toEqual([200, undefined])
  return body
}

const saying = ({ lines }: HealthReport) => lines.filter(({ state }) => state !== 'ok').map(({ state, code }) => `${state}: ${code}`)

test('of a new company only the backup is missing, and when one was made everything works', async () => {
  const folder = testFolder()
  const app = await company(folder, 5 * gigabyte)
  await vi.waitUntil(() => app.parts.health.sound)

  const before = await reportOf(app)
  writeFileSync(lastBackupFile(folder), new Date().toISOString())
  const after = await reportOf(app)

  expect([before.state, ...saying(before)]).toEqual(['attention', 'attention: backup-none'])
  expect([after.state, ...saying(after)]).toEqual(['ok'])
  expect(after.lines.map(({ code }) => code)).toEqual([
    'ready',
    'database-sound',
    'backup-fresh',
    'disk-room',
    'due-on-time',
    'events-heard',
    'outbox-fine',
    'mail-built-in',
    'calls-fine',
    'flows-fine',
    'paused-none',
    'intake-read',
    'nodes-none',
    'speed-fine',
  ])
  expect(after).toMatchObject({
    program: { version: '0.1.0', database: 'sqlite' },
    clock: { manual: false, zone: 'Europe/Berlin' },
  })
})

test('whatever is not well is told, with those that it is about', async () => {
  const folder = testFolder()
  const customNodes = join(folder, 'nodes')
  mkdirSync(customNodes)
  writeFileSync(join(customNodes, 'stars.ts'), 'export default {')
  writeFileSync(lastBackupFile(folder), '2020-01-01T00:00:00.000Z')
  const app = await company(folder, gigabyte / 2, { customNodes })
  const [mailbox] = (await app.admin.get('/api/mailboxes')).body.items
  await app.admin.patch(`/api/mailboxes/${mailbox.id}`, { revision: mailbox.revision, fields: { paused: true } })
  const hook = (await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site', source: 'site' } })).body.record
  await app.stranger.post(`/hooks/${hook.path}`, { nothing: 'that names anybody' })
  // Nothing that is due is taken any more, and it stays as it is put there.
  await app.admin.put('/api/halt', { paused: true })
  const run = aRun({ workflow: 'chase' })
  const delivery = (row: Partial<DeliveryRow>): Op => ({ op: 'delivery', delivery: aDelivery(row), expects: null })
  await app.parts.submit({
    ops: [
      { op: 'workflow', workflow: aWorkflow({ id: 'chase', name: 'Chase', state: 'paused', updatedBy: null }) },
      { op: 'run-new', run },
      { op: 'positions', put: [aPosition(run.id, { state: 'parked', dueAt: null, problem: { code: 'parked-error' } })], remove: [] },
      delivery({ id: 'a', state: 'unknown' }),
      delivery({
        id: 'b',
        state: 'deferred',
        channel: 'host:crm.partner.test',
        problem: { code: 'call-timeout', with: { host: 'crm.partner.test' } },
      }),
    ],
  })

  const report = await reportOf(app)

  expect(report.state).toBe('broken')
  expect(saying(report)).toEqual([
    'attention: halted',
    'attention: backup-old',
    'attention: disk-low',
    'attention: outbox-unknown',
    'attention: mail-trouble',
    'attention: calls-trouble',
    'attention: flows-parked',
    'attention: paused-themselves',
    'attention: intake-unread',
    'broken: nodes-broken',
  ])
  const items = Object.fromEntries(report.lines.map(({ key, items }) => [key, items]))
  expect(items).toMatchObject({
    mail: [{ kind: 'mailbox', title: mailbox.address, said: { code: 'mailbox-paused' } }],
    calls: [{ kind: 'host', title: 'crm.partner.test', count: 1, said: { code: 'call-timeout', with: { host: 'crm.partner.test' } } }],
    flows: [{ kind: 'workflow', id: 'chase', title: 'Chase', count: 1 }],
    paused: [{ kind: 'workflow', id: 'chase', title: 'Chase' }],
    nodes: [{ kind: 'file', title: 'stars.ts', text: expect.stringMatching(/./) }],
  })
})

test('what is late is told, and so is a full disk, while it can still be read', async () => {
  const app = await testApp()
  const { health, figures } = app.parts
  const counted = await figures()
  const minutesAgo = (minutes: number) => new Date(counted.at.getTime() - minutes * 60_000)
  vi.spyOn(app.parts, 'figures').mockResolvedValue({
    ...counted,
    dueAt: minutesAgo(1),
    events: { pending: 7, oldestAt: minutesAgo(3) },
    outbox: { ...counted.outbox, queued: { count: 3, oldestAt: minutesAgo(60), dueAt: minutesAgo(50) } },
  })
  vi.spyOn(app.parts.lateness, 'delays').mockReturnValue({ p50: 0.01, p99: 0.4, max: 2 })
  health.problem = 'disk-full'
  health.room = 1_000_000

  const report = await reportOf(app)

  expect(saying(report)).toEqual([
    'broken: refusing',
    'attention: backup-none',
    'broken: disk-full',
    'attention: due-late',
    'broken: events-late',
    'attention: outbox-late',
    'attention: speed-slow',
  ])
  expect(report.lines.find(({ key }) => key === 'events')?.figures).toEqual({ count: 7, seconds: 180 })
})

test('only admins see it, and programs that an admin gave a token', async () => {
  const app = await testApp()
  const marketer = await app.person('Vika', 'marketer')
  const { secret } = (await app.admin.post('/api/tokens', { name: 'Watch', scopes: ['read'], days: null })).body

  const program = await app.ask({ url: '/api/health-report', headers: { authorization: `Bearer ${secret}` } })

  expect((await app.stranger.get('/api/health-report')).status).toBe(401)
  expect((await marketer.get('/api/health-report')).status).toBe(403)
  expect(program.status).toBe(200)
})
