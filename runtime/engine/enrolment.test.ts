/** Who may enter a flow: every policy, with and without a key and a cooldown, against everything that may have happened before. */
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { say } from '../../shared/say.ts'
import { add } from '../../shared/time.ts'
import type { Enrolment } from '../../shared/workflow.ts'
import { newId } from '../store/ids.ts'
import type { Op, Store } from '../store/port.ts'
import { onBothStores } from '../testing/both-stores.ts'
import { theCompany } from '../testing/the-company.ts'
import { aWorkflow, aWorld, is, publication, thePeople } from '../testing/world.ts'
import { type ManualClock, manualClock } from './clock.ts'
import { cancelRun } from './edit-run.ts'
import { type Engine, openEngine, turnClock } from './engine.ts'

const policies = ['once', 'one-at-a-time', 'every-time'] as const
const cooldowns = [null, 'P2D'] as const
const befores = ['nothing', 'inside', 'goal', 'exit', 'stopped by a person', 'a refusal', 'cooldown nearly over', 'cooldown over'] as const

type Before = (typeof befores)[number]

/** What the author chose, and what had happened when the second event came: for the same key, another one, or without keys. */
interface Case {
  readonly policy: Enrolment['policy']
  readonly cooldown: string | null
  readonly key: 'none' | 'same' | 'other'
  readonly before: Before
}

const allCases: readonly Case[] = policies.flatMap((policy) =>
  cooldowns.flatMap((cooldown) =>
    (['none', 'same', 'other'] as const).flatMap((key) => befores.map((before) => ({ policy, cooldown, key, before }))),
  ),
)

/** The rules in a few lines: what becomes of the second event. */
function expected({ policy, cooldown, key, before }: Case): string {
  if (key === 'other' || before === 'nothing') return 'begins'
  if (policy === 'once') return 'not-enrolled-once'
  if (before === 'inside') return policy === 'one-at-a-time' ? 'not-enrolled-inside' : 'begins'
  return cooldown && before !== 'cooldown over' ? 'not-enrolled-cooldown' : 'begins'
}

const nameOf = ({ policy, cooldown, key }: Pick<Case, 'policy' | 'cooldown' | 'key'>) =>
  `${policy}-${cooldown ?? 'now'}-${key === 'none' ? 'plain' : 'keyed'}`
const contactOf = (one: Case) => `c${allCases.indexOf(one)}`

function flowOf(one: Case) {
  const form = { type: 'trigger.form', params: { form: nameOf(one) } }
  const { policy, cooldown, key } = one
  const enrolment = { policy, cooldown, ...(key === 'none' ? {} : { key: 'event.order' }) }
  const settings = { enrolment, goal: is('city', 'goal'), exit: is('city', 'exit') }
  return { ...aWorkflow({ form, wait: { type: 'wait.delay', params: { duration: 'P50D' } } }, ['form -> wait'], settings), id: nameOf(one) }
}

/** An engine over a store, which can be killed and started anew. */
async function engineOver(store: Store, clock: ManualClock): Promise<Engine> {
  const engine = openEngine({
    store,
    clock,
    nodeTypes: () => nodeTypes,
    company: () => theCompany,
    graceMs: () => 0,
    deliverers: [],
    onError: (error) => console.error(error),
  })
  await engine.start()
  await engine.pump.idle()
  return engine
}

const formEvent = (one: Case, at: Date, order: string): Op => {
  const event: CrmEvent = {
    id: newId(),
    kind: 'form-submitted',
    at,
    about: contactOf(one),
    records: { contact: contactOf(one) },
    fields: { form: nameOf(one), order },
    cause: { kind: 'outside', id: null, depth: 0 },
  }
  return { op: 'event', event, state: 'pending' }
}

const person = (id: string, at: Date, fields: { readonly city?: string } = {}, change: 'create' | 'update' = 'create'): Op => ({
  op: 'change',
  change: { change, entity: 'contact', id, revision: null, fields, cause: { kind: 'person', id: 'vera', depth: 0 }, at },
})

onBothStores((aStore) => {
  test('the second event begins a run, or is turned away with its reason, as policy, key and cooldown say', async () => {
    const [store, clock] = [await aStore(), manualClock(new Date('2026-03-02T09:00:00Z'))]
    // The rules are the same code over both; of PostgreSQL, which is slow in a test, its answers about keys are wanted.
    const cases = store.dialect === 'sqlite' ? allCases : allCases.filter(({ key, cooldown }) => key === 'same' && cooldown)
    const flows = [...new Map(cases.map((one) => [nameOf(one), flowOf(one)])).values()]
    const people = cases.map((one) => person(contactOf(one), clock.now()))
    await store.commit(
      [...thePeople(clock.now()), ...flows.flatMap((flow) => publication(flow, 'live', 1, clock.now())), ...people].map((op) => ({
        ops: [op],
      })),
    )
    let engine = await engineOver(store, clock)
    const submit = (ops: readonly Op[]) => Promise.all(ops.map((op) => engine.pump.submit({ ops: [op] }))).then(() => engine.pump.idle())
    const arrive = (chosen: readonly Case[], order: (one: Case) => string) =>
      submit(chosen.map((one) => formEvent(one, clock.now(), order(one))))
    const those = (...names: readonly Before[]) => cases.filter(({ before }) => names.includes(before))
    const leaveBy = async (city: string, chosen: readonly Case[]) => {
      await submit(chosen.map((one) => person(contactOf(one), clock.now(), { city }, 'update')))
      await submit(chosen.map((one) => person(contactOf(one), clock.now(), { city: 'elsewhere' }, 'update')))
    }
    const second = ({ key }: Case) => (key === 'other' ? 'B' : 'A')

    await arrive(
      cases.filter(({ before }) => before !== 'nothing'),
      () => 'A',
    )
    await turnClock(engine, clock, add(clock.now(), 'PT1H'))
    await leaveBy('goal', those('goal', 'a refusal', 'cooldown nearly over', 'cooldown over'))
    await leaveBy('exit', those('exit'))
    for (const one of those('stopped by a person')) {
      const [run] = (await store.listRuns({ subject: contactOf(one), limit: 1 })).items
      await engine.pump.perform(cancelRun(run?.run.id ?? '', { id: 'vera', name: 'Vera' }))
    }
    const left = clock.now()
    await engine.close()
    engine = await engineOver(store, clock)
    onTestFinished(() => engine.close())

    await turnClock(engine, clock, add(left, 'PT1H'))
    await arrive(those('nothing', 'inside', 'goal', 'exit', 'stopped by a person'), second)
    // Whoever is turned away once is turned away for the same reason again: the first refusal neither counts nor prolongs.
    const turnedAway = those('a refusal').filter((one) => expected(one) !== 'begins')
    await arrive(turnedAway, second)
    await arrive(those('a refusal'), second)
    await turnClock(engine, clock, new Date(add(left, 'P2D').getTime() - 1))
    await arrive(those('cooldown nearly over'), second)
    await turnClock(engine, clock, add(left, 'P2D'))
    await arrive(those('cooldown over'), second)

    const runs = (await store.listRuns({ limit: 10_000 })).items.map(({ run }) => run)
    const came = cases.map((one) => {
      const [last] = runs.filter(({ subject }) => subject === contactOf(one))
      const refused = last?.ended?.code.startsWith('not-enrolled')
      return { ...one, came: refused ? last?.ended?.code : 'begins', words: refused && last?.ended ? say(last.ended, 'en') !== '' : true }
    })
    expect(came).toEqual(cases.map((one) => ({ ...one, came: expected(one), words: true })))
  })

  test.each([
    { policy: 'once', cooldown: null, begun: 1 },
    { policy: 'one-at-a-time', cooldown: null, begun: 2 },
    { policy: 'every-time', cooldown: 'P2D', begun: 1 },
    { policy: 'every-time', cooldown: null, begun: 2 },
  ] as const)(
    'two events at once come to the same as one after the other: $policy, cooldown $cooldown',
    async ({ policy, cooldown, begun }) => {
      const [store, clock] = [await aStore(), manualClock(new Date('2026-03-02T09:00:00Z'))]
      const one: Case = { policy, cooldown, key: 'none', before: 'nothing' }
      const at = allCases.findIndex((each) => nameOf(each) === nameOf(one))
      const same = allCases[at] ?? one
      const flow = { ...flowOf(same), edges: [] }
      await store.commit([...publication(flow, 'live', 1, clock.now()), person(contactOf(same), clock.now())].map((op) => ({ ops: [op] })))
      const engine = await engineOver(store, clock)
      onTestFinished(() => engine.close())

      await Promise.all([1, 2].map(() => engine.pump.submit({ ops: [formEvent(same, clock.now(), 'A')] })))
      await engine.pump.idle()

      const codes = (await store.listRuns({ limit: 10 })).items.map(({ run }) => run.ended?.code)
      expect(codes.filter((code) => code === 'reached-end')).toHaveLength(begun)
      expect(codes).toHaveLength(2)
    },
  )

  test('who enters while another process lets the same one in is asked again', async () => {
    const [store, clock] = [await aStore(), manualClock(new Date('2026-03-02T09:00:00Z'))]
    const one = allCases.find(({ policy, cooldown, key }) => policy === 'one-at-a-time' && !cooldown && key === 'none')
    if (!one) throw new Error('There is no such case')
    await store.commit(
      [...publication(flowOf(one), 'live', 1, clock.now()), person(contactOf(one), clock.now())].map((op) => ({ ops: [op] })),
    )
    const other = await engineOver(store, clock)
    let isFirst = true
    // Between the question and the commit the other process lets them in.
    const slow: Store = {
      ...store,
      enrolments: async (wanted) => {
        const found = await store.enrolments(wanted)
        if (isFirst && wanted.length > 0) {
          isFirst = false
          await other.pump.submit({ ops: [formEvent(one, clock.now(), 'A')] })
        }
        return found
      },
    }
    const engine = await engineOver(slow, clock)
    onTestFinished(() => Promise.all([engine.close(), other.close()]).then(() => {}))

    await engine.pump.submit({ ops: [formEvent(one, clock.now(), 'A')] })
    await engine.pump.idle()

    const codes = (await store.listRuns({ limit: 10 })).items.map(({ run }) => run.ended?.code ?? 'inside')
    expect(codes.toSorted()).toEqual(['inside', 'not-enrolled-inside'])
  })
})

test('where an operator approves whom a run is about, the policy is asked then', async () => {
  const hook = { type: 'trigger.webhook', params: { hook: 'shop' } }
  const params = {
    entity: 'contact',
    email: [{ ref: 'event.body.email' }],
    fields: [{ field: 'city', value: [{ ref: 'event.body.city' }] }],
  }
  const upsert = { type: 'crm.upsert', mode: 'suggest' as const, params }
  const flow = aWorkflow(
    { hook, upsert, wait: { type: 'wait.delay', params: { duration: 'P1D' } } },
    ['hook -> upsert', 'upsert -> wait'],
    {
      subject: null,
      enrolment: { policy: 'one-at-a-time' },
    },
  )
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  for (const city of ['Berlin', 'Perm'])
    await here.happens('webhook-received', { hook: 'shop', body: { email: 'anna@client.example', city } }, {})

  // What the second shows is otherwise once the first is carried out: it is looked at again.
  for (const _ of ['Berlin', 'Perm']) {
    for (const suggestion of await here.suggestions('pending')) await here.decides(suggestion, { kind: 'approve' })
    await here.passes('PT1M')
  }

  expect((await here.runs()).map(({ run }) => run.ended?.code ?? 'inside').toSorted()).toEqual(['inside', 'not-enrolled-inside'])
})
