/** The threads of custom nodes, past the engine: what they are asked, what is kept of it, and what is left when they end. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import type { Step } from '../../shared/node.ts'
import type { AwayCall } from './away.ts'
import { type CustomNodes, openCustomNodes } from './custom-nodes.ts'

/** Ends its thread, never answers, or leaves, as its step says. */
const node = `
import { defineNode, leaveBy, params } from 'tandem/node'
export const node = defineNode({
  type: 'custom.own', group: 'custom', icon: 'Star', acts: true,
  title: { en: 'Own', ru: 'Own' }, about: { en: 'It is.', ru: 'Это.' }, summary: { en: 'does', ru: 'делает' },
  synonyms: { en: [], ru: [] }, params: params({}), ports: { out: { en: 'Then', ru: 'Дальше' } },
  run({ memory }) {
    if (memory === 'end') process.exit(0)
    if (memory === 'hang') for (;;) {}
    return leaveBy('out')
  },
  sample: { params: {} },
})`

interface Opened {
  readonly nodes: CustomNodes
  /** What is noted for the next process. */
  readonly notes: string
  /** Opens the same once more, as the next process does. */
  again(): Promise<CustomNodes>
}

async function opened(text = node): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-nodes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'own.ts'), text)
  const bundles = join(folder, 'bundles')
  const open = async () => {
    const nodes = await openCustomNodes({ folder, bundles, builtIn: [], wake: () => {}, deadlineMs: 15_000 })
    onTestFinished(() => nodes.close())
    return nodes
  }
  return { nodes: await open(), notes: join(bundles, 'under-way.json'), again: open }
}

const call = (key: string, memory: string | null = null, type = 'custom.own'): AwayCall => {
  const step = { memory } as Step
  return { kind: 'away', key, type, call: 'run', step, run: 'r' }
}

const left = { ok: true, value: { kind: 'leave', port: 'out' } }

test('the same question is asked once, however many want its answer', async () => {
  const { nodes } = await opened()

  const [first, second] = [nodes.away.ask(call('one')), nodes.away.ask(call('one'))]

  expect(second).toBe(first)
  expect(await first).toMatchObject(left)
})

test('of a type that is not there, so is said', async () => {
  const { nodes } = await opened()

  const problem = { code: 'parked-unknown-type', with: { type: 'custom.gone' } }
  expect(await nodes.away.ask(call('one', null, 'custom.gone'))).toEqual({ ok: false, problem })
})

test('answers that nobody comes for are forgotten, the oldest first', async () => {
  const { nodes } = await opened()
  const keys = Array.from({ length: 10_001 }, (_, index) => `k${index}`)

  await Promise.all(keys.map((key) => nodes.away.ask(call(key, null, 'custom.gone'))))

  expect([nodes.away.answered('k0'), nodes.away.answered('k1')?.ok, nodes.away.answered('k10000')?.ok]).toEqual([undefined, false, false])
})

test('a call of which three processes have died is not asked again, and others are answered one by one', async () => {
  const { nodes, notes, again } = await opened()
  void nodes.away.ask(call('deadly', 'hang'))
  const { present } = JSON.parse(readFileSync(notes, 'utf8')) as { present: string[] }
  await nodes.close()
  writeFileSync(notes, JSON.stringify({ present, deaths: present.map((name) => [name, 2]) }))

  const next = await again()
  const answers = await Promise.all([next.away.ask(call('deadly', 'hang')), next.away.ask(call('harmless'))])

  expect(present).toHaveLength(1)
  expect(answers).toMatchObject([{ ok: false, problem: { code: 'custom-node-kills', with: { type: 'custom.own', times: 3 } } }, left])
})

test('a call that closing cuts off is not held against it at the next start', async () => {
  const { nodes, notes } = await opened()
  void nodes.away.ask(call('one', 'hang'))
  const before = JSON.parse(readFileSync(notes, 'utf8'))

  await nodes.close()

  expect([before.present.length, JSON.parse(readFileSync(notes, 'utf8'))]).toEqual([1, { present: [], deaths: [] }])
})

test('closed while a thread is started again, none is left, and nothing is held against the call that ended the first', async () => {
  const threads: Worker[] = []
  let again = () => {}
  const startedAgain = new Promise<void>((resolve) => {
    again = resolve
  })
  const learn = (thread: Worker) => {
    if (threads.push(thread) === 2) again()
  }
  process.on('worker', learn)
  onTestFinished(() => void process.off('worker', learn))
  const { nodes, notes } = await opened()
  void nodes.away.ask(call('one', 'end'))
  await startedAgain

  await nodes.close()

  await expect.poll(() => threads.map(({ threadId }) => threadId), { timeout: 15_000 }).toEqual([-1, -1])
  expect(JSON.parse(readFileSync(notes, 'utf8'))).toEqual({ present: [], deaths: [] })
})

test('whoever waits for a thread that cannot be started again is told why, and the next who asks gives it another chance', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-once-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const mark = join(folder, 'started')
  const { nodes } = await opened(`import { existsSync, writeFileSync } from 'node:fs'
if (existsSync(${JSON.stringify(mark)})) throw new Error('only once')
writeFileSync(${JSON.stringify(mark)}, '')
${node}`)

  const told = await nodes.away.ask(call('one', 'end'))
  const isMarked = existsSync(mark)
  rmSync(mark)
  const next = await nodes.away.ask(call('two'))

  expect(isMarked).toBe(true)
  expect(told).toMatchObject({ ok: false, problem: { code: 'custom-node-died', with: { file: 'own.ts', message: 'only once' } } })
  expect(next).toMatchObject(left)
})

test('what a file says for itself harms nobody: while it is loaded, while it is asked, and when nobody asks', async () => {
  const words = "for (const word of [null, 'hello', {}, { kind: 'ready' }]) parentPort.postMessage(word)"
  const { nodes } = await opened(`import { parentPort } from 'node:worker_threads'
${words}
${node.replace("return leaveBy('out')", `${words}\n    setImmediate(() => { ${words} })\n    return leaveBy('out')`)}`)

  const answers = [await nodes.away.ask(call('one')), await nodes.away.ask(call('two')), await nodes.away.ask(call('three'))]

  expect(nodes.problems()).toEqual([])
  expect(answers).toMatchObject([left, left, left])
})
