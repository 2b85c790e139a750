/** The built program as a process of its own, started as people start it and asked over HTTP, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildIfNeeded } from '../../scripts/build-if-needed.js'
import type { Answered } from './answered.ts'

/** A reply that came whole. Its body is parsed where it is JSON, text otherwise. */
interface Reply {
  readonly status: number
  readonly body: Answered
}

/** How a process ended, and how long after it was asked to. `code` is null after a signal it could not catch. */
interface Ended {
  readonly code: number | null
  readonly ms: number
}

/** One life of the program; after its end start another over the same folder. */
export interface Product {
  /** Milliseconds from the spawn until `/readyz` said yes. */
  readonly readyInMs: number
  /** On 127.0.0.1. */
  readonly port: number
  /** Asks as the admin, or with the headers given. Throws when there is no whole answer: the process died. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** What it has written to the terminal. */
  said(): string
  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void
  /** Sends a signal; resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

/** Who is admin of an installation that a test starts. */
export const productAdmin = { email: 'olga@company.test', password: 'correct horse battery' }

const root = join(import.meta.dirname, '../..')
const longestStartMs = 60_000
const longestAnswerMs = 30_000

/** Builds the server where it is missing or old. */
export const buildProduct = (): void => buildIfNeeded(['server'])

/** The program over a folder, and what it has said: for starts that fail, too. Every child is gone when the test process is. */
export function spawnProduct(folder: string, env: Readonly<Record<string, string>> = {}, entry = 'main.js', args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(root, 'dist/runtime', entry), ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: folder,
      TANDEM_ADMIN: `${productAdmin.email}:${productAdmin.password}`,
      HOOK_RATE: '1000000',
      API_RATE: '1000000',
      BUSY_AFTER_MS: '0',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part.toString('utf8')))
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

/** Runs a command of the terminal over a folder to its end. */
export async function runTandem(
  folder: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const { gone, said } = spawnProduct(folder, {}, 'command-line.js', args)
  return { code: await gone, said: said() }
}

/** Signed in once and kept over the lives of the program: its sessions outlive it. */
export interface Session {
  cookie: string | null
}

/** Starts the program and resolves when it is ready. Throws, with what it said, when it ends before. */
export async function startProduct(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  session: Session = { cookie: null },
): Promise<Product> {
  const port = await freePort()
  const begun = performance.now()
  const { child, gone, said } = spawnProduct(folder, { PORT: String(port), ...env })
  const base = `http://127.0.0.1:${port}`
  await ready(`${base}/readyz`, child, said)
  const readyInMs = performance.now() - begun

  async function ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    session.cookie ??= await signIn(base)
    const reply = await fetch(base + path, {
      method,
      headers: { cookie: session.cookie, ...(body === undefined ? {} : json), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(longestAnswerMs),
    })
    const text = await reply.text()
    return { status: reply.status, body: reply.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text }
  }

  return {
    readyInMs,
    port,
    ask,
    said,
    signal: (signal) => void child.kill(signal),
    async end(signal) {
      const asked = performance.now()
      child.kill(signal)
      return { code: await gone, ms: performance.now() - asked }
    },
  }
}

const json = { 'content-type': 'application/json' }

async function signIn(base: string): Promise<string> {
  const reply = await fetch(`${base}/api/session`, { method: 'POST', headers: json, body: JSON.stringify(productAdmin) })
  if (!reply.ok) throw new Error(`Signing in was answered with ${reply.status}: ${await reply.text()}`)
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Asks every few milliseconds until the answer is yes; throws when the process ends before. */
async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = performance.now() + longestStartMs
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The program ended while it started: ${said()}`)
    const reply = await fetch(url).catch(() => null)
    await reply?.arrayBuffer().catch(() => null)
    if (reply?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`The program was not ready within a minute: ${said()}`)
}

/** A port that nobody listens on just now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
