/**
 * The links in a letter: opens, clicks, answers, unsubscribing, and the address that a reply comes back to. A token is
 * the id of the message and a keyed hash of purpose and id. It derives from the effect key alone, so a preview and the
 * letter carry the same bytes, and nobody can make one for a letter that is not theirs.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A token for one purpose opens nothing for another. */
export type LinkPurpose = 'open' | 'click' | 'unsubscribe' | 'questions' | 'reply' | 'picture'

/** What is in a token is an id, of a message or of a picture; it tells nothing of whom the letter is for. */
export interface LinkTokens {
  /** 44 lower-case hex digits, safe in an address and in the name part of a mailbox. */
  token(purpose: LinkPurpose, message: string): string
  /** The message a token was made for; null for any other text. */
  read(purpose: LinkPurpose, token: string): string | null
}

/** Links in letters that have left work as long as the secret stays the same. */
export function linkTokens(secret: string): LinkTokens {
  const seal = (purpose: LinkPurpose, bare: string) =>
    createHmac('sha256', secret).update(`letter-link:${purpose}:${bare}`).digest('hex').slice(0, sealLength)
  return {
    token: (purpose, message) => {
      const bare = message.replaceAll('-', '')
      return bare + seal(purpose, bare)
    },
    read: (purpose, token) => {
      if (!pattern.test(token)) return null
      const bare = token.slice(0, idLength)
      const wanted = Buffer.from(seal(purpose, bare))
      if (!timingSafeEqual(wanted, Buffer.from(token.slice(idLength)))) return null
      return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join('-')
    },
  }
}

const idLength = 32
/** 48 bits: a guess is answered like any other wrong link, and there is no second try with the same message. */
const sealLength = 12
const pattern = new RegExp(`^[0-9a-f]{${idLength + sealLength}}$`)

/** The longest name part of an address (RFC 5321, 4.5.3.1.1). */
const longestName = 64

/** `valera@tandem.test` with a token becomes `valera+r…@tandem.test`; the plain address where that would grow too long. */
export function replyAddress(address: string, token: string): string {
  const at = address.lastIndexOf('@')
  const name = `${address.slice(0, at)}+r${token}`
  return name.length > longestName ? address : name + address.slice(at)
}

/** The token in an address that a reply was sent to, if there is one. */
export function tokenInAddress(address: string): string | null {
  return /\+r([0-9a-f]{44})@/i.exec(address)?.[1]?.toLowerCase() ?? null
}

/** An address as people know it, without the token. */
export const withoutToken = (address: string): string => address.replace(/\+r[0-9a-f]{44}@/i, '@')
