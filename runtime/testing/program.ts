/** The built program as a process of its own, for everybody who starts it: tests that kill it, browsers, the bench. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

interface Start {
  /** Where it works, and its data lie. */
  readonly folder: string
  /** All of its settings but the folder; it has none of ours. */
  readonly env: Readonly<Record<string, string>>
  /** `main.js`, or another file of what was built. */
  readonly entry?: string
  readonly args?: readonly string[]
  /** Flags of Node itself. */
  readonly flags?: readonly string[]
  /** Nobody listens to it: its errors go to our terminal, and the rest nowhere. */
  readonly unheard?: boolean
}

/** A process that was started. */
export interface Program {
  readonly child: ChildProcess
  /** Resolves when it is gone, with its code; null after a signal it could not catch. */
  readonly gone: Promise<number | null>
  /** What it has written to the terminal, where somebody listens. */
  said(): string
}

const root = join(import.meta.dirname, '../..')
const longestStartMs = 60_000

/** Starts what was built, and does not wait. It is gone when our process is. */
export function startProgram({ folder, env, entry = 'main.js', args = [], flags = [], unheard = false }: Start): Program {
  const child = spawn(process.execPath, [...flags, join(root, 'dist/runtime', entry), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: folder, ...env },
    stdio: unheard ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part.toString('utf8')))
  const gone = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    })
  })
  return { child, gone, said: () => said.join('') }
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Asks every few milliseconds until it is ready. Throws, with what it said, when it ends before, or takes longer than a minute. */
export async function isReady(base: string, { child, said }: Program): Promise<void> {
  const until = performance.now() + longestStartMs
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The program ended while it started: ${said()}`)
    const reply = await fetch(`${base}/readyz`).catch(() => null)
    await reply?.arrayBuffer().catch(() => null)
    if (reply?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
  throw new Error(`The program was not ready within a minute: ${said()}`)
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
