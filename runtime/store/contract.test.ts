/** What every store keeps, whatever is beneath it: the same tests run over SQLite and PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { startPglite, type TestPostgres } from '../testing/pglite-driver.ts'
import { newId } from './ids.ts'
import { openStore } from './open.ts'
import type { Op, RecordChange, Store, UnitResult } from './port.ts'
import { openPostgresOver } from './postgres.ts'
import type { DeliveryRow, Position, Run, StepRow, SuggestionRow, WorkflowRow } from './rows.ts'

const stores: Readonly<Record<string, { open(): Promise<Store>; closeAll(): Promise<void> }>> = {
  SQLite: inTemporaryFolders(),
  PostgreSQL: inOnePglite(),
}

const now = new Date('2026-03-02T09:00:00.000Z')
const byVera: Cause = { kind: 'person', id: 'vera', depth: 0 }

describe.each(Object.entries(stores))('On %s', (_, stores) => {
  vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 })
  const opened: Store[] = []
  const aStore = async (): Promise<Store> => {
    const store = await stores.open()
    opened.push(store)
    return store
  }
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  afterAll(() => stores.closeAll())

  test('a created contact is read back with all its fields, the rest empty', async () => {
    const store = await aStore()

    const result = await commit(store, create('contact', 'anna', { ...anna, birthday: '1990-02-28', consentOffers: true, tags: ['vip'] }))

    expect(result).toMatchObject({ ok: true })
    expect(await store.record('contact', 'anna')).toMatchObject({
      id: 'anna',
      firstName: 'Anna',
      email: 'anna@client.test',
      stage: 'lead',
      birthday: '1990-02-28',
      consentOffers: true,
      tags: ['vip'],
      phone: null,
      createdAt: now.toISOString(),
      archivedAt: null,
      revision: 1,
    })
  })

  test('money, instants and lists keep their values', async () => {
    const store = await aStore()

    await commit(store, create('product', 'p', { sku: 'A-1', name: 'Filter', price: { cents: 129900, currency: 'EUR' }, inStock: 2.5 }))
    await commit(store, create('task', 't', { title: 'Call', dueAt: '2026-03-02T12:00:00+03:00' }))

    expect(await store.record('product', 'p')).toMatchObject({ price: { cents: 129900, currency: 'EUR' }, inStock: 2.5 })
    expect(await store.record('task', 't')).toMatchObject({ dueAt: '2026-03-02T09:00:00.000Z' })
  })

  test('a change writes one line per field that differs, and one event with both values', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))

    const result = await commit(store, update('contact', 'anna', { firstName: 'Anna', lastName: 'Berg', city: 'Riga' }, 1))

    expect(result).toMatchObject({ ok: true })
    expect(await store.record('contact', 'anna')).toMatchObject({ revision: 2 })
    const [event] = result.ok ? result.events : []
    expect(event).toMatchObject({
      kind: 'record-changed',
      about: 'anna',
      records: { contact: 'anna' },
      fields: { entity: 'contact', changed: { lastName: { from: null, to: 'Berg' }, city: { from: null, to: 'Riga' } } },
    })
    const { items, total } = await store.timeline(['anna'], { limit: 10 })
    expect(total).toBe(3)
    expect(items.map(({ field, new: value }) => [field, value])).toContainEqual(['city', 'Riga'])
    expect(items.find(({ field }) => field === null)?.new).toMatchObject({ firstName: 'Anna', email: 'anna@client.test' })
  })

  test('a record keeps since when it is at its stage, without a line of its own in the history', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))
    const later = new Date('2026-03-05T10:00:00.000Z')

    await commit(store, { ...update('contact', 'anna', { city: 'Riga' }), at: later })
    expect(await store.record('contact', 'anna')).toMatchObject({ stageSince: now.toISOString() })
    await commit(store, { ...update('contact', 'anna', { stage: 'client' }), at: later })

    expect(await store.record('contact', 'anna')).toMatchObject({ stage: 'client', stageSince: later.toISOString() })
    expect((await store.timeline(['anna'], { limit: 10 })).items.map(({ field }) => field).sort()).toEqual(['city', null, 'stage'])
  })

  test('the event of a new order names everybody who takes part', async () => {
    const store = await aStore()

    const result = await commit(
      store,
      create('order', 'o1', { number: '17', contact: 'anna', company: 'nord', owner: 'valera', orderedOn: '2026-03-01' }),
    )

    expect(result).toMatchObject({
      events: [{ kind: 'record-created', about: 'o1', records: { order: 'o1', contact: 'anna', company: 'nord', user: 'valera' } }],
    })
    expect((await store.timeline(['anna'], { limit: 10 })).items).toMatchObject([{ entity: 'order', record: 'o1' }])
    expect(await store.pendingEvents(10)).toHaveLength(1)
  })

  test('an event says stages by their keys, as workflow files do', async () => {
    const store = await aStore()
    await commit(store, create('pipeline', 'sales-id', { key: 'sales', name: 'Sales' }))
    for (const [position, key] of ['new', 'won'].entries()) {
      await commit(store, create('stage', `${key}-id`, { key, name: key, pipeline: 'sales-id', position }))
    }

    const created = await commit(store, create('deal', 'd1', { title: 'Pump', stage: 'new-id', pipeline: 'sales-id' }))
    const moved = await commit(store, update('deal', 'd1', { stage: 'won-id' }, 1))

    expect(created).toMatchObject({ events: [{ fields: { keys: { stage: 'new', pipeline: 'sales' } } }] })
    expect(moved).toMatchObject({ events: [{ fields: { changed: { stage: { fromKey: 'new', toKey: 'won' } } } }] })
  })

  test('an import changes records and starts nothing', async () => {
    const store = await aStore()

    await store.commit([{ ops: [{ op: 'change', change: { ...create('contact', 'anna', anna), quiet: true } }] }])

    expect(await store.pendingEvents(10)).toEqual([])
    expect((await store.timeline(['anna'], { limit: 10 })).items).toHaveLength(1)
  })

  test('saving what is already there changes nothing', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))

    const result = await commit(store, update('contact', 'anna', { firstName: 'Anna' }))

    expect(result).toMatchObject({ ok: true, events: [] })
    expect(await store.record('contact', 'anna')).toMatchObject({ revision: 1 })
  })

  test('a change of an older revision is refused, and its neighbours in the batch are kept', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))

    const results = await store.commit([
      { ops: [change(update('contact', 'anna', { city: 'Riga' }, 1))] },
      { ops: [change(create('contact', 'lost', { firstName: 'Lost' })), change(update('contact', 'anna', { city: 'Oslo' }, 1))] },
      { ops: [change(create('contact', 'boris', { firstName: 'Boris' }))] },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'stale', 'ok'])
    expect(await store.record('contact', 'lost')).toBeNull()
    expect(await store.record('contact', 'anna')).toMatchObject({ city: 'Riga' })
    expect(await store.record('contact', 'boris')).not.toBeNull()
    expect((await store.timeline(['lost'], { limit: 10 })).total).toBe(0)
  })

  test.each([
    ['an unknown field', 'contact', { firstname: 'Anna' }, 'field-unknown'],
    ['an unknown entity', 'robot', {}, 'entity-unknown'],
    ['a number as text', 'product', { sku: 'A', name: 'B', inStock: '3' }, 'field-wrong'],
    ['a day that no calendar has', 'contact', { birthday: '2026-02-30' }, 'field-wrong'],
    ['a choice that is not offered', 'contact', { stage: 'friend' }, 'field-wrong'],
    ['a text with a null character', 'contact', { city: 'Ri\0ga' }, 'field-wrong'],
    ['a missing field', 'company', { city: 'Riga' }, 'field-required'],
  ])('%s is refused by name', async (_, entity, fields, code) => {
    const store = await aStore()

    const result = await commit(store, create(entity, 'x', fields))

    expect(result).toMatchObject({ ok: false, problem: 'invalid', said: { code } })
  })

  test('two contacts cannot have one address; an archived one frees it, and cannot come back while it is used', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))

    const second = await commit(store, create('contact', 'anna2', anna))
    await commit(store, { ...update('contact', 'anna', {}), change: 'archive' })
    const third = await commit(store, create('contact', 'anna3', anna))
    const back = await commit(store, { ...update('contact', 'anna', {}), change: 'restore' })

    expect(second).toMatchObject({ problem: 'not-unique', said: { code: 'field-taken', with: { field: 'email', record: 'anna' } } })
    expect(third.ok).toBe(true)
    expect(back).toMatchObject({ problem: 'not-unique', said: { with: { field: 'email', record: 'anna3' } } })
    expect(await store.identities([{ channel: 'email', address: 'anna@client.test' }])).toEqual([
      { channel: 'email', address: 'anna@client.test', contact: 'anna3' },
    ])
  })

  test('a contact whose address is taken leaves nothing behind, nor does one that cannot come back', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))
    await commit(store, { ...update('contact', 'anna', {}), change: 'archive' })
    await commit(store, create('contact', 'anna2', anna))

    await commit(store, create('contact', 'anna3', anna))
    await commit(store, { ...update('contact', 'anna', {}), change: 'restore' })

    expect(await store.record('contact', 'anna3')).toBeNull()
    expect((await store.record('contact', 'anna'))?.['archivedAt']).not.toBeNull()
  })

  test('a new address of a contact is found and the old one is not', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))

    await commit(store, update('contact', 'anna', { email: 'berg@client.test', phone: '+37120000001' }))

    const found = await store.identities([
      { channel: 'email', address: 'anna@client.test' },
      { channel: 'email', address: 'berg@client.test' },
      { channel: 'phone', address: '+37120000001' },
    ])
    expect(found.map(({ address }) => address).sort()).toEqual(['+37120000001', 'berg@client.test'])
  })

  test('a unique key of two records is refused with the name of the field and of the record that has it', async () => {
    const store = await aStore()
    await commit(store, create('product', 'p1', { sku: 'A-1', name: 'Filter' }))
    await commit(store, create('product', 'p2', { sku: 'A-2', name: 'Pump' }))

    const created = await commit(store, create('product', 'p3', { sku: 'A-1', name: 'Other' }))
    const changed = await commit(store, update('product', 'p2', { sku: 'A-1' }))

    expect(created).toMatchObject({ problem: 'not-unique', said: { with: { field: 'sku', record: 'p1' } } })
    expect(changed).toMatchObject({ problem: 'not-unique', said: { with: { field: 'sku', record: 'p1' } } })
  })

  test('fields that users add are written, read, changed and asked about like the others', async () => {
    const store = await aStore()
    const size = { type: 'number', title: { en: 'Size', ru: 'Размер' } }
    const colour = { type: 'text', title: { en: 'Colour', ru: 'Цвет' } }
    await store.commit([{ ops: [{ op: 'setting', key: 'custom-fields', value: { contact: { size, colour } } }] }])
    await commit(store, create('contact', 'anna', { ...anna, size: 42 }))

    const result = await commit(store, update('contact', 'anna', { colour: 'Синий' }))

    expect(result).toMatchObject({ events: [{ fields: { changed: { colour: { from: null, to: 'Синий' } } } }] })
    expect(await store.record('contact', 'anna')).toMatchObject({ size: 42, colour: 'Синий' })
    const rule = {
      all: [
        { field: 'size', is: 'over', value: 41 },
        { field: 'colour', is: 'is', value: 'синий' },
      ],
    } as const
    expect(await store.ids('contact', rule, { limit: 10, now })).toEqual(['anna'])
  })

  test('a list goes through all its pages in order, each record once, empty values last', async () => {
    const store = await aStore()
    const names = ['Яна', 'анна', 'Борис', null, 'вера', 'Anna', null, 'Ян']
    await store.commit(names.map((city, at) => ({ ops: [change(create('contact', `c${at}`, { firstName: 'N', city }))] })))

    const seen: unknown[] = []
    let cursor: string | null = null
    do {
      const page = await store.list({ entity: 'contact', sort: 'city', cursor, limit: 3, now })
      expect(page.total).toBe(8)
      seen.push(...page.items.map((item) => item['city']))
      cursor = page.next
    } while (cursor)

    expect(seen).toEqual(['Anna', 'анна', 'Борис', 'вера', 'Ян', 'Яна', null, null])
  })

  test('the newest come first, and a list keeps to its owners', async () => {
    const store = await aStore()
    for (const [id, owner, minute] of [
      ['a', 'valera', 1],
      ['b', 'nikita', 2],
      ['c', 'valera', 3],
    ] as const) {
      await commit(store, { ...create('contact', id, { firstName: id, owner }), at: new Date(now.getTime() + minute * 60_000) })
    }

    const all = await store.list({ entity: 'contact', limit: 10, now })
    const own = await store.list({ entity: 'contact', limit: 10, now, scope: { owners: ['valera'] } })

    expect(all.items.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(own.items.map(({ id }) => id)).toEqual(['c', 'a'])
    expect(await store.count('contact', { all: [] }, now, { owners: ['nikita'] })).toBe(1)
  })

  test('a Russian name is found in any letter case, by its beginning, and no longer when it is archived', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', { firstName: 'Анна', lastName: 'Королёва', email: 'anna@client.test', owner: 'valera' }))
    await commit(store, create('company', 'nord', { name: 'Королевские окна' }))

    const found = await store.search('КОРОЛЕВ', 10)
    expect(found.map(({ id }) => id).sort()).toEqual(['anna', 'nord'])
    expect(await store.search('анн коро', 10)).toEqual([
      { entity: 'contact', id: 'anna', title: 'Анна Королёва', detail: 'anna@client.test' },
    ])
    expect(await store.search('client', 10)).toHaveLength(1)
    expect(await store.search(`'"*:&|!() --`, 10)).toEqual([])
    expect((await store.search('королев', 10, { owners: ['nikita'] })).map(({ id }) => id)).toEqual(['nord'])
    expect((await store.list({ entity: 'contact', search: 'королё', limit: 5, now })).total).toBe(1)

    await commit(store, update('contact', 'anna', { lastName: 'Берг' }))
    expect(await store.search('берг', 10)).toHaveLength(1)
    await commit(store, { ...update('contact', 'anna', {}), change: 'archive' })
    expect((await store.search('анна', 10)).length).toBe(0)
    expect((await store.list({ entity: 'contact', archived: true, search: 'берг', limit: 5, now })).total).toBe(1)
  })

  test('rules look through refs and count related records', async () => {
    const store = await aStore()
    await commit(store, create('company', 'nord', { name: 'Nord', sector: 'Строительство' }))
    await commit(store, create('contact', 'anna', { ...anna, company: 'nord' }))
    await commit(store, create('contact', 'boris', { firstName: 'Boris' }))
    await commit(store, create('order', 'o1', { number: '1', contact: 'anna', orderedOn: '2026-02-20' }))
    await commit(store, create('order', 'o2', { number: '2', contact: 'anna', orderedOn: '2025-02-20' }))

    const ids = (rule: Parameters<Store['ids']>[1]) => store.ids('contact', rule, { sort: 'firstName', limit: 10, now })

    expect(await ids({ field: 'company.sector', is: 'is', value: 'строительство' })).toEqual(['anna'])
    expect(await ids({ field: 'company.sector', is: 'empty' })).toEqual(['boris'])
    expect(await ids({ some: 'orders', last: 'P90D' })).toEqual(['anna'])
    expect(await ids({ none: 'orders' })).toEqual(['boris'])
    expect(await ids({ count: 'orders', is: 'at-least', value: 2 })).toEqual(['anna'])
    expect(await ids({ count: 'orders', last: 'P90D', is: 'at-least', value: 2 })).toEqual([])
    expect(await ids({ some: 'orders', where: { field: 'number', is: 'is', value: '2' } })).toEqual(['anna'])
    await expect(ids({ field: 'password', is: 'not-empty' })).rejects.toMatchObject({ code: 'rule-unknown-field' })
  })

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
          { op: 'steps', steps: [{ ...aStep(first?.id ?? '', 1), outcome: 'leave:out' }] },
        ],
      },
    ])
    const ids = async (filter: object) => (await store.listRuns({ limit: 10, ...filter })).items.map(({ run }) => run.id)

    expect(await ids({ workflow: 'chase' })).toEqual([second?.id, first?.id])
    expect(await ids({ subject: 'boris' })).toEqual([second?.id])
    expect(await ids({ node: 'wait' })).toEqual([second?.id])
    expect(await ids({ state: 'parked' })).toEqual([first?.id])
    const page = await store.listRuns({ limit: 2 })
    expect(page).toMatchObject({ total: 3, next: second?.id })
    expect((await store.listRuns({ limit: 2, cursor: page.next })).items.map(({ run }) => run.id)).toEqual([first?.id])
    expect((await store.nodeCounts('chase', now)).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { node: 'ask', kind: 'leave:out', count: 1 },
      { node: 'ask', kind: 'parked', count: 1 },
      { node: 'wait', kind: 'ready', count: 1 },
    ])
  })

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
    expect(await store.suggestionOfPosition([one?.position ?? ''])).toEqual([one])
    expect((await store.suggestionCounts()).find(({ status }) => status === 'pending')).toMatchObject({ node: 'ask', count: 2, edited: 0 })
    const first = await store.suggestions({ limit: 2 })
    expect((await store.suggestions({ limit: 2, cursor: first.next })).items.map(({ id }) => id)).toEqual([one?.id])
  })

  test('the same delivery is queued once, and only one try takes it', async () => {
    const store = await aStore()
    const delivery = aDelivery()
    const sending = { ...delivery, state: 'sending', attempts: 1 } as const
    await store.commit([{ ops: [{ op: 'delivery', delivery, expects: null }] }, { ops: [{ op: 'delivery', delivery, expects: null }] }])
    expect(await store.dueDeliveries(now, 10)).toEqual([delivery])

    const results = await store.commit([
      { ops: [{ op: 'delivery', delivery: sending, expects: ['queued', 'deferred'] }] },
      { ops: [{ op: 'delivery', delivery: sending, expects: ['queued', 'deferred'] }] },
    ])

    expect(results.map((result) => (result.ok ? 'ok' : result.problem))).toEqual(['ok', 'stale'])
    expect(await store.dueDeliveries(now, 10)).toEqual([])
    expect(await store.delivery(delivery.id)).toEqual(sending)
    expect(await store.deliveries({ states: ['sending'], contact: 'anna', limit: 5 })).toHaveLength(1)
    expect(await store.lettersSince(['anna', 'boris'], now)).toEqual([{ contact: 'anna', count: 1 }])
  })

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
})

const anna: JsonObject = { firstName: 'Anna', email: 'anna@client.test' }

const create = (entity: string, id: string, fields: JsonObject): RecordChange => ({
  change: 'create',
  entity,
  id,
  revision: null,
  fields,
  cause: byVera,
  at: now,
})

const update = (entity: string, id: string, fields: JsonObject, revision: number | null = null): RecordChange => ({
  ...create(entity, id, fields),
  change: 'update',
  revision,
})

const change = (what: RecordChange): Op => ({ op: 'change', change: what })

async function commit(store: Store, what: RecordChange): Promise<UnitResult> {
  const [result] = await store.commit([{ ops: [change(what)] }])
  if (!result) throw new Error('A unit without a result')
  return result
}

const anEvent = (): CrmEvent => ({
  id: newId(),
  kind: 'form-submitted',
  at: now,
  about: 'anna',
  records: { contact: 'anna' },
  fields: { name: 'Анна', count: 2 },
  cause: { kind: 'outside', id: 'website', depth: 0 },
})

const aRun = (with_: Partial<Run> = {}): Run => ({
  id: newId(),
  workflow: 'chase',
  version: 'chase:1',
  subjectEntity: 'contact',
  subject: 'anna',
  key: '',
  event: null,
  state: 'active',
  paused: false,
  startedAt: now,
  endedAt: null,
  ended: null,
  vars: {},
  outputs: {},
  nextStep: 1,
  visits: {},
  depth: 0,
  revision: 1,
  ...with_,
})

const aPosition = (run: string, with_: Partial<Position> = {}): Position => ({
  id: newId(),
  run,
  parent: null,
  node: 'ask',
  state: 'ready',
  visit: 1,
  since: now,
  dueAt: now,
  waitsFor: [],
  wokenBy: null,
  memory: null,
  item: null,
  fork: null,
  problem: null,
  attempts: 0,
  guards: [],
  ...with_,
})

const aStep = (run: string, number: number): StepRow => ({
  run,
  number,
  position: 'p',
  node: 'ask',
  visit: 1,
  at: now,
  outcome: 'wait',
  detail: { in: { name: 'Анна' } },
})

const aSuggestion = (with_: Partial<SuggestionRow> = {}): SuggestionRow => ({
  id: newId(),
  status: 'pending',
  run: 'r',
  position: newId(),
  workflow: 'chase',
  version: 'chase:1',
  node: 'ask',
  subjectEntity: 'contact',
  subject: 'anna',
  prepared: [],
  effects: [],
  original: null,
  hash: 'h1',
  links: [],
  why: [],
  warnings: [],
  assignee: null,
  department: null,
  laterUntil: null,
  createdAt: now,
  decideBy: null,
  decidedAt: null,
  decidedBy: null,
  actAt: null,
  reason: null,
  ...with_,
})

const aDelivery = (): DeliveryRow => ({
  id: newId(),
  effect: {
    kind: 'call',
    id: 'k',
    method: 'POST',
    url: 'https://client.test',
    headers: {},
    body: null,
  } as unknown as DeliveryRow['effect'],
  state: 'queued',
  run: null,
  position: null,
  node: null,
  channel: 'client.test',
  contact: 'anna',
  attempts: 0,
  dueAt: now,
  createdAt: now,
  updatedAt: now,
  result: null,
  problem: null,
})

const aWorkflow = (with_: Partial<WorkflowRow> = {}): WorkflowRow => ({
  id: 'chase',
  name: 'Chase',
  state: 'live',
  draft: { format: 1, id: 'chase', name: 'Chase', nodes: [], edges: [] } as unknown as WorkflowRow['draft'],
  revision: 1,
  liveVersion: null,
  owner: null,
  department: null,
  createdAt: now,
  updatedAt: now,
  updatedBy: null,
  archivedAt: null,
  ...with_,
})

function inTemporaryFolders() {
  const folders: string[] = []
  return {
    async open() {
      const dataDir = mkdtempSync(join(tmpdir(), 'tandem-'))
      folders.push(dataDir)
      return openStore({ dataDir })
    },
    async closeAll() {
      for (const folder of folders) rmSync(folder, { recursive: true })
    },
  }
}

function inOnePglite() {
  let started: Promise<TestPostgres> | null = null
  return {
    async open() {
      started ??= startPglite()
      const postgres = await started
      await postgres.empty()
      return openPostgresOver(postgres.driver, 'pglite')
    },
    async closeAll() {
      await (await started)?.end()
    },
  }
}
