import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryRow } from '../store/rows.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import type { Delivered } from './deliverer.ts'
import { cancelLetter, postponeLetter } from './edit-letter.ts'

const vera = { id: 'vera', name: 'Vera' }
const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [value] }] } })
const write = {
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal' },
}
const flow = aWorkflow({ form, write, sent: set('sent'), not: set('not sent') }, [
  'form -> write',
  'write:sent -> sent',
  'write:suppressed -> not',
])
const busy: Delivered = { kind: 'again', problem: { code: 'mail-server-busy' } }

/** A letter that waits in the outbox, because its server was busy the first time. */
async function waiting(): Promise<{ here: World; letter: string }> {
  const answers = [busy]
  const sent: Delivered = { kind: 'done', result: { state: 'sent' } }
  const here = await aWorld({ workflows: [flow], post: async () => answers.shift() ?? sent })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  const [delivery] = await here.store.deliveries({ limit: 10 })
  return { here, letter: delivery?.id ?? '' }
}

const city = async (here: World) => (await here.record('contact', 'anna'))?.['city']

test('a cancelled letter never leaves; its step goes on as for one that is not sent, with who did it', async () => {
  const { here, letter } = await waiting()

  const { value } = await here.engine.pump.perform(cancelLetter(letter, vera))
  await here.passes('P1D')
  const again = await here.engine.pump.perform(cancelLetter(letter, vera))

  expect([value, again.value]).toEqual([{ ok: true }, { ok: false, problem: 'already-started' }])
  expect([here.sent.length, await city(here)]).toEqual([0, 'not sent'])
  const [run] = await here.runs()
  expect((await here.trail(run?.run.id ?? '')).find(({ outcome }) => outcome === 'changed')?.detail).toEqual({
    why: { code: 'letter-cancelled-by', with: { user: 'Vera' } },
  })
})

test('a letter that was put off leaves once, and not before its time', async () => {
  const { here, letter } = await waiting()

  await here.engine.pump.perform(postponeLetter(letter, new Date('2026-03-05T09:00:00Z'), vera))
  await here.passes('P2D')
  const early = here.sent.length
  await here.passes('P2D')

  expect([early, here.sent.length, await city(here)]).toEqual([0, 1, 'sent'])
})

test.each([0, 1, 2, 3, 4, 6, 8])('put off at the moment it comes due (%d): it is put off, or it is too late', async (rounds) => {
  const { here, letter } = await waiting()

  const turning = here.passes('PT1M')
  for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve))
  const { value } = await here.engine.pump.perform(postponeLetter(letter, new Date('2026-03-05T09:00:00Z'), vera))
  await turning
  const left = here.sent.length
  await here.passes('P4D')

  expect(left).toBe(value.ok ? 0 : 1)
  expect(here.sent).toHaveLength(1)
})

test('of a letter that is not there nothing is changed', async () => {
  const { here } = await waiting()

  expect((await here.engine.pump.perform(cancelLetter('none', vera))).value).toEqual({ ok: false, problem: 'not-found' })
})

test.each(['nobody in particular', 'a run that has ended'])(
  'what %s wants to leave is put off and cancelled, also where nobody delivers it',
  async (whose) => {
    const { here, letter } = await waiting()
    await here.engine.pump.perform(cancelLetter(letter, vera))
    await here.engine.pump.idle()
    const [ended] = await here.runs()
    const by = whose === 'nobody in particular' ? null : (ended?.run.id ?? '')
    const now = here.now()
    const delivery: DeliveryRow = {
      id: 'call',
      effect: { kind: 'call-http', id: 'call', method: 'GET', url: 'https://shop.example/', headers: {}, body: null },
      state: 'queued',
      workflow: null,
      run: by,
      position: by,
      node: by && 'write',
      channel: 'shop.example',
      contact: null,
      attempts: 0,
      dueAt: now,
      createdAt: now,
      updatedAt: now,
      result: null,
      problem: null,
    }
    await here.store.commit([{ ops: [{ op: 'delivery', delivery, expects: null }] }])

    const later = new Date('2026-03-05T09:00:00Z')
    const put = await here.engine.pump.perform(postponeLetter('call', later, vera))
    const deferred = await here.store.delivery('call')
    const gone = await here.engine.pump.perform(cancelLetter('call', vera))

    expect([ended?.run.state, put.value, gone.value]).toEqual(['finished', { ok: true }, { ok: true }])
    expect(deferred).toMatchObject({ state: 'deferred', dueAt: later, problem: { code: 'letter-postponed-by' } })
    expect(await here.store.delivery('call')).toMatchObject({ state: 'cancelled', problem: { code: 'letter-cancelled-by' } })
  },
)
