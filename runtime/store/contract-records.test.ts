/** What every store keeps of records: values, history, keys, lists, search, rules. */
import { expect, test } from 'vitest'
import { onBothStores } from '../testing/both-stores.ts'
import { anna, change, commit, create, now, update } from '../testing/sample-rows.ts'
import type { Store } from './port.ts'

onBothStores((aStore) => {
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

  test('what is added is added to what stands there at the commit, whatever was read before', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', { ...anna, score: 10 }))
    const points = (more: number) => ({ op: 'change', change: { ...update('contact', 'anna', {}), add: { score: more } } }) as const

    const [first, second] = await store.commit([{ ops: [points(7)] }, { ops: [points(-3)] }])

    expect(await store.record('contact', 'anna')).toMatchObject({ score: 14 })
    expect([first, second]).toMatchObject([
      { events: [{ fields: { changed: { score: { from: 10, to: 17 } } } }] },
      { events: [{ fields: { changed: { score: { from: 17, to: 14 } } } }] },
    ])
  })

  test('tags are put into and taken out of the list that stands there at the commit, so that of two changes none is lost', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', { ...anna, tags: ['cold'] }))
    const tags = (add: string[], remove: string[] = []) => change({ ...update('contact', 'anna', {}), lists: { tags: { add, remove } } })

    const results = await store.commit([{ ops: [tags(['hot'], ['cold'])] }, { ops: [tags(['vip', 'hot'])] }, { ops: [tags(['vip'])] }])

    expect(await store.record('contact', 'anna')).toMatchObject({ tags: ['hot', 'vip'], revision: 3 })
    expect(results).toMatchObject([
      { events: [{ fields: { changed: { tags: { from: ['cold'], to: ['hot'] } } } }] },
      { events: [{ fields: { changed: { tags: { from: ['hot'], to: ['hot', 'vip'] } } } }] },
      { events: [] },
    ])
    await store.commit([{ ops: [tags([], ['hot', 'vip'])] }])
    expect(await store.record('contact', 'anna')).toMatchObject({ tags: null })
  })

  test('only lists of texts are changed in part, and only with texts', async () => {
    const store = await aStore()
    await commit(store, create('contact', 'anna', anna))
    const list = (field: string, add: readonly string[]) =>
      commit(store, { ...update('contact', 'anna', {}), lists: { [field]: { add, remove: [] } } })

    expect(await list('tag', ['hot'])).toMatchObject({ ok: false, said: { code: 'field-unknown' } })
    expect(await list('city', ['Riga'])).toMatchObject({ ok: false, said: { code: 'field-wrong' } })
    expect(await list('tags', ['h\0t'])).toMatchObject({ ok: false, said: { code: 'field-wrong' } })
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
})
