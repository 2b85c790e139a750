/** An installation of the built product in a folder of its own, started as people start it and asked over HTTP. */
import { join } from 'node:path'
import { freePort, isReady, startProgram } from '../runtime/testing/program.ts'
import type { Workflow } from '../shared/workflow.ts'
import { ended } from './child.ts'

/** Requests go out as the admin who is signed in, and throw when the answer is no success; only `hook` gives any status back. */
export interface Installation {
  readonly pid: number
  readonly port: number
  /** The database file. */
  readonly file: string
  /** Milliseconds from spawn to the first answer. */
  readonly startedInMs: number
  get<Body>(path: string): Promise<Body>
  post<Body>(path: string, body: object): Promise<Body>
  put<Body>(path: string, body: object): Promise<Body>
  patch<Body>(path: string, body: object): Promise<Body>
  /** Sends a file, and answers with its id. */
  upload(name: string, text: string): Promise<string>
  /** The status of a webhook. */
  hook(path: string, body: string): Promise<number>
  /** Sends many webhooks, some at a time, and throws when one is not accepted. */
  hooks(path: string, bodies: readonly string[]): Promise<void>
  publish(workflow: Workflow): Promise<void>
  /** What it says of itself, for Prometheus. */
  metrics(): Promise<string>
  stop(): Promise<void>
}

/** Who is signed in. */
export const admin = { email: 'bench@bench.example', password: 'only-for-the-bench' }

/** What a source may send is bounded; the bench is one source. */
export const hookRate = 1_000_000

/** Webhooks that are under way together. */
const atOnce = 50

interface Start {
  readonly folder: string
  readonly demo?: boolean
  /** Where Node writes a profile of the process. */
  readonly profile?: string | null
  /** Further settings. */
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the product and resolves when it answers. */
export async function startInstallation({ folder, demo = false, profile = null, env = {} }: Start): Promise<Installation> {
  const port = await freePort()
  const began = performance.now()
  const program = startProgram({
    folder,
    env: {
      PORT: String(port),
      TANDEM_ADMIN: `${admin.email}:${admin.password}`,
      TANDEM_DEMO: demo ? '1' : '0',
      HOOK_RATE: String(hookRate),
      API_RATE: '1000000',
      NODE_ENV: 'production',
      ...env,
    },
    flags: profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
    unheard: true,
  })
  const { child } = program
  const base = `http://127.0.0.1:${port}`
  await isReady(base, program)
  const startedInMs = performance.now() - began
  let cookie = ''

  async function ask<Body>(method: string, path: string, body?: object): Promise<Body> {
    if (cookie === '' && path !== '/api/session') await signIn()
    const reply = await fetch(base + path, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`)
    cookie ||= reply.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    return (await reply.json()) as Body
  }

  async function hook(path: string, body: string): Promise<number> {
    const reply = await fetch(`${base}/hooks/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await reply.arrayBuffer()
    return reply.status
  }

  const signIn = () => ask('POST', '/api/session', admin)

  return {
    pid: child.pid ?? 0,
    port,
    file: join(folder, 'tandem.db'),
    startedInMs,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    async upload(name, text) {
      if (cookie === '') await signIn()
      const form = new FormData()
      form.append('file', new Blob([text], { type: 'text/csv' }), name)
      const reply = await fetch(`${base}/api/files`, { method: 'POST', headers: { cookie }, body: form })
      if (!reply.ok) throw new Error(`The file was answered with ${reply.status}: ${await reply.text()}`)
      return ((await reply.json()) as { id: string }).id
    },
    hook,
    async hooks(path, bodies) {
      for (let from = 0; from < bodies.length; from += atOnce) {
        const statuses = await Promise.all(bodies.slice(from, from + atOnce).map((body) => hook(path, body)))
        const wrong = statuses.find((status) => status !== 202)
        if (wrong !== undefined) throw new Error(`A webhook at ${path} was answered with ${wrong}`)
      }
    },
    async publish(workflow) {
      const { id, revision } = await ask<{ id: string; revision: number }>('POST', '/api/workflows', { file: workflow })
      await ask('PUT', `/api/workflows/${id}/publication`, { revision })
    },
    metrics: async () => (await fetch(`${base}/metrics`)).text(),
    stop: () => ended(child, 'SIGINT'),
  }
}
