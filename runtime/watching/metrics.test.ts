import { expect, test, vi } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'
import { Histogram, histogram, inPrometheus } from './prometheus.ts'

/** The samples of a scrape by their names with labels; every family has to have its help and type above it. */
function read(text: string): Readonly<Record<string, number>> {
  const samples: Record<string, number> = {}
  let family = ''
  for (const line of text.trimEnd().split('\n')) {
    const [, kind, name] = /^# (HELP|TYPE) (\w+) \S/.exec(line) ?? []
    if (kind === 'HELP') family = name ?? ''
    if (kind) {
      expect(name).toBe(family)
      continue
    }
    const [, named, value] = /^(\w+(?:\{[^{}]*\})?) (\S+)$/.exec(line) ?? []
    expect([line, named?.startsWith(family)]).toEqual([line, true])
    expect([line, Number.isFinite(Number(value))]).toEqual([line, true])
    samples[named ?? ''] = Number(value)
  }
  return samples
}

const scrape = async (app: TestApp) => read((await app.stranger.get('/metrics')).body)

/** Whoever is met is written to, and then waited for; without a name nobody is. */
const flow: Workflow = {
  ...emptyWorkflow('greet', 'Greet'),
  settings: { ...emptyWorkflow('greet', 'Greet').settings, subject: 'contact' },
  nodes: [
    { id: 'new', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } },
    { id: 'known', type: 'logic.if', mode: 'act', params: { condition: { field: 'email', is: 'not-empty' } } },
    {
      id: 'write',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['How are you?'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
    { id: 'wait', type: 'wait.forReply', mode: 'act', params: { patience: 'P30D', letter: 'node.write.message' } },
  ],
  edges: [
    { from: 'new', port: 'out', to: 'known' },
    { from: 'known', port: 'yes', to: 'write' },
    { from: 'write', port: 'sent', to: 'wait' },
  ],
}

test('the figures are what was done', async () => {
  const app = await testApp()
  await app.admin.post('/api/workflows', { file: flow })
  await app.admin.put('/api/workflows/greet/publication', { revision: 1 })
  await app.parts.engine.pump.idle()
  const before = app.parts.measures.families()
  const commits = before.find(({ name }) => name === 'tandem_commit_seconds')?.samples.at(-1)?.value ?? 0
  for (const n of [1, 2, 3]) await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: `anna-${n}@client.test` } })
  await app.admin.post('/api/contacts', { fields: { firstName: 'Boris' } })
  await app.admin.post('/api/contacts', { fields: { firstName: 'Boris', nothing: 'like this' } })
  await app.parts.engine.pump.idle()

  const figures = await scrape(app)

  expect(figures).toMatchObject({
    'tandem_runs{state="active"}': 3,
    'tandem_runs{state="parked"}': 0,
    'tandem_runs{state="ended"}': 1,
    'tandem_positions{state="due"}': 0,
    'tandem_positions{state="waiting"}': 3,
    tandem_due_lag_seconds: 0,
    tandem_runs_started_total: 4,
    'tandem_runs_ended_total{state="finished"}': 1,
    'tandem_deliveries_settled_total{state="done"}': 3,
    'tandem_outbox{state="queued"}': 0,
    tandem_outbox_oldest_seconds: 0,
    tandem_events_pending: 0,
    tandem_suggestions_open: 0,
    tandem_halted: 0,
    tandem_store_durable: 1,
    tandem_turns_failed_total: 0,
    'tandem_http_request_seconds_count{status="4xx"}': 1,
    'tandem_http_request_seconds_count{status="5xx"}': 0,
  })
  expect(figures['tandem_commit_seconds_count']).toBeGreaterThan(commits)
  expect(figures['tandem_commit_units_count']).toBe(figures['tandem_commit_seconds_count'])
  expect(figures['tandem_turn_seconds_count']).toBeGreaterThan(4)
  expect(figures['tandem_http_request_seconds_count{status="2xx"}']).toBeGreaterThanOrEqual(6)
  for (const name of ['tandem_resident_bytes', 'tandem_heap_bytes', 'tandem_database_bytes', 'tandem_disk_free_bytes', 'tandem_up_seconds'])
    expect([name, (figures[name] ?? 0) > 0]).toEqual([name, true])
  expect(Object.keys(figures).filter((name) => name.startsWith('tandem_build_info'))).toEqual([
    `tandem_build_info{version="0.1.0",node="${process.versions.node}",database="sqlite"}`,
  ])
})

test('programs on this machine and admins may read the figures, nobody else', async () => {
  const app = await testApp()
  const token = async (scopes: string[]) => (await app.admin.post('/api/tokens', { name: 'Prometheus', scopes, days: null })).body.secret
  const ask = (headers: Record<string, string>, remoteAddress = '203.0.113.7') => app.ask({ url: '/metrics', headers, remoteAddress })
  const authorization = `Bearer ${await token(['read'])}`
  const tooNarrow = `Bearer ${await token(['events'])}`
  const marketer = await app.person('Vika', 'marketer')
  const theirs = (await marketer.post('/api/tokens', { name: 'Mine', scopes: ['read'], days: null })).body.secret

  const statuses = await Promise.all([
    ask({}, '127.0.0.1'),
    ask({}, '::1'),
    ask({ authorization }),
    ask({}),
    ask({ authorization: tooNarrow }),
    ask({ authorization: `Bearer ${theirs}` }),
    // A proxy on this machine asks for somebody.
    ask({ 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1'),
    ask({ forwarded: 'for=198.51.100.1' }, '127.0.0.1'),
  ])

  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 401, 403, 403, 401, 401])
})

test('it is not ready while it stops, while turns break, while it is late and while its database does not answer', async () => {
  const app = await testApp({ busyAfterMs: 1_000 })
  const { health, measures, lateness, store } = app.parts
  const ready = async () => (await app.stranger.get('/readyz')).body

  expect(await ready()).toEqual({ ready: true })

  const broken = measures.turn(() => Promise.reject(new Error('The disk is gone')))
  await expect(broken).rejects.toThrow('The disk is gone')
  expect(await ready()).toEqual({ ready: false, reason: 'engine' })
  await measures.turn(async () => ({ wasBusy: false }))
  expect(await ready()).toEqual({ ready: true })

  const late = vi.spyOn(lateness, 'ms').mockReturnValue(1_500)
  expect(await ready()).toEqual({ ready: false, reason: 'late' })
  late.mockRestore()

  const silent = vi.spyOn(store, 'setting').mockRejectedValue(new Error('No route to the database'))
  expect(await ready()).toEqual({ ready: false, reason: 'unreachable' })
  silent.mockRestore()

  health.stopping = true
  expect(await ready()).toEqual({ ready: false, reason: 'stopping' })
  expect((await app.stranger.get('/healthz')).body).toEqual({ ok: true })
})

test('a histogram counts all up to each bound, and labels are escaped', () => {
  const sizes = new Histogram([1, 5])
  for (const size of [1, 3, 7]) sizes.observe(size)

  expect(inPrometheus([histogram('tandem_size', 'Sizes.', sizes.samples({ of: 'a "b"' }))])).toBe(`# HELP tandem_size Sizes.
# TYPE tandem_size histogram
tandem_size_bucket{of="a \\"b\\"",le="1"} 1
tandem_size_bucket{of="a \\"b\\"",le="5"} 2
tandem_size_bucket{of="a \\"b\\"",le="+Inf"} 3
tandem_size_sum{of="a \\"b\\""} 11
tandem_size_count{of="a \\"b\\""} 3
`)
})
