import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const update = (field: string, value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field, value: [value] }] },
})
const wrong = update('birthday', 'tomorrow')
const taken = update('email', 'boris@client.example')

async function world(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  await here.creates('contact', 'boris', { firstName: 'Boris', email: 'boris@client.example' })
  return here
}

const positions = async (here: World) => (await here.runs()).flatMap((loaded) => loaded.positions)
const told = async (here: World): Promise<JsonObject[]> =>
  (await here.records('notification')).map(({ owner, said, links }) => ({ owner: owner ?? null, said: said ?? null, links: links ?? null }))

test.each([
  { what: 'a value that does not fit its field', step: wrong, problem: 'field-wrong' },
  { what: 'an address that belongs to another', step: taken, problem: 'field-taken' },
])('$what: the step leaves by its error, with the reason, and nothing is changed', async ({ step, problem }) => {
  const flow = aWorkflow({ form, step, mend: update('city', 'mended') }, ['form -> step', 'step:error -> mend'])
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website' })

  const [run] = await here.runs()
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'mended', birthday: null, email: 'anna@client.example' })
  expect(run?.run.outputs['step']).toMatchObject({ problem: { code: problem } })
})

test('without a line from its error the step needs attention, and the owner of the flow is told once, in words', async () => {
  const flow = aWorkflow({ form, step: wrong }, ['form -> step'], { owner: 'nikita@tandem.example' })
  const here = await world({ workflows: [flow] })

  await here.happens('form-submitted', { form: 'website' })
  await here.happens('form-submitted', { form: 'website' })

  const [first] = await here.runs()
  const reason = { code: 'parked-error', with: { reason: { code: 'field-wrong', with: { entity: 'contact', field: 'birthday' } } } }
  expect(await positions(here)).toMatchObject([
    { state: 'parked', problem: reason },
    { state: 'parked', problem: reason },
  ])
  expect(await told(here)).toMatchObject([
    {
      owner: 'nikita',
      said: { code: 'run-needs-attention', with: { workflow: 'A workflow', reason } },
      links: [{ entity: 'run' }, { entity: 'step' }],
    },
  ])
  expect(first).toBeDefined()
})

test('nobody is asked to approve what could not be committed', async () => {
  const here = await world({ workflows: [aWorkflow({ form, step: { ...wrong, mode: 'suggest' } }, ['form -> step'])] })

  await here.happens('form-submitted', { form: 'website' })

  expect(await here.suggestions()).toEqual([])
  expect(await positions(here)).toMatchObject([{ state: 'parked' }])
})

test('a correction that does not fit is refused before it is approved', async () => {
  const here = await world({
    workflows: [aWorkflow({ form, step: { ...update('birthday', '1990-05-01'), mode: 'suggest' } }, ['form -> step'])],
  })
  await here.happens('form-submitted', { form: 'website' })
  const [suggestion] = await here.suggestions('pending')
  if (!suggestion) throw new Error('There is no suggestion')

  const effects = suggestion.effects.map((effect) => ({ ...effect, fields: { birthday: 'in May' } })) as never
  const decided = await here.decides(suggestion, { kind: 'approve', effects })

  expect(decided).toMatchObject({ ok: false, problem: 'bad-edit', said: { code: 'field-wrong' } })
  expect(await here.suggestions('pending')).toHaveLength(1)
})

test('what was approved and cannot be committed any more is carried out in no part', async () => {
  const hold = { type: 'human.suggest', params: {} }
  const flow = aWorkflow({ form, hold, first: update('city', 'Berlin'), second: taken }, [
    'form -> hold',
    'hold:approved -> first',
    'first -> second',
  ])
  const here = await world({ workflows: [flow] })
  await here.changes('contact', 'boris', { email: null })
  await here.happens('form-submitted', { form: 'website' })
  const [suggestion] = await here.suggestions('pending')
  if (!suggestion) throw new Error('There is no suggestion')
  await here.decides(suggestion, { kind: 'approve' })

  await here.changes('contact', 'boris', { email: 'boris@client.example' })
  await here.passes('PT1M')

  expect(await here.suggestions('failed')).toMatchObject([{ reason: { code: 'field-taken' } }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: null, email: 'anna@client.example' })
})
