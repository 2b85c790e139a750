/** Checks that a delivery comes from whom it says: HMAC over the raw bytes, as the settings of the hook describe the sender's way. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { Refused } from '../http/problem.ts'

/**
 * `prefix` stands before the signature in its header (`sha256=`). With `field` the header is a list, `t=…,v1=…`, and names
 * the part that is the signature. `timestamp` is signed too, before the body and joined by `joinedBy`; it stands in a
 * header of its own or, with `field`, in the same list. `token`: the header is the secret itself.
 */
export interface SignatureSettings {
  readonly header: string
  readonly algorithm: 'sha256' | 'sha1' | 'sha512' | 'token'
  readonly encoding: 'hex' | 'base64' | 'base64url'
  readonly prefix: string
  readonly field: string | null
  readonly timestamp: {
    readonly header: string | null
    readonly field: string | null
    readonly toleranceSeconds: number
    readonly joinedBy: string
    /** Stands before the time in what is signed: `v0:`. */
    readonly prefix: string
  } | null
}

const usualToleranceSeconds = 300

/** The settings in a stored hook; null when it has none. */
export function signatureIn(value: Json | undefined): SignatureSettings | null {
  if (!isJsonObject(value) || typeof value['header'] !== 'string' || value['header'] === '') return null
  const text = (key: string, from = value) => (typeof from[key] === 'string' ? from[key] : '')
  const at = value['timestamp']
  return {
    header: value['header'].toLowerCase(),
    algorithm: oneOf(value['algorithm'], ['sha256', 'sha1', 'sha512', 'token']),
    encoding: oneOf(value['encoding'], ['hex', 'base64', 'base64url']),
    prefix: text('prefix'),
    field: text('field') || null,
    timestamp: isJsonObject(at)
      ? {
          header: text('header', at).toLowerCase() || null,
          field: text('field', at) || null,
          toleranceSeconds: typeof at['toleranceSeconds'] === 'number' ? at['toleranceSeconds'] : usualToleranceSeconds,
          joinedBy: typeof at['joinedBy'] === 'string' ? at['joinedBy'] : '.',
          prefix: text('prefix', at),
        }
      : null,
  }
}

function oneOf<Value extends string>(value: Json | undefined, known: readonly [Value, ...Value[]]): Value {
  return known.find((each) => each === value) ?? known[0]
}

/** Throws `Refused` unless the bytes are signed with the secret. `nowMs` is real time. */
export function checkSignature(
  bytes: Buffer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  settings: SignatureSettings,
  secret: string | null,
  nowMs: number,
): void {
  const header = (name: string): string => String([headers[name] ?? ''].flat()[0] ?? '')
  const wrong = new Refused(401, 'hook-signature-wrong')
  if (secret === null) throw wrong
  const sent = header(settings.header)
  const given = settings.field === null ? [sent] : partsOf(sent, settings.field)
  const stamp = timeOf(settings, sent, header)
  if (settings.timestamp && stamp === null) throw wrong
  const wanted = settings.algorithm === 'token' ? secret : sign(bytes, settings, secret, stamp)
  if (!given.some((one) => equal(one, settings.prefix + wanted))) throw wrong
  if (settings.timestamp && stamp !== null && isTooOld(stamp, settings.timestamp.toleranceSeconds, nowMs)) {
    throw new Refused(401, 'hook-too-old')
  }
}

/** `t=1,v1=abc,v1=def`: every value of a key, for a sender that is changing its secret. */
const partsOf = (list: string, key: string): string[] =>
  list
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${key}=`))
    .map((part) => part.slice(key.length + 1))

function timeOf({ timestamp }: SignatureSettings, list: string, header: (name: string) => string): string | null {
  if (!timestamp) return null
  return (timestamp.field === null ? header(timestamp.header ?? '') : (partsOf(list, timestamp.field)[0] ?? '')) || null
}

function sign(bytes: Buffer, { algorithm, encoding, timestamp }: SignatureSettings, secret: string, stamp: string | null): string {
  const hmac = createHmac(algorithm, secret)
  if (timestamp && stamp !== null) hmac.update(timestamp.prefix + stamp + timestamp.joinedBy)
  return hmac.update(bytes).digest(encoding)
}

/** Takes the same time whatever differs; hex may come in either letter case. */
function equal(given: string, wanted: string): boolean {
  const a = Buffer.from(/^[0-9a-f]+$/.test(wanted) ? given.toLowerCase() : given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Seconds or milliseconds since 1970, or an ISO instant. */
function isTooOld(stamp: string, toleranceSeconds: number, nowMs: number): boolean {
  const number = Number(stamp)
  const ms = Number.isFinite(number) ? (number > 1e11 ? number : number * 1000) : Date.parse(stamp)
  return !(Math.abs(nowMs - ms) <= toleranceSeconds * 1000)
}
