import { afterEach, expect, test, vi } from 'vitest'
import type { Language } from '../../shared/words.ts'
import { setUp } from '../http/setup.ts'
import { newApp, setupBody } from '../testing/test-app.ts'
import type { DemoPlace } from './demo-cast.ts'
import { thePast } from './demo-past.ts'

/** A month is lived through each time; on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 90_000 })

async function demo(language: Language) {
  const app = await newApp()
  const admin = await setUp({ ...setupBody, language, demo: true }, app.parts)
  await app.parts.jobs.idle()
  const all = async (entity: string) => (await app.store.list({ entity, limit: 1_000, now: new Date() })).items
  return { app, admin, all }
}

afterEach(() => vi.useRealTimers())

test.each([
  ['en', '2028-02-29T07:00:00Z'],
  ['ru', '2026-12-06T22:50:00Z'],
] as const)('the demo company (%s, made at %s) has a year behind it, and leaves enough to decide and to do', async (language, time) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) })
  const { app, admin, all } = await demo(language)

  expect(await app.store.jobs(null)).toMatchObject([{ kind: 'demo', state: 'done', done: 100, total: 100 }])
  for (const [entity, least] of Object.entries({
    company: 60,
    contact: 105,
    order: 300,
    invoice: 300,
    deal: 55,
    message: 40,
    purchaseCycle: 30,
  })) {
    expect(await app.store.count(entity, { all: [] }, new Date()), entity).toBeGreaterThanOrEqual(least)
  }
  const pending = (await app.store.suggestions({ statuses: ['pending'], limit: 100 })).items
  expect(pending.length).toBeGreaterThanOrEqual(8)
  expect(new Set(pending.map(({ workflow }) => workflow)).size).toBeGreaterThanOrEqual(2)
  const mine = pending.filter(({ assignee }) => assignee === admin)
  expect(mine.map(({ workflow }) => workflow)).toEqual(expect.arrayContaining(['reply-ask-chase', 'won-deal', 'periodic-order']))
  for (const entity of ['segment', 'note']) expect((await all(entity)).length, entity).toBeGreaterThanOrEqual(4)
  const open = (await all('task')).filter(({ state }) => state === 'open')
  expect(open.some(({ dueAt }) => String(dueAt) < new Date().toISOString())).toBe(true)
  expect((await app.store.workflows()).map(({ state }) => state)).toEqual(Array(6).fill('live'))
  const { items: runs } = await app.store.listRuns({ limit: 1_000 })
  expect(runs.flatMap(({ positions }) => positions).filter(({ state }) => state === 'parked')).toEqual([])
})

test('nobody of the demo can be written to in earnest, nobody of its team can sign in, and it comes only once', async () => {
  const { app, all, admin } = await demo('en')

  const addresses = [...(await all('contact')), ...(await all('user')).filter(({ id }) => id !== admin)].map(({ email }) => String(email))
  expect(addresses.filter((address) => !/\.(test|example)$/.test(address))).toEqual([])
  expect((await all('user')).filter(({ id, passwordHash }) => id !== admin && passwordHash)).toEqual([])
  await app.parts.jobs.start({ kind: 'demo', title: { code: 'job-demo' }, user: null, input: {} })
  await app.parts.jobs.idle()
  expect(await all('contact')).toHaveLength(addresses.length - 7)
})

test('both scripts are met, and what the flows write for the team is in the language of the installation', async () => {
  const { all } = await demo('ru')

  const names = (await all('contact')).map(({ lastName }) => String(lastName))
  expect(names.some((name) => /^[A-Z]/.test(name))).toBe(true)
  expect(names.some((name) => /^[А-Я]/.test(name))).toBe(true)
  expect((await all('task')).map(({ title }) => String(title)).filter((title) => !/[а-яё]/i.test(title))).toEqual([])
})

test('after it the clock shows the time of here: a call from outside begins a run now', async () => {
  const { app } = await demo('en')
  const before = Date.now()

  const reply = await app.stranger.post('/hooks/demo-site', { name: 'Anna Weber', email: 'anna@client.example' })
  await app.parts.engine.pump.idle()

  expect(reply.status).toBe(202)
  const { items } = await app.store.listRuns({ workflow: 'reply-ask-chase', limit: 100 })
  const [newest] = items.filter(({ run }) => run.event?.id === reply.body.event)
  expect(newest?.run.startedAt.getTime()).toBeGreaterThanOrEqual(before)
})

test('the past is the same each time it is told', () => {
  const place: DemoPlace = {
    now: new Date('2026-03-02T09:00:00Z'),
    start: new Date('2026-01-31T09:00:00Z'),
    language: 'en',
    currency: 'EUR',
    zone: 'UTC',
    admin: 'admin',
    departments: { sales: 'sales', accounting: 'accounting', support: 'support' },
    company: 'Kolibri',
    pipelines: { sales: 'sales', partner: 'partner' },
    stages: {
      new: 'new',
      qualified: 'qualified',
      offer: 'offer',
      won: 'won',
      lost: 'lost',
      'partner-new': 'partner-new',
      'partner-talks': 'partner-talks',
      'partner-signed': 'partner-signed',
    },
  }

  expect(thePast(place)).toEqual(thePast(place))
})
