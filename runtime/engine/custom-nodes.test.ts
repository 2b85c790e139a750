import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Step } from '../../shared/node.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { openCustomNodes } from './custom-nodes.ts'

/** A node of an author, as it lies in the folder. */
const nodeFile = (name: string, run: string) => `
import { parentPort } from 'node:worker_threads'
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
const wait = { timeout: 18_000 }
const city = (here: World, wanted: string) => expect.poll(async () => (await here.record('contact', 'anna'))?.['city'], wait).toBe(wanted)

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

const reasonOf = async (here: World) => {
  await expect
    .poll(async () => (await here.runs()).flatMap(({ positions }) => positions.map(({ state }) => state)), wait)
    .toEqual(['parked'])
  return (await here.runs()).flatMap(({ positions }) => positions)[0]?.problem?.with?.['reason']
}

test.each([
  { what: 'loops for ever', run: 'for (;;) {}', reason: { code: 'custom-node-too-slow', with: { seconds: 2 } } },
  { what: 'throws', run: `throw new Error('a bug')`, reason: { code: 'custom-node-threw', with: { message: 'a bug' } } },
  { what: 'throws no error', run: `throw { toString() { throw 1 } }`, reason: { code: 'custom-node-threw', with: { message: 'object' } } },
  { what: 'calls itself for ever', run: `const f = () => f() + 1; return f()`, reason: { code: 'custom-node-threw' } },
  { what: 'never resolves', run: 'return new Promise(() => {})', reason: { code: 'custom-node-threw' } },
  {
    what: 'throws before it is heard',
    run: `parentPort.postMessage = () => {}; setImmediate(() => { throw new Error('late') })`,
    reason: { code: 'custom-node-died', with: { message: 'late' } },
  },
  {
    what: 'says things of its own',
    run: `for (const word of [null, 'hello', { id: null }]) parentPort.postMessage(word); throw new Error('a bug')`,
    reason: { code: 'custom-node-threw', with: { message: 'a bug' } },
  },
  { what: 'ends the process', run: 'process.exit(0)', reason: { code: 'custom-node-died', with: { message: 'process.exit' } } },
  {
    what: 'throws later',
    run: `setImmediate(() => { throw new Error('late') }); for (const end = Date.now() + 50; Date.now() < end;); return {}`,
    reason: {},
  },
  { what: 'answers rubbish', run: `return 'yes'`, reason: { code: 'custom-node-wrong-answer', with: { field: 'run' } } },
  {
    what: 'names a kind that is not',
    run: `return { kind: 'fly' }`,
    reason: { code: 'custom-node-wrong-answer', with: { field: 'kind' } },
  },
  {
    what: 'names an unknown effect',
    run: `return leaveBy('out', { kind: 'format-disk' })`,
    reason: { code: 'custom-node-wrong-answer', with: { type: 'custom.own', file: 'own.ts', field: 'effects[0]' } },
  },
  {
    what: 'waits until no time',
    run: `return { kind: 'wait', until: new Date('never'), for: [], memory: null, effects: [] }`,
    reason: { code: 'custom-node-wrong-answer', with: { field: 'until' } },
  },
  {
    what: 'forks by an unknown port',
    run: `return { kind: 'fork', branches: [{ port: 'out' }, { port: 'left' }], concurrency: 1, after: null }`,
    reason: { code: 'custom-node-unknown-port', with: { port: 'left' } },
  },
  {
    what: 'goes on after a fork by an unknown port',
    run: `return { kind: 'fork', branches: [{ port: 'out' }], concurrency: 1, after: 'then' }`,
    reason: { code: 'custom-node-unknown-port', with: { port: 'then' } },
  },
  { what: 'forks without end', run: `return { kind: 'fork', branches: [], after: null }`, reason: { with: { field: 'concurrency' } } },
  {
    what: 'leaves by an unknown port',
    run: `return leaveBy('nowhere')`,
    reason: { code: 'custom-node-unknown-port', with: { port: 'nowhere' } },
  },
  {
    what: 'leaves too much',
    run: `return leaveWith('out', { all: 'x'.repeat(300_000) })`,
    reason: { code: 'parked-too-large', with: { limit: 256 } },
  },
  {
    what: 'answers far too much',
    run: `return leaveWith('out', { all: 'x'.repeat(50_000_000) })`,
    reason: { code: 'custom-node-too-large' },
  },
])(
  'a custom node that $what harms only its own run, with the reason',
  async ({ run, reason }) => {
    const files = { 'own.ts': nodeFile('own', run), 'other.ts': nodeFile('other', `return leaveBy('out')`) }
    const own = aWorkflow({ form, own: { type: 'custom.own' } }, ['form -> own'])
    const other = {
      ...aWorkflow({ form, other: { type: 'custom.other' }, after: set('done') }, ['form -> other', 'other -> after']),
      id: 'v',
    }
    const customNodes = { folder: folderWith(files), deadlineMs: run.startsWith('for') ? 2_000 : 12_000 }
    const here = await aWorld({ workflows: [own, other], customNodes })
    onTestFinished(() => here.close())

    await here.happens('form-submitted', { form: 'website' })

    await city(here, 'done')
    await expect.poll(async () => (await here.runs()).filter(({ run }) => run.state === 'finished').length, wait).toBe(1)
    const [stuck] = (await here.store.listRuns({ workflow: 'w', limit: 1 })).items
    await expect.poll(async () => (await here.store.runs([stuck?.run.id ?? '']))[0]?.positions[0]?.state, wait).toBe('parked')
    const [parked] = await here.store.runs([stuck?.run.id ?? ''])
    expect(parked?.positions[0]?.problem).toMatchObject({ code: 'parked-error', with: { reason } })
  },
  40_000,
)

test.each([
  { what: 'no look-ups', needs: `'orders'`, field: 'needs' },
  { what: 'a look-up that is not for nodes', needs: `{ key: { kind: 'setting', key: 'company' } }`, field: 'needs.key.kind' },
  {
    what: 'more records than anybody needs',
    needs: `{ all: { kind: 'query', entity: 'contact', rule: { all: [] }, limit: 1e9 } }`,
    field: 'needs.all.limit',
  },
])('a custom node that names $what is refused by name', async ({ needs, field }) => {
  const file = nodeFile('own', `return leaveBy('out')`).replace('run(step)', `needs: () => (${needs}),\n  run(step)`)
  const here = await aWorld({
    workflows: [aWorkflow({ form, own: { type: 'custom.own' } }, ['form -> own'])],
    customNodes: { folder: folderWith({ 'own.ts': file }) },
  })
  onTestFinished(() => here.close())

  await here.happens('form-submitted', { form: 'website' })

  expect(await reasonOf(here)).toMatchObject({ code: 'custom-node-wrong-answer', with: { field } })
})

test('who asks while the thread is being started again is answered by that one thread', async () => {
  const own = await openCustomNodes({
    folder: folderWith({ 'own.ts': nodeFile('own', 'process.exit(0)') }),
    bundles: folderWith({}),
    builtIn: [],
    wake: () => {},
    deadlineMs: 15_000,
  })
  onTestFinished(() => own.close())
  const ask = (key: string) => own.away.ask({ kind: 'away', key, type: 'custom.own', call: 'run', step: {} as Step, run: 'r' })

  const answers = [await ask('first'), await ask('second'), ...(await Promise.all([ask('third'), ask('fourth')]))]

  const died = { ok: false, problem: { code: 'custom-node-died' } }
  expect(answers).toMatchObject([died, died, died, died])
})

test('a custom node may wait, and is asked again when that is over', async () => {
  const run = `return step.wokenBy ? leaveBy('out') : waitUntil(new Date(step.now.getTime() + 86_400_000))`
  const here = await submitted(folderWith({ 'own.ts': nodeFile('own', run) }), 'custom.own', 'out')
  await expect
    .poll(async () => (await here.runs()).flatMap(({ positions }) => positions.map(({ state }) => state)), wait)
    .toEqual(['waiting'])

  await here.passes('P1D')

  await city(here, 'done')
})

test('the step by "error" is taken where it is drawn', async () => {
  const folder = folderWith({ 'bad.ts': nodeFile('bad', `throw new Error('a bug')`) })

  await city(await submitted(folder, 'custom.bad', 'error'), 'done')
})

test('others who wait for the same file are asked of the next thread when one of them kills it', async () => {
  const run = `if (step.subject.id === 'anna') for (;;) {}\n return leaveBy('out')`
  const flow = aWorkflow({ form, own: { type: 'custom.own' }, after: set('done') }, ['form -> own', 'own -> after'])
  const here = await aWorld({
    workflows: [flow],
    customNodes: { folder: folderWith({ 'own.ts': nodeFile('own', run) }), deadlineMs: 2_000 },
  })
  onTestFinished(() => here.close())
  const others = ['b1', 'b2', 'b3', 'b4']
  for (const id of others) await here.creates('contact', id, { firstName: id, email: `${id}@client.example` })

  for (const id of ['anna', ...others]) await here.happens('form-submitted', { form: 'website' }, { contact: id })

  for (const id of others) await expect.poll(async () => (await here.record('contact', id))?.['city'], wait).toBe('done')
  expect(await reasonOf(here)).toMatchObject({ code: 'custom-node-too-slow' })
})

test('a file that cannot be used is named with its reason, and the others are there', async () => {
  const folder = folderWith({
    'a-good.ts': nodeFile('good', `return leaveBy('out')`),
    'b-broken.ts': 'export const node = {',
    'c-empty.ts': 'export const nothing = 1',
    'd-taken.ts': nodeFile('good', `return leaveBy('out')`),
    'e-throws.ts': `throw new Error('not today')`,
    'f-ends.ts': 'process.exit(1)',
    'g-hangs.ts': 'for (;;) {}',
    'h-nameless.ts': nodeFile('nameless', '').replace(`title: { en: 'nameless', ru: 'nameless' }`, `title: { en: 'Only English' }`),
    'i-trigger.ts': nodeFile('began', '').replace('sample:', 'trigger: { events: [], matches: () => true }, sample:'),
  })

  const nodes = await openCustomNodes({ folder, bundles: join(folder, '.bundles'), builtIn: [], wake: () => {}, deadlineMs: 3_000 })
  onTestFinished(() => nodes.close())

  expect(nodes.types()).toMatchObject([{ type: 'custom.good', group: 'custom' }])
  expect(nodes.problems().map(({ file, message }) => [file, message])).toEqual([
    ['b-broken.ts', expect.stringContaining('found end of file')],
    ['c-empty.ts', 'The file exports no node made by defineNode'],
    ['d-taken.ts', 'There is a node type "custom.good" already'],
    ['e-throws.ts', 'not today'],
    ['f-ends.ts', 'The file ended its thread while it was loaded'],
    ['g-hangs.ts', 'The file did not load within 3 seconds'],
    ['h-nameless.ts', '"title" of the node type "custom.nameless" cannot be used'],
    ['i-trigger.ts', '"trigger" of the node type "custom.began" cannot be used'],
  ])
})
