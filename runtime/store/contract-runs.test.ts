/** What every store keeps of what happens: events, runs and waits. */
import { expect, test } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { onBothStores } from '../testing/both-stores.ts'
import { anEvent, anna, aPosition, aRun, aStep, aWorkflow, change, create, now } from '../testing/sample-rows.ts'
import { newId } from './ids.ts'
import type { Op } from './port.ts'
import type { Position, Run } from './rows.ts'

onBothStores((aStore) => {
  test('an event waits until it is handled, in the order of arrival', async () => {
    const store = await aStore()
    const [first, second] = [anEvent(), anEvent()]
    await store.commit([
      { ops: [{ op: 'event', event: second, state: 'pending' }] },
      { ops: [{ op: 'event', event: first, state: 'pending' }] },
    ])
    expect((await store.pendingEvents(10)).map(({ id }) => id)).toEqual([second.id, first.id])

    await store.commit([{ ops: [{ op: 'events-handled', ids: [second.id] }] }])

    expect(await store.pendingEvents(10)).toEqual([first])
    expect(await store.event(second.id)).toEqual(second)
  })

  test('the latest events of some kinds come newest first, with the moment from which on none is missing', async () => {
    const store = await aStore()
    expect(await store.recentEvents(['form-submitted'], now, 10)).toEqual({ items: [], from: null })
    const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
    const events = [1, 2, 3, 4].map(
      (minute) => ({ ...anEvent(), kind: minute === 2 ? 'order-paid' : 'form-submitted', at: after(minute) }) as CrmEvent,
    )
    for (const event of events) await store.commit([{ ops: [{ op: 'event', event, state: 'handled' }] }])
    const minutes = async (since: Date, most: number) => {
      const { items, from } = await store.recentEvents(['form-submitted'], since, most)
      return { items: items.map(({ at }) => (at.getTime() - now.getTime()) / 60_000), from }
    }

    expect(await minutes(now, 10)).toEqual({ items: [4, 3, 1], from: after(1) })
    expect(await minutes(after(3), 10)).toEqual({ items: [4, 3], from: after(3) })
    expect(await minutes(now, 3)).toEqual({ items: [4, 3], from: after(2) })
    expect(await store.recentEvents([], now, 10)).toEqual({ items: [], from: after(1) })
  })

  test('the same key is a repeat for seven days and names the first event', async () => {
    const store = await aStore()
    const key = (event: string, at: Date, bodyHash = 'h'): Op => ({ op: 'once', scope: 'hook', key: 'k', event, bodyHash, at })

    const [first, again] = await store.commit([
      { ops: [key('e1', now), change(create('contact', 'anna', anna))] },
      { ops: [key('e2', now, 'other'), change(create('contact', 'boris', {}))] },
    ])
    const [later] = await store.commit([{ ops: [key('e3', new Date(now.getTime() + 8 * 86_400_000))] }])

    expect(first?.ok).toBe(true)
    expect(again).toMatchObject({ problem: 'repeated', said: { with: { event: 'e1', sameBody: false } } })
    expect(await store.record('contact', 'boris')).toBeNull()
    expect(later?.ok).toBe(true)
  })

  test('one event starts one run per workflow, subject and key', async () => {
    const store = await aStore()
    const event = anEvent()
    const run = aRun({ event })

    const results = await store.commit([
      {
        ops: [
          { op: 'event', event, state: 'handled' },
          { op: 'run-new', run },
        ],
      },
      { ops: [{ op: 'run-new', run: { ...run, id: newId() } }] },
      { ops: [{ op: 'run-new', run: { ...run, id: newId(), key: 'other' } }] },
      { ops: [{ op: 'run-new', run: { ...run, id: newId(), subject: null } }] },
      { ops: [{ op: 'run-new', run: { ...run, id: newId(), subject: null } }] },
      { ops: [{ op: 'run-new', run: { ...run, id: newId(), event: null } }] },
      { ops: [{ op: 'run-new', run: { ...run, id: newId(), event: null } }] },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'enrolled', 'ok', 'ok', 'enrolled', 'ok', 'ok'])
    expect(await store.runs([run.id])).toEqual([{ run, positions: [] }])
  })

  test('a run is saved only over the revision it was loaded with', async () => {
    const store = await aStore()
    const run = aRun()
    await store.commit([{ ops: [{ op: 'run-new', run }] }])
    const next = { ...run, revision: 2, nextStep: 2, outputs: { form: { name: 'Анна' } }, state: 'finished', endedAt: now } as const

    const results = await store.commit([
      {
        ops: [
          { op: 'run', run: next },
          { op: 'steps', steps: [aStep(run.id, 1)] },
        ],
      },
      {
        ops: [
          { op: 'steps', steps: [aStep(run.id, 2)] },
          { op: 'run', run: next },
        ],
      },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'stale'])
    expect((await store.runs([run.id]))[0]?.run).toEqual(next)
    expect(await store.steps(run.id)).toEqual([aStep(run.id, 1)])
  })

  test('due runs are claimed whole, oldest first; paused runs and paused workflows are not', async () => {
    const store = await aStore()
    const [early, late, future, paused, held] = [aRun(), aRun(), aRun(), aRun({ paused: true }), aRun({ workflow: 'held' })]
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
    const standing = [
      aPosition(early.id, { dueAt: at(-3) }),
      aPosition(early.id, { state: 'waiting', dueAt: null, since: at(1) }),
      aPosition(late.id, { dueAt: at(-1) }),
      aPosition(future.id, { dueAt: at(5) }),
      aPosition(paused.id, { dueAt: at(-9) }),
      aPosition(held.id, { dueAt: at(-9) }),
    ]
    await store.commit([
      { ops: [{ op: 'workflow', workflow: aWorkflow({ id: 'held', state: 'paused' }) }] },
      ...[early, late, future, paused, held].map((run) => ({ ops: [{ op: 'run-new', run } as const] })),
      { ops: [{ op: 'positions', put: standing, remove: [] }] },
    ])

    expect(await store.nextDue()).toEqual(at(-3))
    const claimed = await store.claim(now, 10)
    expect(claimed).toEqual([
      { run: early, positions: standing.slice(0, 2) },
      { run: late, positions: standing.slice(2, 3) },
    ])
    expect(await store.claim(now, 1)).toHaveLength(1)

    await store.commit([{ ops: [{ op: 'positions', put: [], remove: standing.map(({ id }) => id) }] }])
    expect(await store.claim(now, 10)).toEqual([])
    expect(await store.nextDue()).toBeNull()
  })

  test('a workflow with thousands of due runs leaves the others their turn, whoever wrote their positions', async () => {
    const store = await aStore()
    const runsOf = (workflow: string, count: number) => Array.from({ length: count }, () => aRun({ workflow }))
    const flood = runsOf('flood', 1_500)
    const [other, old, held] = [runsOf('other', 3), runsOf('old', 2), runsOf('held', 2)]
    const standing = (all: readonly { readonly id: string }[], minutes: number) =>
      all.map(({ id }) => aPosition(id, { dueAt: new Date(now.getTime() - minutes * 60_000) }))
    const put = (workflow: string | null, all: readonly { readonly id: string }[], minutes: number) => ({
      ops: [{ op: 'positions', ...(workflow === null ? {} : { workflow }), put: standing(all, minutes), remove: [] } as const],
    })
    await store.commit([
      { ops: [{ op: 'workflow', workflow: aWorkflow({ id: 'held', state: 'paused' }) }] },
      { ops: [...flood, ...other, ...old, ...held].map((run) => ({ op: 'run-new', run }) as const) },
      put('flood', flood, 60),
      put('other', other, 2),
      put(null, old, 1),
      put('held', held, 90),
    ])

    const claimed = (await store.claim(now, 300)).map(({ run }) => run.workflow)

    const of = (workflow: string) => claimed.filter((each) => each === workflow).length
    expect([of('other'), of('old'), of('held')]).toEqual([3, 2, 0])
    expect(of('flood')).toBeGreaterThan(150)
    expect(await store.nextDue()).toEqual(new Date(now.getTime() - 3_600_000))
  })

  test('what waits for a record is found by it, and a position that is gone watches nothing', async () => {
    const store = await aStore()
    const run = aRun()
    const [one, two] = [aPosition(run.id), aPosition(run.id)]
    const watch = { purpose: 'wait', event: 'message-received', about: 'anna', field: null, run: run.id } as const
    await store.commit([
      {
        ops: [
          { op: 'run-new', run },
          { op: 'positions', put: [one, two], remove: [] },
          {
            op: 'watches',
            positions: [one.id, two.id],
            put: [
              { ...watch, position: one.id },
              { ...watch, about: 'boris', position: two.id },
            ],
          },
        ],
      },
    ])

    expect(await store.watchers([{ event: 'message-received', about: 'anna' }])).toEqual([{ ...watch, position: one.id }])
    expect(await store.watchers([{ event: 'email-opened', about: 'anna' }])).toEqual([])

    const rests = { ...watch, purpose: 'suggestion', event: 'record-changed', position: one.id } as const
    const asks = { ...rests, purpose: 'relevance' } as const
    await store.commit([{ ops: [{ op: 'watches', positions: [], put: [rests, asks, { ...asks, field: 'city' }] }] }])
    const purposes = async (...wanted: { readonly related: boolean }[]) =>
      (await store.watchers(wanted.map((one) => ({ ...one, event: 'record-changed', about: 'anna' })))).map(({ purpose }) => purpose)
    expect(await purposes({ related: true })).toEqual(['relevance'])
    expect((await purposes({ related: false }, { related: true })).toSorted()).toEqual(['relevance', 'relevance', 'suggestion'])

    await store.commit([{ ops: [{ op: 'watches', positions: [two.id], put: [{ ...watch, about: 'vera', position: two.id }] }] }])
    expect(await store.watchers([{ event: 'message-received', about: 'boris' }])).toEqual([])
    await store.commit([{ ops: [{ op: 'positions', put: [], remove: [one.id] }] }])
    expect(await store.watchers(['anna', 'vera'].map((about) => ({ event: 'message-received', about })))).toEqual([
      { ...watch, about: 'vera', position: two.id },
    ])
  })

  test('the enrolment policy learns how often a subject was in a workflow', async () => {
    const store = await aStore()
    const ended = new Date('2026-03-01T10:00:00.000Z')
    await store.commit([
      { ops: [{ op: 'run-new', run: aRun() }] },
      { ops: [{ op: 'run-new', run: aRun({ state: 'finished', endedAt: ended }) }] },
      { ops: [{ op: 'run-new', run: aRun({ key: 'other' }) }] },
    ])

    const wanted = [
      { workflow: 'chase', subject: 'anna', key: '' },
      { workflow: 'chase', subject: 'boris', key: '' },
    ]
    expect((await store.enrolments(wanted)).toSorted((a, b) => a.subject.localeCompare(b.subject))).toEqual([
      { workflow: 'chase', subject: 'anna', key: '', active: 1, total: 2, lastEndedAt: ended },
      { workflow: 'chase', subject: 'boris', key: '', active: 0, total: 0, lastEndedAt: null },
    ])
  })

  test('somebody enters only while nobody else has meanwhile; refusals are nobody', async () => {
    const store = await aStore()
    const enter = (run: string, total: number): Op => ({ op: 'enter', run, workflow: 'chase', subject: 'anna', key: '', total })
    const [first, second] = [aRun(), aRun()]
    const refused = aRun({ state: 'stopped', ended: { code: 'not-enrolled-inside' } })
    await store.commit([{ ops: [{ op: 'run-new', run: refused }] }])

    const results = await store.commit([
      { ops: [enter(first.id, 0), { op: 'run-new', run: first }] },
      { ops: [enter(second.id, 0), { op: 'run-new', run: second }] },
    ])

    expect(results).toMatchObject([{ ok: true }, { ok: false, problem: 'stale' }])
    expect(await store.enrolments([{ workflow: 'chase', subject: 'anna', key: '' }])).toMatchObject([{ active: 1, total: 1 }])
    expect(await store.commit([{ ops: [enter(first.id, 0)] }])).toMatchObject([{ ok: true }])
  })

  test('runs that ticks began are found while they are going, by trigger and record', async () => {
    const store = await aStore()
    const tick = (about: string | null, node = 'daily'): CrmEvent => ({
      ...anEvent(),
      kind: 'schedule-ticked',
      about,
      fields: { workflow: 'chase', node },
    })
    const begin = (event: CrmEvent, position: Partial<Position> = {}, run: Partial<Run> = {}): Op[] => {
      const made = aRun({ event, ...run })
      return [
        { op: 'event', event, state: 'handled' },
        { op: 'run-new', run: made },
        { op: 'positions', put: [aPosition(made.id, position)], remove: [] },
      ]
    }
    await store.commit([
      { ops: begin(tick('anna'), { state: 'waiting', node: 'daily' }) },
      { ops: begin(tick('boris'), { state: 'parked' }) },
      { ops: begin(tick('clara', 'weekly')) },
      { ops: begin(tick(null), {}, { subject: null, subjectEntity: null }) },
      { ops: begin(tick(null), {}, { subject: null, subjectEntity: null, workflow: 'other' }) },
    ])

    const asked = ['anna', 'boris', 'clara', null].map((about) => ({ workflow: 'chase', node: 'daily', about }))
    expect(await store.goingTicks(asked)).toMatchObject([
      { about: 'anna', count: 1 },
      { about: null, count: 1 },
    ])
    expect(await store.settling(asked)).toEqual([{ workflow: 'chase', node: 'daily', about: 'anna' }])
  })

  test('runs whose rules are to be asked again are found when their moment has come', async () => {
    const store = await aStore()
    const [soon, later, never] = [aRun(), aRun(), aRun()]
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
    await store.commit(
      [[soon, at(-1)] as const, [later, at(5)] as const, [never, null] as const].map(([run, askAt]) => ({
        ops: [
          { op: 'run-new', run },
          { op: 'positions', put: [aPosition(run.id, { state: 'waiting', dueAt: null, askAt })], remove: [] },
        ] as const,
      })),
    )

    expect(await store.runsToAsk(now, 10)).toEqual([soon.id])
    expect(await store.runsToAsk(at(5), 10)).toEqual([soon.id, later.id])
    expect(await store.runsToAsk(at(5), 1)).toEqual([soon.id])
    expect(await store.nextAsk()).toEqual(at(-1))
  })

  test('runs are listed by workflow, subject, node and need of attention', async () => {
    const store = await aStore()
    const runs = [aRun(), aRun({ subject: 'boris' }), aRun({ workflow: 'other' })]
    const [first, second] = runs
    await store.commit(runs.map((run) => ({ ops: [{ op: 'run-new', run }] })))
    await store.commit([
      {
        ops: [
          {
            op: 'positions',
            put: [aPosition(first?.id ?? '', { state: 'parked', problem: { code: 'no-address' }, dueAt: null })],
            remove: [],
          },
          { op: 'positions', put: [aPosition(second?.id ?? '', { node: 'wait' })], remove: [] },
          { op: 'steps', steps: [1, 2].map((number) => ({ ...aStep(first?.id ?? '', number), outcome: 'leave:out' })) },
        ],
      },
    ])
    const ids = async (filter: object) => (await store.listRuns({ limit: 10, ...filter })).items.map(({ run }) => run.id)

    expect(await ids({ workflow: 'chase' })).toEqual([second?.id, first?.id])
    expect(await ids({ subject: 'boris' })).toEqual([second?.id])
    expect(await ids({ node: 'wait' })).toEqual([second?.id])
    expect(await ids({ state: 'parked' })).toEqual([first?.id])
    expect(await ids({ state: 'waiting' })).toEqual([second?.id])
    expect(await ids({ node: 'wait', state: 'parked' })).toEqual([])
    expect(await ids({ node: 'wait', state: 'waiting' })).toEqual([second?.id])
    expect(await ids({ left: { node: 'ask', port: 'out', since: now } })).toEqual([first?.id])
    expect(await ids({ left: { node: 'ask', port: 'out', since: new Date(now.getTime() + 1) } })).toEqual([])
    expect(await ids({ left: { node: 'ask', port: 'error', since: now } })).toEqual([])
    const page = await store.listRuns({ limit: 2 })
    expect(page).toMatchObject({ total: 3, next: second?.id })
    expect((await store.listRuns({ limit: 2, cursor: page.next })).items.map(({ run }) => run.id)).toEqual([first?.id])
    expect((await store.nodeCounts('chase', now)).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { node: 'ask', kind: 'leave:out', count: 2, runs: 1 },
      { node: 'ask', kind: 'parked', count: 1, runs: 1 },
      { node: 'wait', kind: 'ready', count: 1, runs: 1 },
    ])
  })

  test('who is inside is counted by step and version, without forks and without those who have ended', async () => {
    const store = await aStore()
    const runs = [
      aRun({ version: 'chase:1' }),
      aRun({ version: 'chase:2' }),
      aRun({ version: 'chase:2' }),
      aRun({ version: 'chase:2', state: 'stopped', overrides: null }),
    ]
    const stands = (at: number, node: string, state: 'waiting' | 'forked' = 'waiting') =>
      aPosition(runs[at]?.id ?? '', { id: `p${at}-${node}`, node, state })
    const put = [stands(0, 'wait'), stands(1, 'wait'), stands(2, 'both', 'forked'), stands(2, 'wait'), stands(3, 'wait')]
    await store.commit([{ ops: [...runs.map((run): Op => ({ op: 'run-new', run })), { op: 'positions', put, remove: [] }] }])

    expect(await store.standing('chase')).toEqual([
      { node: 'wait', version: 'chase:1', count: 1 },
      { node: 'wait', version: 'chase:2', count: 2 },
    ])
  })

  test('what was changed for one run comes back as it was', async () => {
    const store = await aStore()
    const overrides = { write: { params: { sender: 'owner' }, user: 'vera', name: 'Vera', at: now.toISOString() } }
    const run = aRun({ overrides })
    await store.commit([{ ops: [{ op: 'run-new', run }] }])

    expect((await store.runs([run.id]))[0]?.run.overrides).toEqual(overrides)
  })
})
