/**
 * A message to a browser that is not open, as its maker's push service takes it: encrypted for the browser alone (RFC 8291
 * over RFC 8188), signed with the key of the installation (VAPID, RFC 8292).
 */
import { createCipheriv, createECDH, createPrivateKey, hkdfSync, randomBytes, sign } from 'node:crypto'

/** What a browser says of itself when it subscribes; keys in base64url. */
export interface PushSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

/** Of the installation, base64url: a point of P-256, uncompressed, and its number. */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** What is random in a message; only tests give it. */
interface Randomness {
  readonly salt: Buffer
  readonly privateKey: Buffer
}

/** A new pair. */
export function newPushKeys(): PushKeys {
  const pair = createECDH(curve)
  pair.generateKeys()
  return { publicKey: pair.getPublicKey('base64url'), privateKey: padded(pair.getPrivateKey()).toString('base64url') }
}

const curve = 'prime256v1'
const recordSize = 4096

/** Encrypts a text for a browser. Throws for keys that are none. */
export function encryptFor({ keys }: PushSubscription, text: string, random?: Randomness): Buffer {
  const [theirs, auth] = [Buffer.from(keys.p256dh, 'base64url'), Buffer.from(keys.auth, 'base64url')]
  const salt = random?.salt ?? randomBytes(16)
  const own = createECDH(curve)
  if (random) own.setPrivateKey(random.privateKey)
  else own.generateKeys()
  const ours = own.getPublicKey()
  const shared = own.computeSecret(theirs)
  const input = derive(auth, shared, Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]), 32)
  const key = derive(salt, input, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(salt, input, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // Two ends the last record.
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(recordSize)
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, body])
}

const derive = (salt: Buffer, key: Buffer, info: Buffer, length: number): Buffer => Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** Push services take signatures for at most a day. */
const signedForSeconds = 12 * 3600
/** A browser that is off for longer need not be told any more. */
const keptForSeconds = 24 * 3600

/** Headers of the request that hands a message over. `contact`: whom the push service may ask, an address of this installation. */
export function pushHeaders(endpoint: string, { publicKey, privateKey }: PushKeys, contact: string, now: Date): Record<string, string> {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + signedForSeconds, sub: contact }
  const signed = `${inBase64({ typ: 'JWT', alg: 'ES256' })}.${inBase64(claims)}`
  const point = Buffer.from(publicKey, 'base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
      d: privateKey,
    },
  })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return {
    authorization: `vapid t=${signed}.${signature}, k=${publicKey}`,
    ttl: String(keptForSeconds),
    urgency: 'normal',
    'content-type': 'application/octet-stream',
    'content-encoding': 'aes128gcm',
  }
}

const inBase64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Numbers are written without leading zeros. */
const padded = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(32 - number.length), number])
