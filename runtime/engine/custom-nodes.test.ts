import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { openCustomNodes } from './custom-nodes.ts'

/** A node of an author, as it lies in the folder. */
const nodeFile = (name: string, run: string) => `
import { defineNode, fail, leaveBy, leaveWith, params, waitUntil } from 'tandem/node'
export const node = defineNode({
  type: 'custom.${name}', group: 'custom', icon: 'Star', acts: true,
  title: { en: '${name}', ru: '${name}' }, about: { en: 'It is.', ru: 'Это.' }, summary: { en: 'does', ru: 'делает' },
  synonyms: { en: [], ru: [] }, params: params({}), ports: { out: { en: 'Then', ru: 'Дальше' } },
  run(step) { ${run} },
  sample: { params: {} },
})`

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-nodes-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (city: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } })

async function submitted(folder: string, type: string, port: string, deadlineMs = 30_000): Promise<World> {
  const flow = aWorkflow({ form, own: { type }, after: set('done') }, ['form -> own', `own:${port} -> after`])
  const here = await aWorld({ workflows: [flow], customNodes: { folder, deadlineMs } })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

/** Workers answer in their own time, so a test looks until they have. */
const city = (here: World, wanted: string) =>
  expect.poll(async () => (await here.record('contact', 'anna'))?.['city'], { timeout: 10_000 }).toBe(wanted)

test('the example of a custom node is loaded from its folder, looks up orders and chooses the way', async () => {
  const example = readFileSync(join(import.meta.dirname, '../../examples/custom-node/loyalty-tier.ts'), 'utf8')
  const folder = folderWith({ 'loyalty-tier.ts': example.replace('../../shared/node-author.ts', 'tandem/node') })
  const flow = aWorkflow({ form, tier: { type: 'custom.loyaltyTier', params: { gold: 2, silver: 1 } }, gold: set('gold') }, [
    'form -> tier',
    'tier:gold -> gold',
  ])
  const here = await aWorld({ workflows: [flow], customNodes: { folder } })
  onTestFinished(() => here.close())
  for (const id of ['o1', 'o2']) await here.creates('order', id, { number: id, orderedOn: '2026-02-20', contact: 'anna' })

  await here.happens('form-submitted', { form: 'website' })

  await city(here, 'gold')
})

test('an effect of a custom node is carried out once, and the run goes on', async () => {
  const run = `return leaveWith('out', { seen: step.subject.firstName }, { kind: 'add-score', entity: 'contact', id: step.subject.id, points: 3, reason: 'own', key: null })`
  const here = await submitted(folderWith({ 'own.ts': nodeFile('own', run) }), 'custom.own', 'out')

  await city(here, 'done')
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 3 })
  expect((await here.runs())[0]?.run.outputs['own']).toEqual({ seen: 'Anna' })
})

test('a custom node that never answers holds up nobody, and its step goes by "error"', async () => {
  const folder = folderWith({ 'slow.ts': nodeFile('slow', 'for (;;) {}') })
  const here = await submitted(folder, 'custom.slow', 'error', 300)

  await here.changes('contact', 'anna', { position: 'director' })

  expect(await here.record('contact', 'anna')).toMatchObject({ position: 'director', city: null })
  await city(here, 'done')
})

test('a custom node that throws or names an unknown effect goes by "error"', async () => {
  const files = {
    'bad.ts': nodeFile('bad', `throw new Error('a bug')`),
    'odd.ts': nodeFile('odd', `return leaveBy('out', { kind: 'format-disk' })`),
  }

  await city(await submitted(folderWith(files), 'custom.bad', 'error'), 'done')
  await city(await submitted(folderWith(files), 'custom.odd', 'error'), 'done')
})

test('a file that cannot be used is named with its reason, and the others are there', async () => {
  const folder = folderWith({
    'a-good.ts': nodeFile('good', `return leaveBy('out')`),
    'b-broken.ts': 'export const node = {',
    'c-empty.ts': 'export const nothing = 1',
    'd-taken.ts': nodeFile('good', `return leaveBy('out')`),
  })

  const nodes = await openCustomNodes({ folder, bundles: join(folder, '.bundles'), builtIn: [], wake: () => {} })
  onTestFinished(() => nodes.close())

  expect(nodes.types()).toMatchObject([{ type: 'custom.good', group: 'custom' }])
  expect(nodes.problems().map(({ file }) => file)).toEqual(['b-broken.ts', 'c-empty.ts', 'd-taken.ts'])
})
