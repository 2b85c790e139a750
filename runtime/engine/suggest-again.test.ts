import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { type AnyNodeType, defineNode, fail, leaveBy, type Outcome } from '../../shared/node.ts'
import { params, rule, text } from '../../shared/params.ts'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'

const words = { en: 'Offer', ru: 'Предложить' }
const label = { label: words }
const notNeeded: Outcome<'out'> = { kind: 'leave', port: 'out', effects: [], why: { code: 'because-reply' } }

/** Offers something new in every city, and nothing where it has nothing to do or cannot say. */
const offer = defineNode({
  type: 'test.offer',
  group: 'data',
  icon: 'Star',
  acts: true,
  title: words,
  about: words,
  summary: words,
  synonyms: { en: [], ru: [] },
  params: params({ city: text({ ...label, template: true }), only: rule(label) }),
  ports: { out: words },
  run({ params }: { readonly params: { readonly city: string } }): Outcome<'out'> {
    const { city } = params
    if (city === 'Broken') return fail('no-contact')
    if (city === 'Told') return notNeeded
    if (city === 'Done') return leaveBy('out')
    return leaveBy('out', { kind: 'change-record', entity: 'contact', id: 'anna', change: 'update', fields: { position: `in ${city}` } })
  },
  sample: { params: { city: '' } },
} as never) as AnyNodeType

const form = { type: 'trigger.form', params: { form: 'website' } }
const offering = { type: 'test.offer', mode: 'suggest' as const, params: { city: [{ ref: 'subject.city' }], only: is('stage', 'lead') } }
const flow = aWorkflow({ form, offering }, ['form -> offering'])

async function suggested(options: Partial<WorldOptions> = {}, workflow = flow): Promise<World> {
  const here = await aWorld({ workflows: [workflow], nodeTypes: [...nodeTypes, offer], ...options })
  onTestFinished(() => here.close())
  await here.changes('contact', 'anna', { city: 'Perm' })
  await here.happens('form-submitted', { form: 'website' })
  return here
}

test.each([
  { city: 'Done', says: 'nothing', reason: { code: 'not-needed' } },
  { city: 'Told', says: 'why', reason: { code: 'because-reply' } },
])('a suggestion whose step has nothing left to do, and says $says, is withdrawn with the reason', async ({ city, reason }) => {
  const here = await suggested()

  await here.changes('contact', 'anna', { city })

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-because', with: { reason } } }])
  expect((await here.runs())[0]?.run.state).toBe('finished')
})

test('a suggestion whose step cannot be asked just now stays as it was shown, and can be approved', async () => {
  const here = await suggested()
  const [shown] = await here.suggestions('pending')

  await here.changes('contact', 'anna', { city: 'Broken' })
  const [still] = await here.suggestions('pending')
  if (still) await here.decides(still, { kind: 'approve' })
  await here.passes('PT1M')

  expect(still?.hash).toBe(shown?.hash)
  expect(await here.record('contact', 'anna')).toMatchObject({ position: 'in Perm' })
})

test('a suggestion of a node type that is installed no more stays open, whatever changes', async () => {
  const installed = [...nodeTypes, offer]
  const here = await suggested({ nodeTypes: installed })
  installed.pop()
  await here.restarts()

  await here.changes('contact', 'anna', { city: 'Kazan' })

  expect(await here.suggestions('pending')).toMatchObject([{ effects: [{ fields: { position: 'in Perm' } }] }])
})

test('why something is suggested ends with what the step itself has found', async () => {
  const here = await suggested()

  const [suggestion] = await here.suggestions('pending')

  expect(suggestion?.why.map(({ node }) => node)).toEqual(['form', 'offering'])
  expect(suggestion?.why.at(-1)).toMatchObject({ said: { code: 'suggests-mode' }, values: { stage: 'lead' } })
})

test('what was approved is not carried out when it changes in its grace period, also past its deadline: then it has expired', async () => {
  const hurried = aWorkflow({ form, offering: { ...offering, common: { decideWithin: 'PT1H' } } }, ['form -> offering'])
  const here = await suggested({ graceMs: 3_600_000 }, hurried)
  const [suggestion] = await here.suggestions('pending')
  await here.passes('PT50M')
  if (suggestion) await here.decides(suggestion, { kind: 'approve' })

  await here.passes('PT20M')
  await here.changes('contact', 'anna', { city: 'Kazan' })
  await here.passes('P1D')

  expect(await here.suggestions()).toMatchObject([{ status: 'expired', decidedBy: null, effects: [{ fields: { position: 'in Kazan' } }] }])
  expect(await here.record('contact', 'anna')).toMatchObject({ position: null })
})

test('an approval lets nobody in who has been in: that run ends, and nothing further of it is carried out', async () => {
  const upsert = { type: 'crm.upsert', params: { entity: 'contact', email: [{ ref: 'event.email' }] } }
  const score = { type: 'crm.score', params: { source: 'own', points: 5, reason: ['came'] } }
  const once = aWorkflow(
    { form, hold: { type: 'human.suggest' }, upsert, score },
    ['form -> hold', 'hold:approved -> upsert', 'upsert -> score'],
    {
      subject: null,
      enrolment: { policy: 'once' },
    },
  )
  const here = await aWorld({ workflows: [once] })
  onTestFinished(() => here.close())
  for (const _ of ['first', 'second']) await here.happens('form-submitted', { form: 'website', email: 'anna@client.example' }, {})

  for (const _ of ['first', 'second']) {
    const [suggestion] = await here.suggestions('pending')
    if (suggestion) await here.decides(suggestion, { kind: 'approve' })
    await here.passes('PT1M')
  }

  expect((await here.runs()).map(({ run }) => [run.state, run.ended?.code]).sort()).toEqual([
    ['finished', 'reached-end'],
    ['stopped', 'not-enrolled-once'],
  ])
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 5 })
})
