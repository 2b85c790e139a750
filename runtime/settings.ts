/** The environment, read once and typed. Every setting has a default that works; a value that cannot work stops the start with a sentence. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the README lists, under the names of the environment. */
export interface Settings {
  readonly port: number
  readonly host: string
  /** Where people reach this installation, without a slash at the end. */
  readonly baseUrl: string
  readonly dataDir: string
  /** `postgres://…` moves the store; null: SQLite in the data folder. */
  readonly databaseUrl: string | null
  /** Null: letters go to the built-in mailbox. */
  readonly smtpUrl: string | null
  /** Null: one is made and kept in the data folder. */
  readonly secretKey: string | null
  /** The key is another one than the data was written with, and the old one is lost. */
  readonly newSecretKey: boolean
  /** Creates the first admin without the set-up page. */
  readonly admin: { readonly email: string; readonly password: string } | null
  readonly demo: boolean
  /** `manual`: time stands still until `POST /api/clock` turns it. */
  readonly clock: 'real' | 'manual'
  /** A folder with node types of this installation. */
  readonly customNodes: string
  readonly logLevel: string
  /** Requests a second that one sender may make to a hook or form. */
  readonly hookRate: number
  /** Events that may wait to be heard; above, hooks and forms are asked to come again. */
  readonly mostPending: number
  /** Requests a minute that one person or address may make to the API. */
  readonly apiRate: number
  /** Hosts (`host:port`) inside a private network that workflows may call. */
  readonly callsAllowed: readonly string[]
  /** While everything waits longer than this, new requests are told to come back; 0 never. */
  readonly busyAfterMs: number
  /** The built editor; null: where the build puts it. */
  readonly editorDir: string | null
}

/** Thrown for a setting that cannot work; the message says which and what would. */
export class SettingProblem extends Error {
  constructor(name: string, wanted: string) {
    super(`The setting ${name} ${wanted}`)
    this.name = 'SettingProblem'
  }
}

/** Puts what `.env` holds under the environment; what is set outside wins. */
export function loadEnvFile(file = '.env'): void {
  if (existsSync(file)) process.loadEnvFile(file)
}

/** Reads the settings from an environment. Throws `SettingProblem`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = whole(env, 'PORT', 3000, 0, 65_535)
  const host = env['HOST'] || '127.0.0.1'
  const smtpUrl = urlOf(env, 'SMTP_URL', ['smtp:', 'smtps:'])
  const clock = choice(env, 'TANDEM_CLOCK', ['real', 'manual'], 'real')
  if (clock === 'manual' && smtpUrl && !isLoopback(smtpUrl.hostname)) {
    throw new SettingProblem(
      'TANDEM_CLOCK',
      'may be "manual" only without an SMTP_URL, or with one on this machine: a turned clock would send real letters.',
    )
  }
  return {
    port,
    host,
    baseUrl: (
      urlOf(env, 'BASE_URL', ['http:', 'https:'])?.href ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
    ).replace(/\/+$/, ''),
    dataDir: resolve(env['DATA_DIR'] || 'data'),
    databaseUrl: urlOf(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])?.href ?? null,
    smtpUrl: smtpUrl?.href ?? null,
    secretKey: env['SECRET_KEY'] || null,
    newSecretKey: env['NEW_SECRET_KEY'] === '1',
    callsAllowed: (env['CALLS_ALLOWED'] ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    admin: adminOf(env),
    demo: env['TANDEM_DEMO'] === '1',
    clock,
    customNodes: resolve(env['CUSTOM_NODES'] || 'custom-nodes'),
    logLevel: choice(env, 'LOG_LEVEL', ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'warn'),
    hookRate: whole(env, 'HOOK_RATE', 50, 1, 1_000_000),
    mostPending: whole(env, 'MOST_PENDING', 100_000, 1, 100_000_000),
    apiRate: whole(env, 'API_RATE', 3000, 1, 10_000_000),
    busyAfterMs: whole(env, 'BUSY_AFTER_MS', 3000, 0, 3_600_000),
    editorDir: env['EDITOR_DIR'] ? resolve(env['EDITOR_DIR']) : null,
  }
}

/** What the log tells of the settings: how it runs, and neither secrets nor people. */
export const settingsInLog = (settings: Settings) => ({
  port: settings.port,
  host: settings.host,
  baseUrl: new URL(settings.baseUrl).origin,
  dataDir: settings.dataDir,
  mailServer: settings.smtpUrl !== null,
  clock: settings.clock,
  customNodes: settings.customNodes,
  logLevel: settings.logLevel,
  hookRate: settings.hookRate,
  mostPending: settings.mostPending,
  apiRate: settings.apiRate,
  callsAllowed: settings.callsAllowed,
  busyAfterMs: settings.busyAfterMs,
})

/** The SQLite file of an installation. */
export const databaseFile = (settings: Pick<Settings, 'dataDir'>): string => join(settings.dataDir, 'tandem.db')

function whole(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number, least: number, most: number): number {
  const text = env[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new SettingProblem(name, `must be a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

function choice<Value extends string>(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  values: readonly Value[],
  otherwise: Value,
): Value {
  const text = env[name]
  if (!text) return otherwise
  const found = values.find((value) => value === text)
  if (!found) throw new SettingProblem(name, `must be one of ${values.join(', ')}, not "${text}".`)
  return found
}

/** A URL of one of these protocols, or null when the setting is empty. The value may hold a password, so it is never repeated. */
function urlOf(env: Readonly<Record<string, string | undefined>>, name: string, protocols: readonly string[]): URL | null {
  const text = env[name]
  if (!text) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !protocols.includes(url.protocol))
    throw new SettingProblem(name, `must be an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`)
  return url
}

function adminOf(env: Readonly<Record<string, string | undefined>>): Settings['admin'] {
  const text = env['TANDEM_ADMIN']
  if (!text) return null
  const at = text.indexOf(':')
  const admin = { email: text.slice(0, at), password: text.slice(at + 1) }
  if (at < 3 || !admin.email.includes('@') || admin.password.length < 10) {
    throw new SettingProblem('TANDEM_ADMIN', 'must be an e-mail address, a colon and a password of at least 10 characters.')
  }
  return admin
}

const isLoopback = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
