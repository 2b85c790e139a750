/** X.509 certificates for servers in tests, made here: signed by an authority of the test's own, or by nobody but themselves. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a server shows, in PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Signs certificates; `cert` in PEM is what a client is told to trust. */
export interface Authority {
  readonly cert: string
  /** For a host name, valid for these days before and after today. */
  signs(host: string, days?: { readonly before: number; readonly after: number }): Certificate
}

const aYear = { before: 1, after: 365 }

/** An authority that nobody trusts until they are told to. */
export function anAuthority(name = 'Test authority'): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const cert = certificate({ subject: name, issuer: name, ofKey: own.publicKey, by: own.privateKey, days: aYear, isAuthority: true })
  return {
    cert,
    signs(host, days = aYear) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const signed = certificate({ subject: host, issuer: name, ofKey: publicKey, by: own.privateKey, days, isAuthority: false })
      return { key: pemOf(privateKey), cert: signed }
    },
  }
}

/** A certificate for which nobody vouches. */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const cert = certificate({ subject: host, issuer: host, ofKey: publicKey, by: privateKey, days: aYear, isAuthority: false })
  return { key: pemOf(privateKey), cert }
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

interface Wanted {
  readonly subject: string
  readonly issuer: string
  readonly ofKey: KeyObject
  readonly by: KeyObject
  readonly days: { readonly before: number; readonly after: number }
  readonly isAuthority: boolean
}

/** RFC 5280, 4.1, in DER. */
function certificate({ subject, issuer, ofKey, by, days, isAuthority }: Wanted): string {
  const dayMs = 86_400_000
  const now = Date.now()
  const signedContent = sequence(
    tagged(0xa0, integer([2])),
    integer([0x40, ...randomBytes(8)]),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(timeOf(now - days.before * dayMs), timeOf(now + days.after * dayMs)),
    nameOf(subject),
    ofKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(isAuthority ? authorityExtension : hostExtension(subject))),
  )
  const signature = sign('sha256', signedContent, by)
  const der = sequence(signedContent, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...contents: readonly Buffer[]): Buffer => tagged(0x30, ...contents)

/** The first byte is below 0x80, so that it is positive, and not 0, as it has to be the shortest form. */
const integer = (bytes: readonly number[]): Buffer => tagged(0x02, Buffer.from(bytes))
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const nameOf = (name: string): Buffer => sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))))

/** GeneralizedTime, to the second. */
const timeOf = (ms: number): Buffer => tagged(0x18, Buffer.from(`${new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`))

const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), tagged(0x04, value))
const authorityExtension = extension('551d13', sequence(tagged(0x01, Buffer.from([0xff]))))
const hostExtension = (host: string): Buffer => extension('551d11', sequence(tagged(0x82, Buffer.from(host))))
