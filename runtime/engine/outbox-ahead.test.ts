import { expect, onTestFinished, test, vi } from 'vitest'
import { newId } from '../store/ids.ts'
import { letterFlow } from '../testing/letter-flow.ts'
import { aWorld, type World } from '../testing/world.ts'
import type { Delivered } from './deliverer.ts'
import { setHalt } from './halt.ts'

const halt = (here: World, paused: boolean) => here.engine.pump.perform(setHalt(paused, { id: 'vera', name: 'Vera' }))

const sent: Delivered = { kind: 'done', result: { state: 'sent' } }
const busy: Delivered = { kind: 'again', problem: { code: 'mail-server-busy' } }
const deliveries = (here: World) => here.store.deliveries({ limit: 10 })

test('the next letter to an address that was refused a moment ago does not leave, though its turn has come with the answer', async () => {
  const answers = new Map<string, (answer: Delivered) => void>()
  const post = ({ id }: { readonly id: string }) => new Promise<Delivered>((resolve) => answers.set(id, resolve))
  const here = await aWorld({ workflows: [letterFlow()], post })
  onTestFinished(() => here.close())
  const people = ['anna', 'p1', 'p2', 'p3', 'p4']
  for (const id of people.slice(1)) await here.creates('contact', id, { firstName: id, email: `${id}@client.example` })
  const comes = (contact: string) => {
    const cause = { kind: 'outside', id: null, depth: 0 } as const
    const fields = { form: 'website' }
    const event = { id: newId(), kind: 'form-submitted', at: here.now(), about: contact, records: { contact }, fields, cause } as const
    return here.engine.pump.submit({ ops: [{ op: 'event', event, state: 'pending' }] })
  }
  for (const contact of people) await comes(contact)
  await vi.waitFor(() => expect(answers.size).toBe(5))
  await comes('anna')
  const [first] = (await deliveries(here)).filter(({ contact, state }) => contact === 'anna' && state === 'sending')

  answers.get(first?.id ?? '')?.({ kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address' } })
  const annas = async () => (await deliveries(here)).flatMap(({ contact, state }) => (contact === 'anna' ? [state] : [])).toSorted()
  await vi.waitFor(async () => expect(await annas()).not.toContain('queued'))
  const came = await annas()
  for (const answer of answers.values()) answer(sent)
  await here.engine.pump.idle()

  expect([came, answers.size]).toEqual([['cancelled', 'failed'], 5])
})

/** A server that takes its first letter at once, and answers about the others when the test says what. */
function quickAtFirst() {
  const calls: string[] = []
  const held: ((delivered: Delivered) => void)[] = []
  const post = async ({ id }: { readonly id: string }): Promise<Delivered> => {
    calls.push(id)
    return calls.length === 1 ? sent : new Promise((resolve) => held.push(resolve))
  }
  return { post, calls, held }
}

test('where the server answers quickly more is decided about than there are places, and after another answer that is decided anew', async () => {
  const { post, calls, held } = quickAtFirst()
  const here = await aWorld({ workflows: [letterFlow()], post })
  onTestFinished(() => here.close())
  const states = async () => (await here.store.deliveries({ limit: 50 })).map(({ state }) => state)
  const begin = async (names: readonly string[]) => {
    for (const name of names) await here.creates('contact', name, { firstName: name, email: `${name}@tandem.example`, owner: 'valera' })
    return Promise.all(names.map((contact) => here.happens('form-submitted', { form: 'website' }, { contact })))
  }
  await begin(['first'])

  const idle = begin(Array.from({ length: 12 }, (_, number) => `next-${number}`))
  await vi.waitFor(async () => expect((await states()).filter((state) => state === 'sending')).toHaveLength(10))
  expect(calls).toHaveLength(1 + 5)

  for (const answer of held.splice(0, 1)) answer(busy)
  await vi.waitFor(async () => expect((await states()).filter((state) => state === 'sending')).toHaveLength(5))
  expect(calls).toHaveLength(1 + 5 + 1)
  while (calls.length < 13 || held.length > 0) {
    for (const answer of held.splice(0)) answer(sent)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await idle

  expect(new Set(calls).size).toBe(calls.length)
  expect((await here.store.deliveries({ limit: 50 })).map(({ state, attempts }) => `${state} ${attempts}`).sort()).toEqual([
    'deferred 1',
    ...Array.from({ length: 12 }, () => 'done 1'),
  ])
})

test('what was decided about ahead does not leave any more once everything is paused, and leaves once afterwards', async () => {
  const { post, calls, held } = quickAtFirst()
  const here = await aWorld({ workflows: [letterFlow()], post })
  onTestFinished(() => here.close())
  const names = ['first', ...Array.from({ length: 10 }, (_, number) => `next-${number}`)]
  for (const name of names) await here.creates('contact', name, { firstName: name, email: `${name}@tandem.example`, owner: 'valera' })
  await here.happens('form-submitted', { form: 'website' }, { contact: 'first' })
  const idle = Promise.all(names.slice(1).map((contact) => here.happens('form-submitted', { form: 'website' }, { contact })))
  const under = async () => (await here.store.deliveries({ states: ['sending'], limit: 50 })).length
  await vi.waitFor(async () => expect(await under()).toBe(10))

  await halt(here, true)
  for (const answer of held.splice(0)) answer(sent)
  await vi.waitFor(async () => expect(await under()).toBe(0))
  expect(calls).toHaveLength(6)

  const again = halt(here, false)
  while (calls.length < 11 || held.length > 0) {
    for (const answer of held.splice(0)) answer(sent)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all([idle, again])
  expect(new Set(calls).size).toBe(11)
})

test('a letter does not leave when the commit that decides about it also brings that its contact may not get it', async () => {
  const calls: string[] = []
  const post = async ({ id }: { readonly id: string }) => {
    calls.push(id)
    return sent
  }
  const here = await aWorld({ workflows: [letterFlow()], post })
  onTestFinished(() => here.close())
  const { store, engine } = here
  const nextDue = vi.spyOn(store, 'nextDue')
  const bounces = async () => {
    const fields = { bouncedAt: here.now().toISOString() }
    const cause = { kind: 'system', id: null, depth: 0 } as const
    const change = { change: 'update', entity: 'contact', id: 'anna', revision: null, fields, cause, at: here.now() } as const
    await engine.pump.submit({ ops: [{ op: 'change', change }] })
  }
  nextDue.mockImplementation(async () => {
    // The loop asks just after the outbox has asked whether the letter may go: both are decided in its next turn.
    if ((await store.deliveries({ states: ['queued'], limit: 1 })).length > 0) {
      nextDue.mockRestore()
      void bounces()
    }
    return null
  })
  await here.happens('form-submitted', { form: 'website' })

  expect([calls, (await deliveries(here)).map(({ state, problem }) => [state, problem?.code])]).toEqual([
    [],
    [['cancelled', 'suppressed-bounced']],
  ])
})
