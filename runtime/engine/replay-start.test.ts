/** Runs that begin anew while some of what they had begun is still under way. */
import { expect, onTestFinished, test } from 'vitest'
import { form, letter, set, vera, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import type { Delivered } from './deliverer.ts'
import { replayRun } from './replay.ts'

const wrong = { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'birthday', value: ['tomorrow'] }] } }

/** Two ways: one comes to this step, the other to one that needs attention. */
const beside = (step: Parameters<typeof aWorkflow>[0][string]) =>
  aWorkflow({ form, both: { type: 'logic.parallel', params: { branches: [{ id: 'a' }, { id: 'b' }] } }, step, wrong }, [
    'form -> both',
    'both:a -> step',
    'both:b -> wrong',
  ])

async function begun(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

async function startsAnew(here: World): Promise<void> {
  const [one] = await here.runs()
  const { value } = await here.engine.pump.perform(replayRun(one?.run.id ?? '', { from: 'start', version: null, anew: false }, vera))
  await here.engine.pump.idle()
  expect(value).toEqual({ ok: true })
}

test('a letter that still waits for its server is taken back and leaves once, under its first key', async () => {
  const answers: Delivered[] = [{ kind: 'again', problem: { code: 'mail-server-busy' } }]
  const here = await begun({
    workflows: [beside(letter('Hello'))],
    post: async () => answers.shift() ?? { kind: 'done', result: { state: 'sent' } },
  })
  const [before] = await here.store.deliveries({ limit: 5 })

  await startsAnew(here)
  await here.passes('P1D')

  expect(before).toMatchObject({ state: 'deferred' })
  expect(here.sent).toMatchObject([{ id: before?.id, subject: 'Hello' }])
  expect((await here.runs())[0]?.positions.map(({ node, state }) => `${node} ${state}`)).toEqual(['both forked', 'wrong parked'])
})

test('who had been asked is asked anew, and the first question is taken back', async () => {
  const here = await begun({
    workflows: [beside({ type: 'human.ask', params: { question: ['Which oven?'], answer: 'text', patience: 'P2D' } })],
  })
  await here.passes('PT1H')

  await startsAnew(here)

  expect((await here.records('task')).map(({ state }) => state)).toEqual(['withdrawn', 'open'])
})

test('a letter that nobody has decided about is suggested once more, and only that suggestion is open', async () => {
  const here = await begun({ workflows: [beside({ ...letter('Hello'), mode: 'suggest' })] })
  await here.passes('PT1H')

  await startsAnew(here)
  const [open, ...others] = await here.suggestions('pending')
  if (open) await here.decides(open, { kind: 'approve' })
  await here.passes('PT1M')

  expect([open?.node, others]).toEqual(['step', []])
  expect(here.sent).toMatchObject([{ subject: 'Hello' }])
})

test.each([
  { known: 'may have left', stays: ['both forked', 'pause waiting', 'step waiting'], city: null },
  { known: 'has left', stays: ['both forked', 'pause waiting'], city: 'told' },
])('a letter that $known, whose way had ended for another, is not sent once more: its step hears what became of it', async (row) => {
  const { known, stays, city } = row
  const flow = aWorkflow(
    {
      form,
      both: { type: 'logic.parallel', params: { branches: [{ id: 'a' }, { id: 'b' }] } },
      step: letter('Hello'),
      told: set('city', 'told'),
      pause: wait('P1D'),
      join: { type: 'logic.join', params: { mode: 'any' } },
      wrong,
    },
    ['form -> both', 'both:a -> step', 'step:sent -> told', 'both:b -> pause', 'pause -> join', 'join -> wrong'],
  )
  let tries = 0
  const unknown: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const here = await begun({
    workflows: [flow],
    post: async () => {
      tries++
      return unknown
    },
  })
  await here.passes('P1D')
  const [held] = await here.store.deliveries({ limit: 5 })
  if (known === 'has left') await here.engine.outbox.resolve(held?.id ?? '', 'assume-sent')
  await here.engine.pump.idle()

  await startsAnew(here)

  expect([held?.state, tries]).toEqual(['unknown', 1])
  expect((await here.runs())[0]?.positions.map(({ node, state }) => `${node} ${state}`).sort()).toEqual(stays)
  expect(await here.record('contact', 'anna')).toMatchObject({ city })
})
