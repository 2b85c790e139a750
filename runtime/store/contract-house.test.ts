/** What every store keeps of the house: drafts, settings, sessions, files, a batch that fails, and what is counted. */
import { expect, test } from 'vitest'
import { onBothStores } from '../testing/both-stores.ts'
import {
  aDelivery,
  anEvent,
  anna,
  aPosition,
  aRun,
  aStep,
  aSuggestion,
  aWorkflow,
  change,
  commit,
  create,
  now,
} from '../testing/sample-rows.ts'
import type { Op } from './port.ts'
import type { DeliveryRow, Position, Run } from './rows.ts'

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

onBothStores((aStore) => {
  test('a draft is saved only over the one that was read; a version is never overwritten', async () => {
    const store = await aStore()
    const workflow = aWorkflow()
    const version = { id: 'chase:1', workflow: 'chase', number: 1, content: workflow.draft, note: '', publishedAt: now, publishedBy: null }
    const saved = { ...workflow, name: 'Chase again', revision: 2 }

    const results = await store.commit([
      { ops: [{ op: 'workflow', workflow }] },
      { ops: [{ op: 'workflow', workflow: saved }] },
      { ops: [{ op: 'workflow', workflow: { ...saved, name: 'Lost' } }] },
      { ops: [{ op: 'version', version }] },
      { ops: [{ op: 'version', version: { ...version, note: 'another' } }] },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'ok', 'stale', 'ok', 'stale'])
    expect(await store.workflow('chase')).toEqual(saved)
    expect(await store.workflows()).toEqual([saved])
    expect(await store.versions('chase')).toEqual([version])
    expect(await store.version('chase:1')).toEqual(version)
  })

  test('settings, schedules, sessions, tokens, jobs and files come back as they were', async () => {
    const store = await aStore()
    const schedule = { id: 'w:n', workflow: 'w', node: 'n', rule: { every: 'P1D' }, zone: 'Europe/Riga', nextAt: now, lastAt: null }
    const session = { id: 'hash', user: 'vera', createdAt: now, expiresAt: now, agent: 'Firefox' }
    const token = {
      id: 't',
      hash: 'th',
      name: 'n',
      user: 'vera',
      scopes: ['read'],
      createdAt: now,
      expiresAt: null,
      lastUsedAt: null,
    } as const
    const job = {
      id: 'j',
      kind: 'import',
      title: { code: 'import' },
      state: 'running',
      user: 'vera',
      input: {},
      done: 3,
      total: null,
      result: null,
      createdAt: now,
      updatedAt: now,
    } as const
    const bytes = new Uint8Array(600_000).map((_, at) => at % 251)
    const file = { id: 'f', name: 'список.csv', type: 'text/csv', size: bytes.length, about: 'anna', createdAt: now }
    await store.commit([
      {
        ops: [
          { op: 'setting', key: 'company', value: { name: 'Nord', zone: 'Europe/Riga' } },
          { op: 'schedule', schedule },
          { op: 'session', session },
          { op: 'token', token },
          { op: 'job', job },
          { op: 'file', file, bytes },
        ],
      },
    ])

    expect(await store.setting('company')).toEqual({ name: 'Nord', zone: 'Europe/Riga' })
    expect(await store.setting('nothing')).toBeUndefined()
    expect(await store.dueSchedules(now)).toEqual([schedule])
    expect([await store.session('hash'), await store.sessions('vera'), await store.sessions('nikita')]).toEqual([session, [session], []])
    expect([await store.token('th'), await store.tokens('vera')]).toEqual([token, [token]])
    expect([await store.job('j'), await store.jobs('vera'), await store.jobs('nikita')]).toEqual([job, [job], []])
    const { bytes: stored, ...described } = (await store.file('f')) ?? { bytes: new Uint8Array() }
    expect(described).toEqual(file)
    expect(Buffer.from(stored).equals(bytes)).toBe(true)
    expect(await store.filesAbout('anna')).toEqual([file])

    await store.commit([
      {
        ops: [
          { op: 'session-remove', user: 'vera' },
          { op: 'token-remove', id: 't' },
          { op: 'schedule-remove', id: 'w:n' },
        ],
      },
    ])
    expect([await store.session('hash'), await store.token('th'), await store.schedules()]).toEqual([null, null, []])
  })

  test('what counts no longer is thrown away, and the rest is kept', async () => {
    const store = await aStore()
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
    const seen = (key: string, at: Date): Op => ({ op: 'once', scope: 'hook', key, event: key, bodyHash: '', at })
    const session = (id: string, expiresAt: Date): Op => ({
      op: 'session',
      session: { id, user: 'vera', createdAt: daysAgo(40), expiresAt, agent: null },
    })
    await store.commit([
      { ops: [seen('old', daysAgo(8)), seen('new', daysAgo(6)), session('over', daysAgo(1)), session('open', daysAgo(-1))] },
    ])

    await store.commit([{ ops: [{ op: 'forget', seenUntil: daysAgo(7), sessionsUntil: now }] }])

    // Asked as of long ago, a key that is still kept is a repeat.
    const again = await store.commit([{ ops: [seen('old', daysAgo(8))] }, { ops: [seen('new', daysAgo(6))] }])
    expect(again.map(({ ok }) => ok)).toEqual([true, false])
    expect((await store.sessions('vera')).map(({ id }) => id)).toEqual(['open'])
  })

  test('a token that was ended is not brought back by having been used', async () => {
    const store = await aStore()
    const token = {
      id: 't',
      hash: 'th',
      name: 'n',
      user: 'vera',
      scopes: ['read'],
      createdAt: now,
      expiresAt: null,
      lastUsedAt: null,
    } as const
    await store.commit([{ ops: [{ op: 'token', token }] }, { ops: [{ op: 'token-used', id: 't', at: now }] }])
    const used = await store.token('th')

    await store.commit([{ ops: [{ op: 'token-remove', id: 't' }] }, { ops: [{ op: 'token-used', id: 't', at: now }] }])

    expect([used?.lastUsedAt, await store.token('th')]).toEqual([now, null])
  })

  test('a statement that fails takes the whole batch back', async () => {
    const store = await aStore()
    const run = aRun()
    const twice: Op = { op: 'steps', steps: [aStep(run.id, 1), aStep(run.id, 1)] }

    await expect(store.commit([{ ops: [change(create('contact', 'anna', anna))] }, { ops: [twice] }])).rejects.toThrow()

    expect(await store.record('contact', 'anna')).toBeNull()
    expect((await commit(store, create('contact', 'anna', anna))).ok).toBe(true)
  })

  test('an empty installation has nothing under way', async () => {
    const figures = await (await aStore()).figures(now)

    const none = { count: 0, oldestAt: null, dueAt: null }
    expect(figures).toEqual({
      at: now,
      runs: { active: 0, parked: 0, ended: 0 },
      parkedIn: [],
      positions: { due: 0, waiting: 0, parked: 0 },
      dueAt: null,
      events: { pending: 0, oldestAt: null },
      outbox: { queued: none, deferred: none, sending: none, unknown: none, failed: none },
      putOff: [],
      suggestions: 0,
      bytes: { database: expect.any(Number), journal: expect.any(Number) },
    })
    expect(figures.bytes.database).toBeGreaterThan(0)
  })

  test('runs, positions, events, deliveries and suggestions are counted by state, with the oldest that waits', async () => {
    const store = await aStore()
    const begin = (run: Run, ...positions: Partial<Position>[]): Op[] => [
      { op: 'run-new', run },
      { op: 'positions', put: positions.map((position) => aPosition(run.id, position)), remove: [] },
    ]
    const parked = { state: 'parked', dueAt: null, problem: { code: 'parked-error' } } as const
    await store.commit([
      { ops: begin(aRun(), { state: 'ready', dueAt: minutesAgo(3) }, { state: 'waiting', dueAt: null }) },
      { ops: begin(aRun({ paused: true }), { state: 'ready', dueAt: minutesAgo(60) }) },
      { ops: begin(aRun(), parked, parked) },
      { ops: begin(aRun({ workflow: 'thanks', version: 'thanks:1' }), parked) },
      { ops: begin(aRun({ workflow: 'thanks', version: 'thanks:1', state: 'finished', endedAt: now })) },
    ])
    const later = new Date(now.getTime() + 60_000)
    const delivery = (delivery: Partial<DeliveryRow>): Op => ({ op: 'delivery', delivery: aDelivery(delivery), expects: null })
    await store.commit([
      {
        ops: [
          { op: 'event', event: { ...anEvent(), at: minutesAgo(2) }, state: 'pending' },
          { op: 'event', event: { ...anEvent(), at: minutesAgo(9) }, state: 'handled' },
          delivery({ id: 'a', state: 'queued', createdAt: minutesAgo(30), dueAt: minutesAgo(5) }),
          delivery({ id: 'b', state: 'queued', createdAt: minutesAgo(20), dueAt: later }),
          delivery({ id: 'c', state: 'deferred', createdAt: minutesAgo(10), dueAt: later, problem: { code: 'mail-server-busy' } }),
          delivery({ id: 'd', state: 'unknown' }),
          delivery({ id: 'e', state: 'done' }),
          { op: 'suggestion', suggestion: aSuggestion({ id: 'one', status: 'pending' }), expects: null },
          { op: 'suggestion', suggestion: aSuggestion({ id: 'two', status: 'done' }), expects: null },
        ],
      },
    ])

    expect(await store.figures(now)).toMatchObject({
      runs: { active: 4, parked: 2, ended: 1 },
      parkedIn: [
        { workflow: 'chase', count: 1 },
        { workflow: 'thanks', count: 1 },
      ],
      positions: { due: 1, waiting: 2, parked: 3 },
      dueAt: minutesAgo(3),
      events: { pending: 1, oldestAt: minutesAgo(2) },
      outbox: {
        queued: { count: 2, oldestAt: minutesAgo(30), dueAt: minutesAgo(5) },
        deferred: { count: 1, oldestAt: minutesAgo(10), dueAt: later },
        sending: { count: 0 },
        unknown: { count: 1 },
        failed: { count: 0 },
      },
      putOff: [{ channel: 'client.test', problem: { code: 'mail-server-busy' }, count: 1 }],
      suggestions: 1,
    })
  })

  test('what a paused workflow holds is not due', async () => {
    const store = await aStore()
    const run = aRun()
    await store.commit([
      { ops: [{ op: 'workflow', workflow: aWorkflow({ id: run.workflow, state: 'paused' }) }] },
      {
        ops: [
          { op: 'run-new', run },
          { op: 'positions', put: [aPosition(run.id, { state: 'ready', dueAt: minutesAgo(3) })], remove: [] },
        ],
      },
    ])

    expect(await store.figures(now)).toMatchObject({ positions: { due: 0, waiting: 1 }, dueAt: null })
  })
})
