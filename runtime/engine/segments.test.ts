/** Flows that ask about segments: a segment may be written anew at any time, and whoever waits by it hears of that. */
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const submitted = { form: 'website' }
const anybody = { field: 'firstName', is: 'not-empty' }
const isIn = { segment: 'buyers', is: 'in' } satisfies Rule
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })
const waiting = { wait: { type: 'wait.delay', params: { duration: 'P5D' } }, late: set('late') }

/** A world with the segment of buyers: it asks about those of clients, and of people who have ordered something. */
async function world(workflow: Parameters<typeof aWorkflow>): Promise<World> {
  const here = await aWorld({ workflows: [aWorkflow(...workflow)] })
  onTestFinished(() => here.close())
  const segment = (key: string, rule: Rule) =>
    here.creates('segment', key, { key, name: key, entity: 'contact', rule: rule as unknown as JsonObject })
  await segment('ordered', { some: 'orders' })
  await segment('clients', is('stage', 'client'))
  await segment('buyers', {
    any: [
      { segment: 'ordered', is: 'in' },
      { segment: 'clients', is: 'in' },
    ],
  })
  return here
}

const city = async (here: World) => (await here.record('contact', 'anna'))?.['city']

test('a condition asks about a segment by its key, whatever it is called by then', async () => {
  const here = await world([
    { form, ask: { type: 'logic.if', params: { condition: isIn } }, yes: set('inside'), no: set('outside') },
    ['form -> ask', 'ask:yes -> yes', 'ask:no -> no'],
    { enrolment: { policy: 'every-time' } },
  ])
  await here.changes('segment', 'buyers', { name: 'Best clients' })

  await here.happens('form-submitted', submitted)
  const before = await city(here)
  await here.creates('order', 'o1', { number: '1001', orderedOn: '2026-03-02', contact: 'anna' })
  await here.happens('form-submitted', submitted)

  expect([before, await city(here)]).toEqual(['outside', 'inside'])
})

test.each<[string, string, (here: World) => Promise<void>]>([
  ['a field that it compares changes', 'clients', (here) => here.changes('contact', 'anna', { stage: 'client' })],
  ['a related record appears', 'buyers', (here) => here.creates('order', 'o1', { number: '1', orderedOn: '2026-03-02', contact: 'anna' })],
  ['its rule is written anew', 'clients', (here) => here.changes('segment', 'clients', { rule: anybody })],
  ['one that it asks about is written anew', 'buyers', (here) => here.changes('segment', 'clients', { rule: anybody })],
])('whoever comes into the segment of an exit leaves the flow: %s', async (_, segment, happens) => {
  const here = await world([{ form, ...waiting }, ['form -> wait', 'wait -> late'], { exit: { segment, is: 'in' } }])
  await here.happens('form-submitted', submitted)

  await happens(here)

  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'exit' } }, positions: [] }])
})

test('a goal is reached, and a stretch ends, by coming into a segment', async () => {
  const here = await world([
    {
      form,
      goal: { type: 'logic.goal', params: { goal: isIn } },
      while: { type: 'logic.relevance', params: { condition: { segment: 'buyers', is: 'not-in' } } },
      ...waiting,
      reached: set('reached'),
    },
    ['form -> goal', 'goal -> while', 'while -> wait', 'wait -> late', 'goal:reached -> reached'],
  ])
  await here.happens('form-submitted', submitted)

  await here.changes('contact', 'anna', { stage: 'client' })

  expect(await city(here)).toBe('reached')
})

test('records are found by the segment that they are in', async () => {
  const here = await world([
    { form, find: { type: 'crm.find', params: { entity: 'contact', where: isIn } }, found: set('found'), none: set('none') },
    ['form -> find', 'find:found -> found', 'find:none -> none'],
    { enrolment: { policy: 'every-time' } },
  ])
  await here.happens('form-submitted', submitted)
  const before = await city(here)
  await here.changes('contact', 'anna', { stage: 'client' })
  await here.happens('form-submitted', submitted)

  expect([before, await city(here)]).toEqual(['none', 'found'])
})

test('a segment that is not there keeps the step for a person, with the reason', async () => {
  const here = await world([{ form, ask: { type: 'logic.if', params: { condition: { segment: 'gone', is: 'in' } } } }, ['form -> ask']])

  await here.happens('form-submitted', submitted)

  const problem = { code: 'parked-error', with: { reason: { code: 'rule-unknown-segment', with: { segment: 'gone' } } } }
  expect(await here.runs()).toMatchObject([{ positions: [{ state: 'parked', problem }] }])
})
