/** Small texts that go out and come back unchanged: a moment, a contact. Nobody can make one without our key. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Sealed, not hidden: everybody can read the text. HMAC-SHA-256, the first 132 bits of it. */
export interface Seals {
  seal(purpose: 'form-shown' | 'known-visitor', text: string): string
  /** The text, or null when it was not sealed here for this purpose. */
  open(purpose: 'form-shown' | 'known-visitor', sealed: string): string | null
}

const sealLength = 22

/** `key` is the secret of the installation, the same one after a restart. */
export function seals(key: Buffer): Seals {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`seal:${purpose}:${text}`).digest('base64url').slice(0, sealLength)
  return {
    seal: (purpose, text) => `${text}.${sign(purpose, text)}`,
    open(purpose, sealed) {
      const dot = sealed.lastIndexOf('.')
      const text = sealed.slice(0, Math.max(0, dot))
      const given = Buffer.from(sealed.slice(dot + 1))
      const wanted = Buffer.from(sign(purpose, text))
      return sealed.length < 300 && given.length === wanted.length && timingSafeEqual(given, wanted) ? text : null
    },
  }
}
