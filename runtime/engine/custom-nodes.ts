/**
 * Nodes written by others: files in a folder, each bundled with esbuild and run in a worker thread of its own, with a
 * deadline and a heap limit. A worker isolates faults; it is no sandbox, so only an admin puts files there.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { isEffect } from '../../shared/effect-schemas.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { packageFolder } from '../package-folder.ts'
import type { Away, AwayAnswer, AwayCall } from './away.ts'
import type { WorkerMessage } from './custom-node-worker.ts'

interface CustomNodesOptions {
  /** Where the authors' files are; it need not exist. */
  readonly folder: string
  /** Where the bundles go: a part of the data folder. */
  readonly bundles: string
  /** An answer has come: the run can go on. */
  readonly wake: (run: string) => void
  /** Type names that are taken already. */
  readonly builtIn: readonly string[]
  readonly deadlineMs?: number
}

interface CustomNodes {
  readonly away: Away
  types(): readonly AnyNodeType[]
  /** Files that could not be loaded, and why, for the log and the page of nodes. */
  problems(): readonly { readonly file: string; readonly message: string }[]
  /** Loads all files anew. */
  load(): Promise<void>
  close(): Promise<void>
}

const defaultDeadlineMs = 30_000
const heapMb = 128
const keptAnswers = 10_000

/**
 * Resolves when every file has been loaded or is among the `problems`: a broken file harms no other. Close it, or its
 * threads go on.
 */
export async function openCustomNodes(options: CustomNodesOptions): Promise<CustomNodes> {
  const answers = new Map<string, AwayAnswer>()
  const underWay = new Map<string, Promise<AwayAnswer>>()
  let hosts = new Map<string, Host>()
  let problems: { file: string; message: string }[] = []

  function keep(key: string, answer: AwayAnswer): void {
    answers.set(key, answer)
    const [oldest] = answers.keys()
    if (answers.size > keptAnswers && oldest !== undefined) answers.delete(oldest)
  }

  const away: Away = {
    has: (type) => hosts.has(type),
    answered: (key) => answers.get(key),
    ask(call) {
      const before = underWay.get(call.key)
      if (before) return before
      const host = hosts.get(call.type)
      const asked = (host?.ask(call) ?? Promise.resolve(gone(call))).then((answer) => {
        keep(call.key, answer)
        underWay.delete(call.key)
        options.wake(call.run)
        return answer
      })
      underWay.set(call.key, asked)
      return asked
    },
  }

  async function load(): Promise<void> {
    await closeAll(hosts)
    hosts = new Map()
    problems = []
    answers.clear()
    const taken = new Set(options.builtIn)
    for (const file of filesIn(options.folder)) {
      try {
        const host = await openHost(await bundle(file, options.bundles), options.deadlineMs ?? defaultDeadlineMs)
        for (const { type } of host.types()) {
          if (taken.has(type)) throw new Error(`There is a node type "${type}" already`)
          taken.add(type)
          hosts.set(type, host)
        }
      } catch (error) {
        problems.push({ file: basename(file), message: error instanceof Error ? error.message : String(error) })
      }
    }
  }

  await load()
  return {
    away,
    types: () => [...new Set(hosts.values())].flatMap((host) => host.types()),
    problems: () => problems,
    load,
    close: () => closeAll(hosts),
  }
}

const closeAll = async (hosts: ReadonlyMap<string, Host>): Promise<void> => {
  await Promise.all([...new Set(hosts.values())].map((host) => host.close()))
}

const gone = ({ type }: AwayCall): AwayAnswer => ({ ok: false, problem: 'parked-unknown-type', message: type })

function filesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => ['.ts', '.js', '.mjs'].includes(extname(name)) && !/\.(test|d)\.ts$/.test(name))
    return names.sort().map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Puts the author's file and what serves it into one file; `tandem/node` is our own package, wherever the file lies. */
async function bundle(file: string, bundles: string): Promise<string> {
  const { build } = await import('esbuild')
  mkdirSync(bundles, { recursive: true })
  const root = packageFolder()
  const outfile = join(bundles, `${basename(file, extname(file))}.mjs`)
  const contents = `import * as nodes from ${JSON.stringify(file)}
import { serve } from ${JSON.stringify(join(root, 'runtime/engine/custom-node-worker.ts'))}
serve(nodes)`
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { 'tandem/node': join(root, 'shared/node-author.ts') },
    logLevel: 'silent',
  })
  return outfile
}

interface Host {
  types(): readonly AnyNodeType[]
  ask(call: AwayCall): Promise<AwayAnswer>
  close(): Promise<void>
}

/** One worker for one file. One that misses the deadline or dies is replaced; what it had been asked fails. */
async function openHost(file: string, deadlineMs: number): Promise<Host> {
  let { worker, types } = await startWorker(file, deadlineMs)
  const waiting = new Map<number, (answer: AwayAnswer) => void>()
  let asked = 0
  let isClosed = false
  listen()

  function listen(): void {
    const own = worker
    own.on('message', (message: WorkerMessage) => {
      if (message.kind === 'answer') settle(message.id, { ok: true, value: message.value })
      if (message.kind === 'problem') settle(message.id, { ok: false, problem: 'parked-worker-error', message: message.message })
    })
    own.on('error', (error) => fail('parked-worker-error', error.message))
    own.on('exit', () => {
      fail('parked-worker-error', 'the worker has ended')
      if (own === worker && !isClosed) void restart()
    })
  }

  function settle(id: number, answer: AwayAnswer): void {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  }

  function fail(problem: string, message: string): void {
    for (const id of [...waiting.keys()]) settle(id, { ok: false, problem, message })
  }

  async function restart(): Promise<void> {
    const started = await startWorker(file, deadlineMs).catch(() => null)
    if (!started) return
    worker = started.worker
    types = started.types
    listen()
  }

  return {
    types: () => types,
    ask: ({ type, call, step }) =>
      new Promise((resolve) => {
        const id = asked++
        const timer = setTimeout(() => {
          settle(id, { ok: false, problem: 'parked-worker-timeout', message: `${deadlineMs} ms` })
          void worker.terminate()
        }, deadlineMs)
        waiting.set(id, (answer) => {
          clearTimeout(timer)
          resolve(answer.ok && call === 'run' ? checked(answer) : answer)
        })
        worker.postMessage({ id, type, call, step })
      }),
    async close() {
      isClosed = true
      await worker.terminate()
    },
  }
}

function startWorker(file: string, deadlineMs: number): Promise<{ worker: Worker; types: readonly AnyNodeType[] }> {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, stdout: false })
  worker.unref()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The file did not load in time')), deadlineMs)
    worker.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    worker.once('message', (message: WorkerMessage) => {
      clearTimeout(timer)
      if (message.kind !== 'ready' || message.types.length === 0) reject(new Error('The file exports no node made by defineNode'))
      else resolve({ worker, types: message.types.map(({ described, needs }) => standIn(described, needs)) })
    })
  })
}

/** The type as the palette and the engine know it. Its functions are in the worker; nobody calls these. */
function standIn(described: object, needs: boolean): AnyNodeType {
  const elsewhere = () => {
    throw new Error('This node is asked in its worker')
  }
  return { ...described, group: 'custom', run: elsewhere, ...(needs ? { needs: elsewhere } : {}) } as unknown as AnyNodeType
}

const outcomes = ['leave', 'wait', 'fork', 'stop', 'fail']

/** An outcome comes from somebody else's code: its kind and every effect are checked. */
function checked(answer: AwayAnswer): AwayAnswer {
  const value = answer.ok ? answer.value : null
  const wrong = (message: string): AwayAnswer => ({ ok: false, problem: 'parked-worker-error', message })
  if (!isJsonObject(value) || !outcomes.includes(String(value['kind']))) return wrong('run did not answer with an outcome')
  const effects = value['effects'] ?? []
  if (!Array.isArray(effects) || !effects.every(isEffect)) return wrong('run named an effect that does not exist')
  return answer
}
