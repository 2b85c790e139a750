/**
 * Access keys of other systems. They are sealed (AES-256-GCM) with a key outside the database the moment they are typed;
 * workflow files, steps, effects and trails hold only the sealed text, and the way out opens it on delivery.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Only the way out calls `open`. */
export interface Sealing {
  /** `sealed:…`; a text that is sealed already stays as it is. */
  seal(text: string): string
  /** Opens every sealed piece in a text. Throws `UnreadableSecret` for one that another installation sealed. */
  open(text: string): string
}

/** The key of the installation is another one than when it was sealed, or the text was cut. */
export class UnreadableSecret extends Error {
  constructor() {
    super('A sealed secret cannot be opened with the key of this installation')
    this.name = 'UnreadableSecret'
  }
}

const prefix = 'sealed:'
const sealed = /sealed:[A-Za-z0-9_-]+/g
const nonceLength = 12
const tagLength = 16

/** `key` has 32 bytes. */
export function openSealing(key: Buffer): Sealing {
  return {
    seal(text) {
      if (text.startsWith(prefix)) return text
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return prefix + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open: (text) => text.replace(sealed, (piece) => opened(piece.slice(prefix.length), key)),
  }
}

function opened(piece: string, key: Buffer): string {
  const bytes = Buffer.from(piece, 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength))
    decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8')
  } catch {
    throw new UnreadableSecret()
  }
}
