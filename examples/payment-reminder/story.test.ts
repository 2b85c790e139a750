import { expect, test } from 'vitest'
import { approvesAll, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'
import type { Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'

const workflow = exampleWorkflow('payment-reminder')

test.each([{ restarting: false }, { restarting: true }])(
  'who does not pay is reminded before and after the due day, and then called, each once (restarting: $restarting)',
  async ({ restarting }) => {
    const world = await anInvoice()
    const reaches = async (instant: string) => {
      await until(world, instant)
      if (restarting) await world.restarts()
      await approvesAll(world)
    }

    await reaches('2026-03-09T09:05:00Z')
    expect(subjects(world)).toEqual(['Invoice 77: due on 12 March 2026'])
    await reaches('2026-03-14T09:05:00Z')
    expect(subjects(world)).toEqual(['Invoice 77: due on 12 March 2026', 'Invoice 77 is still open'])
    await reaches('2026-03-19T09:05:00Z')
    await reaches('2026-03-20T09:05:00Z')

    expect(world.sent.map(({ frozen }) => frozen?.from.name)).toEqual(['Valera', 'Valera'])
    expect(await world.records('task')).toMatchObject([
      { title: 'Invoice 77: agree on a day with Anna', owner: 'valera', invoice: 'invoice', resultKind: 'date', state: 'open' },
    ])
    await world.close()
  },
)

test('the money comes after the first letter: the second is not sent, and the run says why', async () => {
  const world = await anInvoice()
  await until(world, '2026-03-09T09:05:00Z')
  await approvesAll(world)

  await pays(world, 'P-4711', 900)
  await world.passes('P60D')

  expect(subjects(world)).toHaveLength(1)
  expect(await world.records('task')).toEqual([])
  const [run] = await world.runs()
  const trail = await world.trail(run?.run.id ?? '')
  expect(run?.run.state).toBe('finished')
  expect(trail.at(-1)).toMatchObject({ node: 'unpaid', outcome: 'leave:withdrawn' })
  expect(say(trail.at(-1)?.detail['why'] as unknown as Said, 'en')).toBe('No longer relevant: payment No P-4711 has come.')
  await world.close()
})

test('the money comes while the second letter waits for approval: it is taken back, and cannot be approved any more', async () => {
  const world = await anInvoice()
  await until(world, '2026-03-09T09:05:00Z')
  await approvesAll(world)
  await until(world, '2026-03-14T10:00:00Z')
  const [waiting] = await world.suggestions('pending')

  await pays(world, 'P-4711', 900)

  expect((await world.suggestions('withdrawn')).map(({ reason }) => say(reason as Said, 'en'))).toEqual([
    'No longer relevant: payment No P-4711 has come.',
  ])
  expect(waiting && (await world.decides(waiting, { kind: 'approve' }))).toMatchObject({ ok: false, problem: 'withdrawn' })
  await world.close()
})

test('who pays a part is reminded of the rest', async () => {
  const world = await anInvoice()
  await pays(world, 'P-1', 300)

  await until(world, '2026-03-14T09:05:00Z')

  expect((await world.suggestions()).map(({ status }) => status).sort()).toEqual(['expired', 'pending'])
  await world.close()
})

test('a due date that is moved moves the letter that waits', async () => {
  const world = await anInvoice()
  await until(world, '2026-03-09T09:05:00Z')
  await approvesAll(world)

  await world.changes('invoice', 'invoice', { dueOn: '2026-03-20' })
  await until(world, '2026-03-22T08:00:00Z')
  expect(await world.suggestions('pending')).toEqual([])
  await until(world, '2026-03-22T09:05:00Z')

  expect(await world.suggestions('pending')).toHaveLength(1)
  await world.close()
})

test('while the manager is away their letters stay theirs to decide, and go out in the name of the deputy', async () => {
  const world = await anInvoice()
  await world.changes('user', 'valera', { absentUntil: '2026-03-31', deputy: 'nikita' })

  await until(world, '2026-03-09T09:05:00Z')
  expect(await world.suggestions('pending')).toMatchObject([{ assignee: 'valera' }])
  await approvesAll(world)

  expect(world.sent[0]?.frozen?.from.name).toBe('Nikita')
  await world.close()
})

/** Anna owes 900 euros until Thursday of next week. */
async function anInvoice(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  const fields = { number: '77', amount: euros(900), status: 'open', contact: 'anna', dueOn: '2026-03-12', owner: 'valera' }
  await world.creates('invoice', 'invoice', fields)
  return world
}

const subjects = (world: World) => world.sent.map(({ subject }) => subject)

const pays = (world: World, number: string, amount: number) =>
  world.creates('payment', number, { number, amount: euros(amount), paidOn: '2026-03-10', invoice: 'invoice', contact: 'anna' })

const euros = (amount: number) => ({ cents: amount * 100, currency: 'EUR' })
