/** What becomes of requests, letters and runs while the disk takes nothing. */
import { expect, onTestFinished, test, vi } from 'vitest'
import type { WorkflowNode } from '../shared/workflow.ts'
import { type DiskFault, failingDisk } from './testing/failing-disk.ts'
import { aSmtpServer } from './testing/smtp-server.ts'
import { newApp, type TestApp, testApp, testFolder } from './testing/test-app.ts'

const large = 'ж'.repeat(20_000)
const send = (app: Pick<TestApp, 'ask'>, key: string, language = 'en') =>
  app.ask({
    method: 'POST',
    url: '/hooks/site',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'accept-language': language },
    payload: JSON.stringify({ email: `${key}@client.test`, text: large }),
  })

async function withHook(more: Parameters<typeof testApp>[0] = {}, folder = testFolder()) {
  const disk = failingDisk()
  const app = await testApp(more, folder)
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  return { disk, app, folder }
}

test.each<{ fault: DiskFault; problem: string; says: RegExp; says_ru: RegExp }>([
  { fault: 'full', problem: 'disk-full', says: /Free some space/, says_ru: /Освободите место/ },
  { fault: 'failing', problem: 'disk-failing', says: /cannot be written/, says_ru: /не записывает/ },
  { fault: 'read-only', problem: 'disk-failing', says: /cannot be written/, says_ru: /не записывает/ },
])(
  'a $fault disk: nothing is accepted, everybody is told why, reading goes on, and all goes on when it is mended',
  async ({ fault, problem, says, says_ru }) => {
    const { disk, app, folder } = await withHook()

    disk.breakDown(fault)
    const refused = await send(app, 'anna')
    const again = await send(app, 'boris', 'ru')
    const [ready, alive, list] = [
      await app.stranger.get('/readyz'),
      await app.stranger.get('/healthz'),
      await app.admin.get('/api/contacts'),
    ]
    const page = await app.admin.post('/api/contacts', { fields: { firstName: 'Clara' } })
    disk.mend()
    await vi.waitUntil(async () => (await app.stranger.get('/readyz')).status === 200, { timeout: 15_000, interval: 100 })
    const taken = [await send(app, 'anna'), await send(app, 'boris')]

    expect([refused.status, refused.body.problem, refused.headers['retry-after']]).toEqual([503, problem, '5'])
    expect(refused.body.message).toMatch(says)
    expect(JSON.stringify(refused.body)).not.toMatch(/SQLITE|\/tmp|insert|page/)
    expect([again.status, again.body.message]).toEqual([503, expect.stringMatching(says_ru)])
    expect([ready.status, alive.status, list.status]).toEqual([503, 200, 200])
    expect([page.status, page.body.problem]).toEqual([503, problem])
    expect(taken.map(({ status }) => status)).toEqual([202, 202])
    await app.close()
    const later = await newApp({}, folder)
    expect(await later.store.count('contact', { all: [] }, new Date())).toBe(2)
  },
)

test('a letter that leaves while the disk fills up is sent once, and known to be sent when there is room again', async () => {
  let isThere = () => {}
  const arrived = new Promise<void>((resolve) => {
    isThere = resolve
  })
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const server = await aSmtpServer(() => ({
    arrived: () => {
      isThere()
      return answered
    },
  }))
  onTestFinished(server.close)
  const { disk, app } = await withHook({ smtpUrl: server.url })
  await writing(app)

  await send(app, 'anna')
  await arrived
  disk.breakDown('failing')
  answer()
  await vi.waitUntil(() => app.parts.health.problem !== null, { timeout: 10_000 })
  disk.mend()

  await vi.waitUntil(async () => (await app.store.deliveries({ states: ['done'], limit: 5 })).length === 1, { timeout: 15_000 })
  expect(server.received.length).toBe(1)
})

const writing = (app: TestApp) =>
  publish(app, [
    {
      id: 'letter',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Hello.'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  ])

async function publish(app: TestApp, nodes: readonly WorkflowNode[]): Promise<void> {
  const all: readonly WorkflowNode[] = [{ id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: 'site' } }, ...nodes]
  const file = {
    format: 1,
    id: 'flow',
    name: 'Flow',
    settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
    nodes: all,
    edges: nodes.map(({ id }, index) => ({ from: all[index]?.id, port: 'out', to: id })),
    layout: {},
    notes: [],
  }
  const { body } = await app.admin.post('/api/workflows', { file })
  expect((await app.admin.put(`/api/workflows/${body.id}/publication`, { revision: 1 })).status).toBe(200)
}
