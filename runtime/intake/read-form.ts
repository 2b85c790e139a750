/** Reads `application/x-www-form-urlencoded`, in the character set that the sender names. */
import { Refused } from '../http/problem.ts'

/** Names and values in their order. More pairs than a body may have values are refused. */
export function readForm(bytes: Buffer, charset: string | null): readonly (readonly [name: string, value: string])[] {
  const decode = decoder(charset)
  const pairs = bytes.toString('latin1').split('&')
  if (pairs.length > mostPairs) throw new Refused(413, 'too-large')
  return pairs.flatMap((pair) => {
    if (pair.trim() === '') return []
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    return [[decode(name).trim(), decode(value)] as const]
  })
}

const mostPairs = 200_000

function decoder(charset: string | null): (text: string) => string {
  const texts = new TextDecoder(isKnown(charset) ? charset : 'utf-8')
  return (text) => texts.decode(bytesOf(text.trimEnd()))
}

function isKnown(charset: string | null): charset is string {
  try {
    return charset !== null && new TextDecoder(charset).encoding !== ''
  } catch {
    return false
  }
}

/** A percent sign that begins no code stands for itself. */
const bytesOf = (text: string): Uint8Array =>
  Buffer.from(
    text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  )
