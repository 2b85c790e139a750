/**
 * How a sealed access key looks in a workflow file: `sealed:HOST:BYTES`. The host it is sent to stands in it, so that
 * everybody sees where it may go, and is bound to it, so that nobody can send it elsewhere.
 */
import { isJsonObject, type Json } from './json.ts'

/** Each sealed piece in a text, with its host (as in an address, percent-encoded) and its bytes in base64url. */
export const sealedPieces = /sealed:([A-Za-z0-9.%_-]+):([A-Za-z0-9_-]+)/g

/** Writes one. `host` is that of a URL, its port included unless it is the usual one. */
export const sealedText = (host: string, bytes: string): string => `sealed:${encodeURIComponent(host)}:${bytes}`

/** The host of a sealed text, `api.example.com`; null for any other text. */
export function hostOfSealed(text: string): string | null {
  const [, host] = new RegExp(`^${sealedPieces.source}$`).exec(text) ?? []
  return host === undefined ? null : decodeURIComponent(host)
}

/** The host that a stored address leads to; null while it is not written, or depends on a value. */
export function hostOfAddress(template: Json | undefined): string | null {
  const [first, ...rest] = Array.isArray(template) ? (template as readonly Json[]) : []
  if (typeof first !== 'string') return null
  const start = /^\s*https?:\/\/[^/?#\s]+/i.exec(first)?.[0].trim()
  const isWhole = start !== undefined && (rest.every((piece) => !isJsonObject(piece)) || first.trimStart().length > start.length)
  return isWhole && URL.canParse(start) ? new URL(start).host : null
}
