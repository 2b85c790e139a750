/** Many records that are decided about as one: exceptions, corrections, and what becomes of each. */
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { ChangeMany, Effect, OneOfMany } from '../../shared/effects.ts'
import { defineNode, leaveBy } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const dead = { type: 'data.query', params: { entity: 'contact', where: is('stage', 'silent'), limit: 1_000 } }
const archive = { type: 'crm.archive', mode: 'suggest' as const, params: { list: 'node.dead.records', note: ['Silent for a year'] } }
const flow = aWorkflow({ form, dead, archive }, ['form -> dead', 'dead -> archive'])

/** So many are silent, and the first few of them have an open deal. */
async function silent(count: number, withDeal: number): Promise<World> {
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.creates('pipeline', 'sales', { key: 'sales', name: 'Sales', kind: 'sales' })
  await here.creates('stage', 'new', { key: 'new', name: 'New', kind: 'open', position: 0, pipeline: 'sales' })
  const numbers = Array.from({ length: count }, (_, number) => number)
  await Promise.all(numbers.map((number) => here.creates('contact', `c${number}`, { firstName: `Client ${number}`, stage: 'silent' })))
  const deals = numbers.slice(0, withDeal)
  await Promise.all(
    deals.map((number) => here.creates('deal', `d${number}`, { title: 'Deal', contact: `c${number}`, stage: 'new', pipeline: 'sales' })),
  )
  await here.happens('form-submitted', { form: 'website' })
  return here
}

async function open(here: World) {
  const [suggestion, ...others] = await here.suggestions('pending')
  const effect = suggestion?.effects[0]
  if (!suggestion || effect?.kind !== 'change-many') throw new Error('There is no suggestion about many')
  expect(others).toEqual([])
  return { suggestion, effect }
}

const counts = ({ items }: ChangeMany) => [
  items.filter(({ included }) => included).length,
  items.filter(({ included }) => !included).length,
]

/** The effect with some put in or taken out. */
const turned = (effect: ChangeMany, ...ids: string[]): readonly Effect[] => [
  { ...effect, items: effect.items.map((item): OneOfMany => (ids.includes(item.id) ? { ...item, included: !item.included } : item)) },
]

/** How many of the silent are not in the archive. */
const left = async (here: World) => (await here.store.ids('contact', is('stage', 'silent'), { limit: 1_000, now: here.now() })).length

test('120 of whom 5 have an open deal are one suggestion about 115; whom the operator takes out stays, and the note is written', async () => {
  const here = await silent(120, 5)
  const { suggestion, effect } = await open(here)
  expect(counts(effect)).toEqual([115, 5])
  expect(effect.items.find(({ id }) => id === 'c0')?.leftOut).toEqual({ code: 'left-out-open-deal' })

  const out = Array.from({ length: 16 }, (_, number) => `c${100 + number}`)
  const decided = await here.decides(suggestion, { kind: 'approve', effects: turned(effect, 'c0', ...out) })
  await here.passes('PT1M')

  expect(decided).toMatchObject({ ok: true })
  const [done] = await here.suggestions('done')
  expect(done?.done).toHaveLength(100)
  expect(done?.done?.filter(({ problem }) => problem !== null)).toEqual([])
  expect((await here.record('contact', 'c0'))?.['archivedAt']).not.toBeNull()
  expect((await here.record('contact', 'c1'))?.['archivedAt']).toBeNull()
  expect((await here.record('contact', 'c115'))?.['archivedAt']).toBeNull()
  expect(await left(here)).toBe(20)
  expect((await here.records('note')).filter(({ text }) => text === 'Silent for a year')).toHaveLength(100)
})

test('an open deal that came since takes its client out before anything is done, and keeps what the operator had chosen', async () => {
  const here = await silent(4, 1)
  const { suggestion, effect } = await open(here)
  await here.decides(suggestion, { kind: 'approve', effects: turned(effect, 'c3') })
  await here.undoes(suggestion)
  await here.creates('deal', 'late', { title: 'Deal', contact: 'c2', stage: 'new', pipeline: 'sales' })

  const [before] = await here.suggestions('pending')
  const refused = before && (await here.decides(before, { kind: 'approve' }))
  const again = await open(here)

  expect(refused).toMatchObject({ ok: false, problem: 'changed' })
  expect(again.effect.items.map(({ id, included }) => [id, included]).toSorted()).toEqual([
    ['c0', false],
    ['c1', true],
    ['c2', false],
    ['c3', false],
  ])
})

test('an edit can neither add a record nor talk a reason away', async () => {
  const here = await silent(2, 1)
  const { suggestion, effect } = await open(here)
  const [one] = effect.items
  const forged = [[...effect.items, { ...one, id: 'anna' }], effect.items.map((item) => ({ ...item, leftOut: null }))]

  for (const items of forged) {
    const edited = [{ ...effect, items }] as readonly Effect[]
    expect(await here.decides(suggestion, { kind: 'approve', effects: edited })).toMatchObject({ ok: false, problem: 'bad-edit' })
  }
})

test('what cannot be done to one is told of that one, and harms no other', async () => {
  const many = defineNode({
    type: 'test.many',
    group: 'record',
    icon: 'Archive',
    title: { en: 'Many', ru: 'Много' },
    about: { en: 'Many.', ru: 'Много.' },
    summary: { en: 'many', ru: 'много' },
    synonyms: { en: [], ru: [] },
    params: params({}),
    ports: { out: { en: 'Then', ru: 'Дальше' } },
    acts: true,
    run: () => {
      const items = ['anna', 'nobody'].map((id) => ({ id, title: id, leftOut: null, included: true }))
      return leaveBy('out', { kind: 'change-many', entity: 'contact', change: 'update', fields: { city: 'Perm' }, note: '', items })
    },
    sample: { params: {} },
  })
  const workflows = [aWorkflow({ form, many: { type: 'test.many' } }, ['form -> many'])]
  const here = await aWorld({ workflows, nodeTypes: [...nodeTypes, many] })
  onTestFinished(() => here.close())

  await here.happens('form-submitted', { form: 'website' })

  const [run] = await here.runs()
  const step = (await here.trail(run?.run.id ?? '')).find(({ node }) => node === 'many')
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Perm' })
  expect(step?.detail['done']).toMatchObject([
    { id: 'anna', problem: null },
    { id: 'nobody', problem: { code: 'record-missing' } },
  ])
})
