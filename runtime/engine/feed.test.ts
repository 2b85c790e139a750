import { expect, onTestFinished, test, vi } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { newId } from '../store/ids.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import { Feed } from './feed.ts'
import { unheard } from './hearing.ts'

const at = new Date('2026-03-02T09:00:00Z')

const anEvent = (id: string, hook: string, contact = 'anna'): CrmEvent => ({
  id,
  kind: 'webhook-received',
  at,
  about: contact,
  records: { contact },
  fields: { hook },
  cause: { kind: 'outside', id: hook, depth: 0 },
})

const idsOf = (taken: readonly { readonly event: CrmEvent }[]) => taken.map(({ event }) => event.id)

test('what comes from few is taken in the order in which it came', () => {
  const feed = new Feed()
  for (const [id, hook] of [
    ['1', 'a'],
    ['2', 'a'],
    ['3', 'b'],
    ['4', 'a'],
  ] as const)
    feed.push(unheard(anEvent(id, hook)))

  const taken = feed.take(10)
  feed.push(unheard(anEvent('5', 'a')))
  feed.giveBack(taken)

  expect(idsOf(taken)).toEqual(['1', '2', '3', '4'])
  expect(idsOf(feed.take(10))).toEqual(['1', '2', '3', '4', '5'])
})

test('a flood from one source leaves the others their part of every turn', () => {
  const feed = new Feed()
  for (let index = 0; index < 4_000; index++) feed.push(unheard(anEvent(`flood-${index}`, 'flood')))
  for (let index = 0; index < 10; index++) feed.push(unheard(anEvent(`other-${index}`, 'other')))

  expect(idsOf(feed.take(500)).filter((id) => id.startsWith('other'))).toHaveLength(10)
})

test('hundreds of thousands of pending events pass through a feed that holds some thousand, each once and in order', async () => {
  const count = Number(process.env['FLOOD'] ?? 200_000)
  let head = 0
  const name = (index: number) => `e${index}`
  const store = {
    async pendingEvents(limit: number, after?: string | null) {
      const from = Math.max(head, after == null ? 0 : Number(after.slice(1)) + 1)
      return Array.from({ length: Math.max(0, Math.min(limit, count - from)) }, (_, index) => anEvent(name(from + index), 'flood'))
    },
  }
  const feed = new Feed()
  feed.miss()
  let most = 0
  while (feed.isWanted) {
    await feed.refill(store, new Set())
    most = Math.max(most, feed.length)
    for (const { event } of feed.take(500)) if (event.id !== name(head++)) throw new Error(`${event.id} came as number ${head - 1}`)
  }

  expect(head).toBe(count)
  expect(most).toBeLessThanOrEqual(5_000)
})

test('after a restart with a flood pending, another hook is heard within a few turns', async () => {
  const hears = (id: string) => ({
    ...aWorkflow(
      { came: { type: 'trigger.webhook', params: { hook: id } }, score: { type: 'crm.score', params: { points: 1, reason: ['came'] } } },
      ['came -> score'],
    ),
    id,
  })
  const here = await aWorld({ workflows: [hears('flood'), hears('other')] })
  onTestFinished(() => here.close())
  await here.creates('contact', 'boris', { firstName: 'Boris' })
  const flood = Array.from({ length: 12_000 }, () => anEvent(newId(), 'none'))
  const others = [anEvent(newId(), 'other', 'boris')]
  await here.store.commit([{ ops: [...flood, ...others].map((event) => ({ op: 'event', event, state: 'pending' })) }])
  const count = async () => (await here.store.pendingEvents(20_000)).length

  await here.engine.close()
  const restarted = here.restarts()
  const isHeard = async () => (await here.store.record('contact', 'boris').catch(() => null))?.['score'] === 1
  await vi.waitUntil(isHeard, { timeout: 15_000, interval: 5 })
  const pendingWhenHeard = await count()
  await restarted

  expect(pendingWhenHeard).toBeGreaterThan(5_000)
  expect(await count()).toBe(0)
})

test('what is erased with its person is not heard any more, and others of its source keep their places', () => {
  const feed = new Feed()
  for (const [id, hook] of [
    ['1', 'a'],
    ['2', 'a'],
    ['3', 'b'],
    ['4', 'a'],
  ] as const)
    feed.push(unheard(anEvent(id, hook)))

  feed.drop(new Set(['2', '3']))

  expect([feed.length, feed.has('2'), feed.has('4')]).toEqual([2, false, true])
  expect(idsOf(feed.take(10))).toEqual(['1', '4'])
})
