/** What erasing a person leaves behind in every store: nothing of theirs, and all that is others'. */
import { expect, test } from 'vitest'
import { aLife, others, secretsOf } from '../testing/a-life.ts'
import { onBothStores } from '../testing/both-stores.ts'
import { now } from '../testing/sample-rows.ts'
import type { Store } from './port.ts'
import { isNothing, type Traces } from './traces.ts'

async function aStoreWithHer(aStore: () => Promise<Store>) {
  const store = await aStore()
  const [written] = await store.commit([{ ops: aLife() }])
  expect(written).toMatchObject({ ok: true })
  const person = await store.personOf(secretsOf.id)
  if (!person) throw new Error('She is not there')
  return { store, person }
}

async function erased(store: Store, traces: Traces, marks: readonly string[] = ['mark']): Promise<void> {
  const erasure = { id: 'erasure', contacts: [secretsOf.id], at: now, by: others.vera, reason: 'letter 12', finishedAt: null }
  expect(await store.commit([{ ops: [{ op: 'erase', traces, erasure, marks }] }])).toEqual([{ ok: true, events: [] }])
}

onBothStores((aStore) => {
  test('a person is known by every address they ever had, and by a name that nobody else has', async () => {
    const { person } = await aStoreWithHer(aStore)

    expect(person.contacts).toEqual([secretsOf.id])
    expect([...person.emails].sort()).toEqual([secretsOf.before, secretsOf.email].sort())
    expect(person.values).toEqual(expect.arrayContaining([secretsOf.phone, `${secretsOf.firstName} ${secretsOf.lastName}`]))
  })

  test('what they left is found in every table, once; after the erasure there is nothing to find', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    const traces = await store.tracesOf(person)

    expect(traces.records).toMatchObject({ task: ['task', 'task-deal'], note: ['note', 'note-deal'], submission: ['submission', 'unread'] })
    expect([...traces.runs].sort()).toEqual(['run-going', 'run-hook', 'run-over'])
    expect(traces.awaited.map(({ id }) => id)).toEqual(['letter-by-bert'])
    expect([...traces.files].sort()).toEqual(['file-letter', 'file-letter-bert', 'file-result', 'file-table'])

    await erased(store, traces)
    const rest = await store.tracesOf({ ...person, ids: traces.person.ids })
    expect(isNothing(rest), JSON.stringify(rest)).toBe(true)
    expect(await store.personOf(secretsOf.id)).toBeNull()
    await store.scrub()
  })

  test('the books keep numbers and sums, and say of nobody that it was theirs', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    await erased(store, await store.tracesOf(person))

    expect(await store.record('deal', 'deal')).toMatchObject({
      title: '…',
      amount: { cents: 990 },
      stage: 'stage',
      owner: others.vera,
      contact: null,
      lostReason: null,
    })
    expect(await store.record('order', 'order')).toMatchObject({ number: 'O-1', total: { cents: 990 }, contact: null })
    expect(await store.record('invoice', 'invoice')).toMatchObject({ number: 'I-1', order: 'order', contact: null })
    expect(await store.record('orderLine', 'line')).toMatchObject({ product: 'product', quantity: 2, contact: null })
    expect((await store.search('O-1', 5)).map(({ id }) => id)).toEqual(['order'])
    expect(await store.search(secretsOf.lastName, 5)).toEqual([])
  })

  test('runs end and are still counted; the decision about a suggestion is kept without its words', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    await erased(store, await store.tracesOf(person))

    const [going, over] = await store.runs(['run-going', 'run-over'])
    expect(going).toMatchObject({
      run: { state: 'stopped', subject: null, event: null, ended: { code: 'stopped-by-erasure' } },
      positions: [],
    })
    expect(over?.run).toMatchObject({ state: 'finished', ended: { code: 'stopped' }, outputs: {} })
    expect(await store.steps('run-going')).toMatchObject([{ outcome: 'leave:out', detail: {} }])
    expect(await store.watchers([{ event: 'record-changed', about: 'product' }])).toEqual([])
    expect(await store.suggestion('open')).toMatchObject({ status: 'withdrawn', effects: [], subject: null })
    expect(await store.pendingEvents(10)).not.toEqual(expect.arrayContaining([expect.objectContaining({ id: 'event-form' })]))
  })

  test('others keep what is theirs, without her in it', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    await erased(store, await store.tracesOf(person))

    expect(await store.record('contact', others.bert)).toMatchObject({ lastName: 'Boring', need: 'Knows …' })
    expect(await store.record('note', 'note-bert')).toMatchObject({ text: 'Is a friend of …' })
    expect(await store.record('message', 'message-bert')).toMatchObject({ text: 'kept, and ask …', rawFile: null })
    expect((await store.runs(['run-bert']))[0]).toMatchObject({
      run: { state: 'active', outputs: { list: { ids: [others.bert, '…'] }, words: { kept: 'kept' } } },
      positions: [{ id: 'at-bert', item: '…' }],
    })
    expect(await store.steps('run-bert')).toMatchObject([{ detail: { output: { first: { email: '', said: '' }, second: 'kept' } } }])
    expect((await store.suggestion('of-bert'))?.links).toEqual([{ entity: 'contact', id: others.bert, title: 'Bert' }])
    expect((await store.job('import-job'))?.result).toEqual({ failures: [{ row: 4, value: 'kept' }] })
    expect(await store.file('file-harmless')).not.toBeNull()
    expect((await store.search('Bert Boring', 5)).map(({ id }) => id)).toEqual([others.bert])
  })

  test('of the address a mark stays, and of the erasure who did it and why', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    await erased(store, await store.tracesOf(person), ['one', 'two'])
    await store.commit([{ ops: [{ op: 'erasure-finished', id: 'erasure', at: now }] }])

    expect([await store.isErased('one'), await store.isErased('three')]).toEqual([true, false])
    expect(await store.erasures()).toEqual([
      { id: 'erasure', contacts: [secretsOf.id], at: now, by: others.vera, reason: 'letter 12', finishedAt: now, marks: ['one', 'two'] },
    ])
  })

  test('what others wrote meanwhile is not written over; it is found at the next look', async () => {
    const { store, person } = await aStoreWithHer(aStore)
    const traces = await store.tracesOf(person)
    const need = `Now also knows ${secretsOf.email}`
    const at = { revision: null, cause: { kind: 'person', id: others.vera, depth: 0 }, at: now } as const
    await store.commit([
      { ops: [{ op: 'change', change: { change: 'update', entity: 'contact', id: others.bert, fields: { need }, ...at } }] },
    ])

    await erased(store, traces)
    expect(await store.record('contact', others.bert)).toMatchObject({ need })
    await erased(store, await store.tracesOf({ ...person, ids: traces.person.ids }))
    expect(await store.record('contact', others.bert)).toMatchObject({ need: 'Now also knows …' })
  })
})
