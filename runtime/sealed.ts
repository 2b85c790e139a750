/**
 * Access keys of other systems. They are sealed (AES-256-GCM) with a key outside the database the moment they are typed;
 * workflow files, steps, effects and trails hold only the sealed text, and the way out opens it on delivery.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { hostOfSealed, sealedPieces, sealedText } from '../shared/sealed-text.ts'

/** Only the way out calls `open`. */
export interface Sealing {
  /** `sealed:HOST:…`, to be sent to this host only; a text that is sealed already stays as it is. */
  seal(text: string, host: string): string
  /**
   * Opens every sealed piece in a text that is sent to `host`. Throws `SecretForAnother` for one that is meant for
   * another host, and `UnreadableSecret` for one that another installation sealed.
   */
  open(text: string, host: string): string
}

/** The key of the installation is another one than when it was sealed, or the text was cut or changed. */
export class UnreadableSecret extends Error {
  constructor() {
    super('A sealed secret cannot be opened with the key of this installation')
    this.name = 'UnreadableSecret'
  }
}

/** The secret was given for `host`, and the call goes elsewhere. */
export class SecretForAnother extends Error {
  readonly host: string

  constructor(host: string) {
    super(`A sealed secret is meant for ${host}`)
    this.name = 'SecretForAnother'
    this.host = host
  }
}

const nonceLength = 12
const tagLength = 16

/** `key` has 32 bytes. */
export function openSealing(key: Buffer): Sealing {
  return {
    seal(text, host) {
      if (hostOfSealed(text) !== null) return text
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(host))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return sealedText(host, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url'))
    },
    open: (text, host) =>
      text.replace(sealedPieces, (piece, _host: string, bytes: string) => {
        const meantFor = hostOfSealed(piece) ?? ''
        if (meantFor !== host) throw new SecretForAnother(meantFor)
        return opened(Buffer.from(bytes, 'base64url'), host, key)
      }),
  }
}

function opened(bytes: Buffer, host: string, key: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength)).setAAD(Buffer.from(host))
    decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8')
  } catch {
    throw new UnreadableSecret()
  }
}
