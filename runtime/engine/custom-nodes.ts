/**
 * Nodes written by others: files in a folder, each bundled with esbuild and run in a worker thread of its own, with a
 * deadline and a heap limit. A worker isolates faults; it is no sandbox, so only an admin puts files there.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { AnyNodeType } from '../../shared/node.ts'
import { packageFolder } from '../package-folder.ts'
import { messageOf } from '../thrown.ts'
import { type Away, type AwayAnswer, type AwayCall, notInstalled } from './away.ts'
import { type Host, openHost } from './custom-node-host.ts'
import { openUnderWay } from './under-way.ts'

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

/** The node types of this installation. */
export interface CustomNodes {
  readonly away: Away
  types(): readonly AnyNodeType[]
  /** Files that could not be loaded, and why, for the log and the page of nodes. */
  problems(): readonly { readonly file: string; readonly message: string }[]
  /** Loads all files anew. */
  load(): Promise<void>
  close(): Promise<void>
}

const defaultDeadlineMs = 30_000
const keptAnswers = 10_000

/** So many processes may die of one call. */
const mostDeaths = 3

/**
 * Resolves when every file has been loaded or is among the `problems`: a broken file harms no other. Close it, or its
 * threads go on.
 */
export async function openCustomNodes(options: CustomNodesOptions): Promise<CustomNodes> {
  const answers = new Map<string, AwayAnswer>()
  const underWay = new Map<string, Promise<AwayAnswer>>()
  const written = openUnderWay(join(options.bundles, 'under-way.json'))
  let line: Promise<unknown> = Promise.resolve()
  let hosts = new Map<string, Host>()
  let problems: { file: string; message: string }[] = []

  function keep(key: string, answer: AwayAnswer): void {
    answers.set(key, answer)
    for (const oldest of answers.keys()) {
      if (answers.size <= keptAnswers) break
      answers.delete(oldest)
    }
  }

  const away: Away = {
    has: (type) => hosts.has(type),
    answered(key) {
      const answer = answers.get(key)
      // A problem is told once: who tries again asks again.
      if (answer && !answer.ok) answers.delete(key)
      return answer
    },
    ask(call) {
      const before = underWay.get(call.key)
      if (before) return before
      const asked = careful(call).then((answer) => {
        keep(call.key, answer)
        underWay.delete(call.key)
        options.wake(call.run)
        return answer
      })
      underWay.set(call.key, asked)
      return asked
    },
  }

  /** After a process has died of a call, all are asked one by one, until it is known which it was. */
  function careful(call: AwayCall): Promise<AwayAnswer> {
    if (!written.hasSuspects()) return ask(call)
    const asked = line.then(() => ask(call))
    line = asked
    return asked
  }

  async function ask(call: AwayCall): Promise<AwayAnswer> {
    const host = hosts.get(call.type)
    const deaths = host ? written.deaths(host.nameOf(call)) : 0
    if (deaths < mostDeaths) return host?.ask(call) ?? notInstalled(call)
    return { ok: false, problem: { code: 'custom-node-kills', with: { type: call.type, times: deaths } } }
  }

  async function load(): Promise<void> {
    await closeAll(hosts)
    hosts = new Map()
    problems = []
    answers.clear()
    const taken = new Set(options.builtIn)
    const files = filesIn(options.folder)
    const opened = await Promise.allSettled(files.map(open))
    written.forgetOthers(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.print] : [])))
    for (const [index, file] of files.entries()) {
      const one = opened[index]
      if (one?.status !== 'fulfilled') {
        problems.push({ file: basename(file), message: messageOf(one?.reason) })
        continue
      }
      const host = one.value
      const double = host.types().find(({ type }) => taken.has(type))
      if (double) {
        problems.push({ file: basename(file), message: `There is a node type "${double.type}" already` })
        await host.close()
        continue
      }
      for (const { type } of host.types()) {
        taken.add(type)
        hosts.set(type, host)
      }
    }
  }

  async function open(file: string): Promise<Host> {
    const deadlineMs = options.deadlineMs ?? defaultDeadlineMs
    const bundled = await bundle(file, options.bundles)
    const print = createHash('sha256').update(readFileSync(bundled)).digest('hex').slice(0, 16)
    return openHost({ bundle: bundled, print, file: basename(file), deadlineMs, underWay: written })
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
