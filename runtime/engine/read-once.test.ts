import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../store/port.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import { readOnce } from './read-once.ts'

const waitAndWrite = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    wait: { type: 'wait.delay', params: { duration: 'P1D' } },
    write: {
      type: 'msg.email',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Hello'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  },
  ['form -> wait', 'wait -> write'],
  { subject: 'contact' },
)

test('letters that are written in one turn ask for their mailbox once', async () => {
  let asked = 0
  const counting = (store: Store): Store => ({
    ...store,
    ids: (entity, ...rest) => {
      if (entity === 'mailbox' && JSON.stringify(rest).includes('"company"')) asked++
      return store.ids(entity, ...rest)
    },
  })
  const here = await aWorld({ workflows: [waitAndWrite], store: counting })
  onTestFinished(() => here.close())
  const people = Array.from({ length: 20 }, (_, each) => `person${each}`)
  for (const id of people) await here.creates('contact', id, { firstName: 'Anna', email: `${id}@client.example` })
  for (const contact of people) await here.happens('form-submitted', { form: 'website' }, { contact })

  await here.passes('P2D')

  expect(here.sent).toHaveLength(20)
  expect(asked).toBe(1)
})

test('each question is read once, and what else the store can do goes through', async () => {
  const here = await aWorld()
  onTestFinished(() => here.close())
  const reads = readOnce(here.store)

  const [first, again, other] = [reads.setting('company'), reads.setting('company'), reads.setting('mail')]

  expect(again).toBe(first)
  expect(other).not.toBe(first)
  expect(await reads.record('contact', 'anna')).toMatchObject({ firstName: 'Anna' })
})

test('runs that are asked for at one moment are read together, each once, and come in the order of the question', async () => {
  const read: (readonly string[])[] = []
  const here = await aWorld({ workflows: [waitAndWrite] })
  onTestFinished(() => here.close())
  for (const _ of [1, 2, 3]) await here.happens('form-submitted', { form: 'website' })
  const [a = '', b = '', c = ''] = (await here.runs()).map(({ run }) => run.id)
  const reads = readOnce({
    ...here.store,
    runs: (ids) => {
      read.push(ids)
      return here.store.runs(ids)
    },
  })
  const idsOf = async (...ids: string[]) => (await reads.runs(ids)).map(({ run }) => run.id)

  const [first, others, nobody] = await Promise.all([idsOf(a), idsOf(c, b, a), idsOf('nobody')])
  const again = await idsOf(b, a)

  expect([first, others, nobody, again]).toEqual([[a], [c, b, a], [], [b, a]])
  expect(read).toEqual([[a, c, b, 'nobody']])
})

test('records that are asked for at one moment are read together, each kind by itself and each record once', async () => {
  const read: string[] = []
  const here = await aWorld()
  onTestFinished(() => here.close())
  const reads = readOnce({
    ...here.store,
    records: (entity, ids) => {
      read.push(`${entity} ${ids.join(' ')}`)
      return here.store.records(entity, ids)
    },
  })
  const idsOf = async (entity: string, ...ids: string[]) => (await reads.records(entity, ids)).map(({ id }) => id)

  const found = await Promise.all([idsOf('user', 'vera'), idsOf('mailbox', 'office'), idsOf('user', 'nikita', 'vera', 'nobody')])
  const again = await idsOf('user', 'nikita')

  expect([...found, again]).toEqual([['vera'], ['office'], ['nikita', 'vera'], ['nikita']])
  expect(read).toEqual(['user vera nikita nobody', 'mailbox office'])
})
