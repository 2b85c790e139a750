/** The built program as a process of its own, started as people start it and asked over HTTP, for tests that kill it. */
import { buildIfNeeded } from '../../scripts/build-if-needed.js'
import type { Answered } from './answered.ts'
import { freePort, isReady, type Program, startProgram } from './program.ts'

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

const longestAnswerMs = 30_000

/** Builds the server where it is missing or old. */
export const buildProduct = (): void => buildIfNeeded(['server'])

/** The program over a folder: for starts that fail, too. */
export const spawnProduct = (
  folder: string,
  env: Readonly<Record<string, string>> = {},
  entry = 'main.js',
  args: readonly string[] = [],
): Program =>
  startProgram({
    folder,
    env: {
      TANDEM_ADMIN: `${productAdmin.email}:${productAdmin.password}`,
      HOOK_RATE: '1000000',
      API_RATE: '1000000',
      BUSY_AFTER_MS: '0',
      NODE_ENV: 'production',
      ...env,
    },
    entry,
    args,
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
  const program = spawnProduct(folder, { PORT: String(port), ...env })
  const { child, gone, said } = program
  const base = `http://127.0.0.1:${port}`
  await isReady(base, program)
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
