import { expect, test } from 'vitest'
import { closes, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'
import type { Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'

const workflow = exampleWorkflow('payment-task')

test('when a deal is won, accounting is asked by sales for the payment number, with the amount and the day it is due', async () => {
  const world = await aDeal()
  await isInvoiced(world)

  await isWon(world)

  expect(await world.records('task')).toMatchObject([
    {
      title: 'Has invoice 77 been paid?',
      text: expect.stringContaining('Amount: €900.00, paid so far: nothing\nTo be paid by: 4 March 2026'),
      owner: 'nikita',
      fromDepartment: 'sales',
      dueAt: '2026-03-04T18:00:00.000Z',
      deal: 'deal',
      invoice: 'invoice',
      contact: 'anna',
      resultKind: 'payment',
      state: 'open',
    },
  ])
  await world.close()
})

test('where no invoice has been written, accounting is asked for one, and need not say so when it is there', async () => {
  const world = await aDeal()
  await isWon(world)
  expect(await world.records('task')).toMatchObject([
    { title: 'Issue the invoice for Two ovens', owner: 'nikita', fromDepartment: 'sales', state: 'open' },
  ])

  await world.passes('P1D')
  await isInvoiced(world)

  expect(await world.records('task')).toMatchObject([
    { title: 'Issue the invoice for Two ovens', state: 'withdrawn' },
    { title: 'Has invoice 77 been paid?', state: 'open' },
  ])
  await world.close()
})

test('a tick does not do instead of the invoice: accounting is asked again', async () => {
  const world = await aDeal()
  await isWon(world)
  await world.passes('PT1H')

  await closes(world, null)

  expect((await world.records('task')).map(({ state }) => state)).toEqual(['done', 'open'])
  await world.close()
})

test('from the due day on it reminds on every working day, never at the weekend, and tells the head of the department once', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)

  await until(world, '2026-03-16T12:00:00Z')

  expect(await toldOn(world, 'nikita')).toEqual([
    '2026-03-04',
    '2026-03-05',
    '2026-03-06',
    '2026-03-09',
    '2026-03-10',
    '2026-03-11',
    '2026-03-12',
    '2026-03-13',
    '2026-03-16',
  ])
  expect(await toldOn(world, 'vera')).toEqual(['2026-03-09'])
  expect(await world.records('task')).toMatchObject([{ reminders: 9, state: 'open' }])
  await world.close()
})

test('a slot is used once, however often the program is started again, and what was missed meanwhile comes once', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)

  for (const day of ['04', '05', '07', '09', '10']) {
    await until(world, `2026-03-${day}T09:00:00Z`)
    await world.restarts()
  }
  await world.restarts('2026-03-13T12:00:00Z')

  expect(await toldOn(world, 'nikita')).toEqual(['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-13'])
  expect(await toldOn(world, 'vera')).toEqual(['2026-03-09'])
  await world.close()
})

test('it closes with a payment number and with nothing less; the payment is recorded and the debt goes down by exactly that', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)
  await until(world, '2026-03-06T10:00:00Z')
  expect(await debtOf(world)).toBe(900)

  await expect(closes(world, null)).rejects.toThrow()
  await expect(closes(world, { number: ' ', amount: euros(900), paidOn: '2026-03-06' })).rejects.toThrow()
  expect(await debtOf(world)).toBe(900)
  await closes(world, { number: 'P-4711', amount: euros(900), paidOn: '2026-03-06' })
  const reminders = await toldOn(world, 'nikita')
  await world.passes('P10D')

  expect(await world.records('task')).toMatchObject([{ state: 'done', result: { number: 'P-4711' } }])
  expect(await world.records('payment')).toMatchObject([{ number: 'P-4711', invoice: 'invoice', contact: 'anna' }])
  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'paid', paid: euros(900) })
  expect(await debtOf(world)).toBe(0)
  expect(await toldOn(world, 'nikita')).toEqual(reminders)
  expect(await toldToValera(world)).toEqual(['The money for “Two ovens” is there. Everything is paid.'])
  await world.close()
})

test('a number that is recorded already is asked about before it is taken', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)
  await pays(world, 'P-4711', 100)
  const again = { number: 'P-4711', amount: euros(800), paidOn: '2026-03-06' }

  await expect(closes(world, again)).rejects.toMatchObject({ code: 'payment-number-used' })
  expect(await debtOf(world)).toBe(800)
  await closes(world, { ...again, confirm: true })

  expect(await debtOf(world)).toBe(0)
  await world.close()
})

test('who has paid a part is asked for the rest', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)

  await closes(world, { number: 'P-1', amount: euros(300), paidOn: '2026-03-03' })
  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'partly-paid', paid: euros(300) })
  await world.passes('PT1H')
  expect((await world.records('task')).map(({ state, text }) => [state, /paid so far: [^\n]*/.exec(String(text))?.[0]])).toEqual([
    ['done', 'paid so far: nothing'],
    ['open', 'paid so far: €300.00'],
  ])

  await closes(world, { number: 'P-2', amount: euros(600), paidOn: '2026-03-04' })
  await world.passes('P10D')

  expect(await world.record('invoice', 'invoice')).toMatchObject({ status: 'paid', paid: euros(900) })
  expect(await toldToValera(world)).toHaveLength(1)
  await world.close()
})

test('a payment that somebody recorded elsewhere takes the task back', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await isWon(world)
  await until(world, '2026-03-06T10:00:00Z')

  await Promise.all([pays(world, 'P-4711', 300), pays(world, 'P-4712', 600)])
  const reminders = await toldOn(world, 'nikita')
  await world.passes('P10D')

  expect(await world.records('task')).toMatchObject([{ state: 'withdrawn' }])
  const notices = (await world.records('notification')).map(({ said }) => say(said as unknown as Said, 'en'))
  expect(notices.filter((notice) => notice.startsWith('You need not do'))).toEqual([
    expect.stringMatching(/^You need not do “Has invoice 77 been paid\?” any more\. No longer relevant: payment No P-471[12] has come\.$/),
  ])
  expect(await toldOn(world, 'nikita')).toEqual(reminders)
  expect(await toldToValera(world)).toHaveLength(1)
  await world.close()
})

test('a deal that is lost, or was paid before it was won, asks nobody for money', async () => {
  const world = await aDeal()
  await isInvoiced(world)
  await pays(world, 'P-1', 900)

  await world.changes('deal', 'deal', { stage: 'lost' })
  await isWon(world)
  await world.passes('P30D')

  expect(await world.records('task')).toEqual([])
  await world.close()
})

/** Valera offers two ovens to Anna; Nikita keeps the accounts, Vera leads the department. */
async function aDeal(): Promise<World> {
  const world = await aWorld({ workflows: [workflow] })
  await world.creates('department', 'accounting', { key: 'accounting', name: 'Accounting', head: 'vera' })
  await world.changes('user', 'nikita', { department: 'accounting' })
  await world.creates('pipeline', 'sales-pipeline', { key: 'sales', name: 'Sales' })
  for (const [position, kind] of ['open', 'won', 'lost'].entries())
    await world.creates('stage', kind, { key: kind, name: kind, kind, position, pipeline: 'sales-pipeline' })
  const agreed = { title: 'Two ovens', amount: euros(900), contact: 'anna', owner: 'valera' }
  await world.creates('deal', 'deal', { ...agreed, pipeline: 'sales-pipeline', stage: 'open' })
  return world
}

const isWon = (world: World) => world.changes('deal', 'deal', { stage: 'won' })

/** Anna owes 900 euros until Wednesday. */
const isInvoiced = (world: World) =>
  world.creates('invoice', 'invoice', {
    number: '77',
    amount: euros(900),
    status: 'open',
    deal: 'deal',
    contact: 'anna',
    dueOn: '2026-03-04',
    owner: 'valera',
  })

const pays = (world: World, number: string, amount: number) =>
  world.creates('payment', number, { number, amount: euros(amount), paidOn: '2026-03-06', invoice: 'invoice', contact: 'anna' })

/** What Anna owes by all her invoices, in euros. */
async function debtOf(world: World): Promise<number> {
  const cents = (money: unknown) => Number((money as { cents: number } | null)?.cents ?? 0)
  return (await world.records('invoice')).reduce((sum, { amount, paid }) => sum + cents(amount) - cents(paid), 0) / 100
}

const toldToValera = async (world: World) =>
  (await world.records('notification')).filter(({ owner }) => owner === 'valera').map(({ text }) => text)

/** The days on which somebody was reminded or told that it is late. */
async function toldOn(world: World, user: string): Promise<string[]> {
  const notices = (await world.records('notification')).filter(({ owner, said }) => owner === user && isAboutTime(said))
  return notices.map(({ createdAt }) => String(createdAt).slice(0, 10)).sort()
}

const isAboutTime = (said: unknown): boolean => ['task-reminder', 'task-overdue', 'task-escalated'].includes((said as Said).code)

const euros = (amount: number) => ({ cents: amount * 100, currency: 'EUR' })
