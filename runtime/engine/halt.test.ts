import { expect, onTestFinished, test } from 'vitest'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { decide } from './decide.ts'
import { pauseRun } from './edit-run.ts'
import { setHalt } from './halt.ts'

const vera = { id: 'vera', name: 'Vera' }
const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const note = { type: 'crm.note', params: { text: ['was here'] } }
const letter = {
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal' },
}
const chasing = aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P1D' } }, write: letter }, [
  'form -> wait',
  'wait -> write',
])
/** Letters of this flow leave only at night, so the outbox keeps them during the day. */
const nightly = aWorkflow({ form, write: { ...letter, common: { window: { calendar: 'night' } } } }, ['form -> write'])

async function world(workflow: typeof chasing): Promise<World> {
  const here = await aWorld({ workflows: [workflow] })
  onTestFinished(() => here.close())
  await here.creates('calendar', 'night', { key: 'night', name: 'Night', zone: 'UTC', hours: everyDay('22:00', '23:00'), holidays: [] })
  return here
}

const everyDay = (from: string, to: string) => Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [[from, to]]]))

async function halt(here: World, paused: boolean) {
  const { value } = await here.engine.pump.perform(setHalt(paused, vera))
  await here.engine.pump.idle()
  return value
}

test('while everything is paused nobody starts, goes on or is written to, and afterwards everything happens once', async () => {
  const here = await world(chasing)
  await here.happens('form-submitted', { form: 'website' })

  await halt(here, true)
  await here.passes('P2D')
  await here.happens('form-submitted', { form: 'website' })
  const held = { sent: here.sent.length, runs: (await here.runs()).length }
  await halt(here, false)
  const letGo = { sent: here.sent.length, runs: (await here.runs()).length }
  await here.passes('P2D')

  expect(held).toEqual({ sent: 0, runs: 1 })
  expect(letGo).toEqual({ sent: 1, runs: 2 })
  expect(here.sent).toHaveLength(2)
})

test('the switch outlasts the process, and names who paused first', async () => {
  const here = await world(chasing)
  const first = await halt(here, true)
  await here.happens('form-submitted', { form: 'website' })

  await here.restarts()
  await here.passes('P2D')
  const again = await halt(here, true)
  const held = (await here.runs()).length
  const open = await halt(here, false)
  await here.passes('P2D')

  expect(first).toEqual({ user: 'vera', name: 'Vera', at: '2026-03-02T09:00:00.000Z' })
  expect(again).toEqual(first)
  expect([held, open, here.sent.length]).toEqual([0, null, 1])
})

test('events that came while everything was paused are heard in their order, each once', async () => {
  const here = await world(aWorkflow({ form, note }, ['form -> note']))
  await halt(here, true)

  for (let count = 0; count < 5; count++) await here.happens('form-submitted', { form: 'website' })
  await halt(here, false)
  await halt(here, true)
  await halt(here, false)

  expect(await here.runs()).toHaveLength(5)
  expect(await here.store.pendingEvents(100)).toEqual([])
})

test('a decision can be made while everything is paused; it is carried out afterwards', async () => {
  const here = await world(aWorkflow({ form, set: { ...set('city', 'asked'), mode: 'suggest' } }, ['form -> set']))
  await here.happens('form-submitted', { form: 'website' })
  const [one] = await here.suggestions()
  await halt(here, true)

  await here.engine.pump.perform(decide(one?.id ?? '', { kind: 'approve', hash: one?.hash ?? '' }, vera))
  await here.passes('PT1H')
  const held = await here.record('contact', 'anna')
  await halt(here, false)

  expect(held).toMatchObject({ city: null })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'asked' })
})

test.each([
  ['everything', (here: World, paused: boolean) => halt(here, paused)],
  ['the workflow', (here: World, paused: boolean) => here.publishes(nightly, paused ? 'paused' : 'live')],
  ['the run', async (here: World, paused: boolean) => pause(here, paused)],
])('a queued letter stays here while %s is paused, and leaves once afterwards', async (_, switchTo) => {
  const here = await world(nightly)
  await here.happens('form-submitted', { form: 'website' })

  await switchTo(here, true)
  await here.passes('P2D')
  const held = here.sent.length
  await switchTo(here, false)
  await here.passes('P2D')

  expect(held).toBe(0)
  expect(here.sent).toHaveLength(1)
})

async function pause(here: World, paused: boolean): Promise<void> {
  const [one] = await here.runs()
  await here.engine.pump.perform(pauseRun(one?.run.id ?? '', paused, vera))
  await here.engine.pump.idle()
}
