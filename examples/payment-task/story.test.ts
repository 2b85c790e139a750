import { expect, test } from 'vitest'
import { closeTask } from '../../runtime/crm/close-task.ts'
import { exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'
import type { Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'

const workflow = exampleWorkflow('payment-task')

test('the day after an invoice was due, accounting is asked for the payment number', async () => {
  const world = await anInvoice()

  await until(world, '2026-03-05T08:59:00Z')
  expect(await world.records('task')).toEqual([])
  await until(world, '2026-03-05T09:00:00Z')

  expect(await world.records('task')).toMatchObject([
    { title: 'Has invoice 77 been paid?', owner: 'nikita', invoice: 'invoice', contact: 'anna', resultKind: 'payment', state: 'open' },
  ])
  await world.close()
})

test('it reminds on every working day, never at the weekend, and tells the head of the department once', async () => {
  const world = await anInvoice()

  await until(world, '2026-03-16T12:00:00Z')

  expect(await toldOn(world, 'nikita')).toEqual([
    '2026-03-06',
    '2026-03-09',
    '2026-03-10',
    '2026-03-11',
    '2026-03-12',
    '2026-03-13',
    '2026-03-16',
  ])
  expect(await toldOn(world, 'vera')).toEqual(['2026-03-12'])
  expect(await world.records('task')).toMatchObject([{ reminders: 7, state: 'open' }])
  await world.close()
})

test('a slot is used once, however often the program is started again', async () => {
  const world = await anInvoice()

  for (const day of ['05', '06', '07', '09', '10', '12']) {
    await until(world, `2026-03-${day}T09:00:00Z`)
    await world.restarts()
  }

  expect(await toldOn(world, 'nikita')).toEqual(['2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'])
  expect(await toldOn(world, 'vera')).toEqual(['2026-03-12'])
  await world.close()
})

test('it closes with a payment number and with nothing else; the payment is recorded and the invoice is paid', async () => {
  const world = await anInvoice()
  await until(world, '2026-03-06T10:00:00Z')

  await expect(closes(world, null)).rejects.toThrow()
  await expect(closes(world, { number: ' ', amount: euros(900), paidOn: '2026-03-06' })).rejects.toThrow()
  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'open' })

  await closes(world, { number: 'P-4711', amount: euros(900), paidOn: '2026-03-06' })
  await world.passes('P10D')

  expect(await world.records('task')).toMatchObject([{ state: 'done', result: { number: 'P-4711' } }])
  expect(await world.records('payment')).toMatchObject([{ number: 'P-4711', invoice: 'invoice', contact: 'anna' }])
  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'paid', paid: euros(900) })
  expect(await toldOn(world, 'nikita')).toEqual(['2026-03-06'])
  expect((await world.records('notification')).filter(({ owner }) => owner === 'valera').map(({ text }) => text)).toEqual([
    'The money for invoice 77 is there: €900.00.',
  ])
  await world.close()
})

test('money that comes in two parts is added up', async () => {
  const world = await anInvoice()

  await pays(world, 'first', 300)
  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'partly-paid', paid: euros(300) })
  await Promise.all([pays(world, 'second', 200), pays(world, 'third', 400)])

  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'paid', paid: euros(900) })
  await world.close()
})

test('a payment that somebody recorded elsewhere takes the task back', async () => {
  const world = await anInvoice()
  await until(world, '2026-03-06T10:00:00Z')

  await pays(world, 'P-4711', 900)
  await world.passes('P10D')

  expect(await world.records('task')).toMatchObject([{ state: 'withdrawn' }])
  expect((await world.records('notification')).map(({ said }) => say(said as unknown as Said, 'en'))).toContain(
    'You need not do “Has invoice 77 been paid?” any more. No longer relevant: payment No P-4711 has come.',
  )
  expect(await toldOn(world, 'nikita')).toHaveLength(1)
  await world.close()
})

test('an invoice paid in time is never asked about', async () => {
  const world = await anInvoice()

  await pays(world, 'P-1', 900)
  await world.passes('P30D')

  expect(await world.records('task')).toEqual([])
  await world.close()
})

/** Anna owes 900 euros until Wednesday; Nikita keeps the accounts, Vera leads the department. */
async function anInvoice(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.creates('department', 'accounting', { key: 'accounting', name: 'Accounting', head: 'nikita' })
  await world.changes('department', 'accounting', { head: 'vera' })
  await world.changes('user', 'nikita', { department: 'accounting' })
  await world.creates('invoice', 'invoice', {
    number: '77',
    amount: euros(900),
    status: 'open',
    contact: 'anna',
    dueOn: '2026-03-04',
    owner: 'valera',
  })
  return world
}

async function closes(world: World, result: unknown): Promise<void> {
  const [task] = await world.records('task')
  if (!task) throw new Error('There is no task')
  const cause = { kind: 'person', id: 'nikita', depth: 0 } as const
  const ops = await closeTask(task, Number(task['revision']), result, { store: world.store, cause, now: world.now(), person: 'nikita' })
  await world.engine.pump.submit({ ops })
  await world.engine.pump.idle()
}

const pays = (world: World, number: string, amount: number) =>
  world.creates('payment', number, { number, amount: euros(amount), paidOn: '2026-03-06', invoice: 'invoice', contact: 'anna' })

/** The days on which somebody was reminded or told that it is late. */
async function toldOn(world: World, user: string): Promise<string[]> {
  const notices = (await world.records('notification')).filter(({ owner, said }) => owner === user && isAboutTime(said))
  return notices.map(({ createdAt }) => String(createdAt).slice(0, 10)).sort()
}

const isAboutTime = (said: unknown): boolean => ['task-reminder', 'task-overdue', 'task-escalated'].includes((said as Said).code)

const euros = (amount: number) => ({ cents: amount * 100, currency: 'EUR' })
