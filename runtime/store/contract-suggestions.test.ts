/** What every store keeps of suggestions, and of the deliveries that come of them. */
import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { onBothStores } from '../testing/both-stores.ts'
import { aDelivery, anna, aSuggestion, change, create, now } from '../testing/sample-rows.ts'

onBothStores((aStore) => {
  test('a suggestion gets exactly one decision; the second hears who was first', async () => {
    const store = await aStore()
    const suggestion = aSuggestion()
    await store.commit([{ ops: [{ op: 'suggestion', suggestion, expects: null }] }])
    const decided = { ...suggestion, status: 'approved', decidedBy: 'vera', decidedAt: now, actAt: now } as const

    const results = await store.commit([
      { ops: [{ op: 'suggestion', suggestion: decided, expects: 'pending', hash: 'other' }] },
      { ops: [{ op: 'suggestion', suggestion: decided, expects: 'pending', hash: 'h1' }, change(create('contact', 'anna', anna))] },
      {
        ops: [
          change(create('contact', 'boris', {})),
          { op: 'suggestion', suggestion: { ...decided, decidedBy: 'nikita' }, expects: 'pending', hash: 'h1' },
        ],
      },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['stale', 'ok', 'stale'])
    expect(results[2]).toMatchObject({ said: { with: { status: 'approved', decidedBy: 'vera', decidedAt: now.toISOString() } } })
    expect(await store.suggestion(suggestion.id)).toEqual(decided)
    expect(await store.record('contact', 'boris')).toBeNull()
  })

  test('suggestions are listed, newest first, by status, assignee and subject', async () => {
    const store = await aStore()
    const all = [aSuggestion(), aSuggestion({ assignee: 'nikita', subject: 'boris' }), aSuggestion({ status: 'done', original: [] })]
    const [one, two, three] = all
    await store.commit(all.map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null }] })))
    const ids = async (filter: object) => (await store.suggestions({ limit: 10, ...filter })).items.map(({ id }) => id)

    expect(await ids({})).toEqual([three?.id, two?.id, one?.id])
    expect(await ids({ statuses: ['pending'] })).toEqual([two?.id, one?.id])
    expect(await ids({ assignee: 'nikita' })).toEqual([two?.id])
    expect(await ids({ scope: { owners: ['vera'] } })).toEqual([three?.id, one?.id])
    expect(await ids({ subject: 'boris' })).toEqual([two?.id])
    expect(await ids({ node: one?.node ?? '' })).toEqual([three?.id, two?.id, one?.id])
    expect(await ids({ node: 'elsewhere' })).toEqual([])
    expect(await store.suggestionOfPosition([one?.position ?? ''])).toEqual([one])
    const first = await store.suggestions({ limit: 2 })
    expect((await store.suggestions({ limit: 2, cursor: first.next })).items.map(({ id }) => id)).toEqual([one?.id])
  })

  test('what waits for a decision is listed page by page, the soonest first and what has no deadline last', async () => {
    const store = await aStore()
    const at = (hour: number) => new Date(now.getTime() + hour * 3_600_000)
    const some = [null, at(5), at(1), at(5)].map((decideBy) => aSuggestion({ decideBy, assignee: 'vera', node: 'wish' }))
    const [endless, late, soon, alike] = some
    const putOff = aSuggestion({ decideBy: at(2), laterUntil: at(1), assignee: 'vera' })
    const others = [aSuggestion({ assignee: 'nikita', subject: 'boris', workflow: 'w2' }), aSuggestion({ assignee: null, run: 'r2' })]
    const decided = aSuggestion({ status: 'done', assignee: 'vera', decideBy: at(0) })
    const note = { kind: 'add-note', id: 'n1', entity: 'contact', about: 'anna', text: 'Likes "kind":"create-task"' } as const
    const noted = aSuggestion({ assignee: 'ilya', effects: [note] })
    await store.commit(
      [...some, noted, putOff, ...others, decided].map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null }] })),
    )
    const page = async (filter: object) => {
      const { items, next, total } = await store.openSuggestions({ now, limit: 10, ...filter })
      return { ids: items.map(({ id }) => id), next, total }
    }
    const inOrder = [soon?.id, ...[late?.id, alike?.id].sort(), endless?.id]

    expect(await page({ assignee: 'vera' })).toEqual({ ids: inOrder, next: null, total: 4 })
    const first = await page({ assignee: 'vera', limit: 2 })
    expect(first).toMatchObject({ ids: inOrder.slice(0, 2), total: 4 })
    expect(await page({ assignee: 'vera', limit: 2, cursor: first.next })).toEqual({ ids: inOrder.slice(2), next: null, total: 4 })
    expect(await page({ assignee: 'vera', later: true })).toMatchObject({ ids: [putOff.id] })
    expect(await page({ assignee: 'vera', now: at(1) })).toMatchObject({ total: 5 })
    expect(await page({ scope: { owners: ['nikita'] } })).toMatchObject({ ids: others.map(({ id }) => id).sort() })
    expect(await page({ node: 'wish', workflow: putOff.workflow })).toMatchObject({ total: 4 })
    expect(await page({ subject: 'boris', workflow: 'w2' })).toMatchObject({ ids: [others[0]?.id] })
    expect(await page({ run: 'r2' })).toMatchObject({ ids: [others[1]?.id] })
    expect(await page({ kind: 'add-note' })).toMatchObject({ ids: [noted.id] })
    expect(await page({ kind: 'create-task' })).toMatchObject({ total: 0 })
    await expect(page({ cursor: 'no cursor' })).rejects.toThrow()
    expect((await store.openSuggestions({ now, limit: 1, assignee: 'vera' })).items).toEqual([soon])
  })

  test('to decide is what is pending: not what is approved and still in its time to think, nor what was put off', async () => {
    const store = await aStore()
    const all = [
      aSuggestion({ node: 'ask', assignee: 'vera' }),
      aSuggestion({ node: 'ask', assignee: 'nikita', laterUntil: now }),
      aSuggestion({ node: 'ask', status: 'approved', actAt: new Date(now.getTime() + 10_000) }),
      aSuggestion({ node: 'ask', laterUntil: new Date(now.getTime() + 1) }),
      aSuggestion({ node: 'call', assignee: 'vera' }),
      aSuggestion({ node: 'ask', workflow: 'another' }),
    ]
    await store.commit(all.map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null }] })))
    const counts = async (owners: readonly string[] | null) =>
      (await store.toDecide('chase', { owners }, now)).toSorted((a, b) => a.node.localeCompare(b.node))

    expect(await counts(null)).toEqual([
      { node: 'ask', count: 2 },
      { node: 'call', count: 1 },
    ])
    expect(await counts(['nikita'])).toEqual([{ node: 'ask', count: 1 }])
  })

  test('how much waits for whom is counted, with what is late and since when, and what nobody has', async () => {
    const store = await aStore()
    const at = (hour: number) => new Date(now.getTime() + hour * 3_600_000)
    const suggestions = [
      aSuggestion({ assignee: 'vera', decideBy: at(-1), createdAt: at(-9) }),
      aSuggestion({ assignee: 'vera', createdAt: at(-2) }),
      aSuggestion({ assignee: 'vera', laterUntil: at(1) }),
      aSuggestion({ assignee: 'vera', status: 'done' }),
      aSuggestion({ assignee: null, createdAt: at(-3) }),
    ]
    const task = (id: string, fields: JsonObject) => ({ ops: [change(create('task', id, { title: id, state: 'open', ...fields }))] })
    await store.commit([
      ...suggestions.map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null } as const] })),
      task('late', { owner: 'vera', dueAt: at(-1).toISOString() }),
      task('done', { owner: 'vera', state: 'done' }),
      task('off', { owner: 'vera', snoozedUntil: at(1).toISOString() }),
    ])

    const found = (await store.openWork(now)).toSorted((a, b) => `${a.kind} ${a.person}`.localeCompare(`${b.kind} ${b.person}`))

    expect(found).toEqual([
      { kind: 'suggestion', person: null, count: 1, late: 0, oldest: at(-3) },
      { kind: 'suggestion', person: 'vera', count: 2, late: 1, oldest: at(-9) },
      { kind: 'task', person: 'vera', count: 1, late: 1, oldest: now },
    ])
  })

  test('what several people have to decide is one list; what somebody decided for another is found at both', async () => {
    const store = await aStore()
    const at = (hour: number) => new Date(now.getTime() + hour * 3_600_000)
    const open = [
      aSuggestion({ assignee: 'vera', decideBy: at(2) }),
      aSuggestion({ assignee: 'nikita', decideBy: at(1) }),
      aSuggestion({ assignee: null }),
    ]
    const decided = aSuggestion({ assignee: 'vera', status: 'done', decidedBy: 'nikita' })
    await store.commit([...open, decided].map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null }] })))
    const ids = async (assignee: string | readonly string[] | null) =>
      (await store.openSuggestions({ assignee, now, limit: 10 })).items.map(({ id }) => id)
    const done = async (assignee: string, orDecidedBy?: string) =>
      (await store.suggestions({ statuses: ['done'], assignee, ...(orDecidedBy ? { orDecidedBy } : {}), limit: 10 })).total

    expect([await ids(['vera', 'nikita']), await ids(['vera']), await ids(null)]).toEqual([
      [open[1]?.id, open[0]?.id],
      [open[0]?.id],
      [open[2]?.id],
    ])
    expect([await done('vera'), await done('nikita'), await done('nikita', 'nikita')]).toEqual([1, 0, 1])
  })

  test('what people decided about suggestions of a workflow is told, latest first', async () => {
    const store = await aStore()
    const effects = [{ kind: 'add-note', id: 'n1', entity: 'contact', about: 'anna', text: 'Likes tea' }] as const
    const decided = (minute: number, patch: object) =>
      aSuggestion({ effects, decidedBy: 'vera', decidedAt: new Date(Date.UTC(2026, 2, 2, 9, minute)), ...patch })
    const reason = { code: 'wrong-text', with: { note: 'Too long' } }
    const all = [
      decided(1, { status: 'done', facts: [{ field: 'consentOffers', is: 'yes' }] }),
      decided(3, { status: 'dismissed', reason }),
      decided(2, { status: 'approved', original: [] }),
      decided(4, { status: 'failed', original: effects, reason: { code: 'no-mailbox' } }),
      decided(5, { status: 'done', workflow: 'another' }),
      decided(6, { status: 'withdrawn', decidedBy: null }),
      aSuggestion({ effects }),
    ]
    await store.commit(all.map((suggestion) => ({ ops: [{ op: 'suggestion', suggestion, expects: null }] })))

    const found = await store.decisions('chase', 10)
    expect(found.map(({ how }) => how)).toEqual(['unchanged', 'declined', 'edited', 'unchanged'])
    expect(found.map((one) => one.reason)).toEqual([null, reason, null, null])
    expect(found.map(({ by }) => by)).toEqual(['vera', 'vera', 'vera', 'vera'])
    expect(found.map(({ facts }) => facts)).toEqual([null, null, null, [{ field: 'consentOffers', is: 'yes' }]])
    expect(new Set(found.map(({ node, version }) => `${node} ${version}`))).toEqual(new Set(['ask chase:1']))
    expect(await store.decisions('chase', 1)).toEqual(found.slice(0, 1))
  })

  test('the same delivery is queued once, and only one try takes it', async () => {
    const store = await aStore()
    const delivery = aDelivery()
    const sending = { ...delivery, state: 'sending', attempts: 1 } as const
    await store.commit([{ ops: [{ op: 'delivery', delivery, expects: null }] }, { ops: [{ op: 'delivery', delivery, expects: null }] }])
    expect(await store.deliveries({ states: ['queued'], limit: 5 })).toEqual([delivery])

    const results = await store.commit([
      { ops: [{ op: 'delivery', delivery: sending, expects: ['queued', 'deferred'] }] },
      { ops: [{ op: 'delivery', delivery: sending, expects: ['queued', 'deferred'] }] },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'stale'])
    expect(await store.deliveries({ states: ['queued'], limit: 5 })).toEqual([])
    expect(await store.delivery(delivery.id)).toEqual(sending)
    expect(await store.deliveries({ states: ['sending'], contact: 'anna', limit: 5 })).toHaveLength(1)
    expect(await store.lettersSince(['anna', 'boris'], now)).toEqual([{ contact: 'anna', count: 1 }])
  })

  test('what waits to be delivered is read page by page, by when it is due', async () => {
    const store = await aStore()
    const later = new Date(now.getTime() + 60_000)
    const delivery = (id: string, dueAt: Date, state: 'queued' | 'deferred' | 'done') => ({ ...aDelivery(), id, dueAt, state })
    const all = [
      delivery('d', later, 'queued'),
      delivery('c', now, 'deferred'),
      delivery('b', now, 'done'),
      delivery('a', now, 'queued'),
      delivery('e', now, 'queued'),
    ]
    await store.commit([{ ops: all.map((one) => ({ op: 'delivery', delivery: one, expects: null })) }])

    const first = await store.waitingDeliveries(null, 2)
    const second = await store.waitingDeliveries(first.at(-1) ?? null, 2)

    const waits = (id: string, dueAt: Date) => ({ id, dueAt, channel: 'client.test', contact: 'anna' })
    expect(first).toEqual([waits('a', now), waits('c', now)])
    expect(second).toEqual([waits('e', now), waits('d', later)])
    expect(await store.waitingDeliveries(second.at(-1) ?? null, 2)).toEqual([])
  })
})
