/** A real installation for one test: SQLite in a folder of its own, asked by `inject`, without a network. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { type App, type Outside, openApp } from '../app.ts'
import { hashPassword } from '../http/passwords.ts'
import type { Role } from '../http/rights.ts'
import { sealPrototypes } from '../sealed-prototypes.ts'
import { keyFile } from '../secret-key.ts'
import { readSettings, type Settings } from '../settings.ts'
import { newId } from '../store/ids.ts'
import { databaseFile } from '../store/sqlite.ts'
import type { Answered } from './answered.ts'

/** The body is parsed where it is JSON, text otherwise. */
export interface Answer {
  readonly status: number
  readonly body: Answered
  readonly headers: Readonly<Record<string, unknown>>
}

/** Somebody who makes requests. */
export interface Asker {
  readonly id: string
  get(url: string): Promise<Answer>
  post(url: string, body?: unknown): Promise<Answer>
  put(url: string, body?: unknown): Promise<Answer>
  patch(url: string, body?: unknown): Promise<Answer>
  delete(url: string): Promise<Answer>
  /** Bytes of another kind than JSON. */
  send(method: 'POST' | 'PUT', url: string, payload: Buffer, contentType: string): Promise<Answer>
}

/** Closed when the test is over. */
export interface TestApp extends App {
  /** Signed in; the admin made the installation. */
  readonly admin: Asker
  /** The header of the admin's session. */
  readonly cookie: string
  /** Nobody in particular. */
  readonly stranger: Asker
  /** Makes a person of the team and signs them in. */
  person(name: string, role: Role, department?: string): Promise<Asker>
  ask(options: InjectOptions): Promise<Answer>
}

/** Who sets up test installations: Olga, the admin. */
export const setupBody = {
  name: 'Olga',
  email: 'olga@company.test',
  password: 'correct horse battery',
  company: 'Volga',
  zone: 'Europe/Berlin',
  language: 'en',
  currency: 'EUR',
  region: 'DE',
  demo: false,
} as const

const testSettings = (dataDir: string, more: Partial<Settings> = {}): Settings => ({
  ...readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'fatal', API_RATE: '1000000', HOOK_RATE: '1000000', BUSY_AFTER_MS: '0' }),
  ...more,
})

/** A folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An installation that has not been set up yet. Closed after the test. */
export async function newApp(
  more: Partial<Settings> = {},
  folder = testFolder(),
  outside: Outside = {},
): Promise<Omit<TestApp, 'admin' | 'cookie'>> {
  const app = await openApp(testSettings(folder, more), outside)
  sealPrototypes()
  let closed = false
  const close = async () => {
    if (!closed) await app.close()
    closed = true
  }
  onTestFinished(close)
  const ask = async (options: InjectOptions): Promise<Answer> => {
    const reply = await app.server.inject(options)
    const isJson = String(reply.headers['content-type'] ?? '').startsWith('application/json')
    return { status: reply.statusCode, headers: reply.headers, body: isJson && reply.body !== '' ? reply.json() : reply.body }
  }
  return {
    ...app,
    close,
    ask,
    stranger: asker('', null, ask),
    async person(name, role, department) {
      const [at] = department
        ? await app.store.ids('department', { field: 'key', is: 'is', value: department }, { limit: 1, now: new Date() })
        : []
      const id = newId()
      const email = `${name.toLowerCase()}@company.test`
      const fields = {
        name,
        email,
        role,
        active: true,
        passwordHash: await hashPassword(setupBody.password, 1024),
        ...(at ? { department: at } : {}),
      }
      await app.parts.submit({
        ops: [
          {
            op: 'change',
            change: {
              change: 'create',
              entity: 'user',
              id,
              revision: null,
              fields,
              cause: { kind: 'system', id: null, depth: 0 },
              at: new Date(),
            },
          },
        ],
      })
      return asker(id, await signIn(email, ask), ask)
    },
  }
}

/** An installation that Olga has set up, in a folder without a database: a copy of the first one. */
export async function testApp(more: Partial<Settings> = {}, folder = testFolder(), outside: Outside = {}): Promise<TestApp> {
  first ??= setUpOnce()
  const { id, cookie, files } = await first
  for (const [name, content] of files) writeFileSync(join(folder, name), content, { mode: 0o600 })
  const app = await newApp(more, folder, outside)
  return { ...app, cookie, admin: asker(id, cookie, app.ask) }
}

interface SetUp {
  /** Of Olga. */
  readonly id: string
  readonly cookie: string
  /** What lay in its folder when it was closed. */
  readonly files: readonly (readonly [name: string, content: Buffer])[]
}

/** Making the tables and an admin takes longer than most tests: once for all that share a process. */
let first: Promise<SetUp> | null = null

async function setUpOnce(): Promise<SetUp> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-'))
  const app = await openApp(testSettings(folder))
  const payload = { ...setupBody, token: app.parts.setup.token }
  const reply = await app.server.inject({ method: 'POST', url: '/api/setup', payload })
  await app.close()
  const files = [databaseFile, keyFile].map((name) => [name, readFileSync(join(folder, name))] as const)
  rmSync(folder, { recursive: true })
  return { id: reply.json().user.id, cookie: cookieOf(reply), files }
}

async function signIn(email: string, ask: (options: InjectOptions) => Promise<Answer>): Promise<string> {
  return cookieOf(await ask({ method: 'POST', url: '/api/session', payload: { email, password: setupBody.password } }))
}

/** The session cookie of an answer, as a browser would send it back. */
export const cookieOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  String([headers['set-cookie']].flat()[0] ?? '').split(';')[0] ?? ''

function asker(id: string, cookie: string | null, ask: (options: InjectOptions) => Promise<Answer>): Asker {
  const send =
    (method: NonNullable<InjectOptions['method']>) =>
    (url: string, body?: unknown): Promise<Answer> =>
      ask({
        method,
        url,
        headers: { ...(cookie === null ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
  return {
    id,
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    send: (method, url, payload, contentType) =>
      ask({ method, url, headers: { ...(cookie === null ? {} : { cookie }), 'content-type': contentType }, payload }),
  }
}

/** What an error may consist of. */
export const problemKeys: readonly string[] = ['problem', 'message', 'fields', 'with', 'requestId']
