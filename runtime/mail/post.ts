/** How a frozen letter goes out: by SMTP, or into the built-in mailbox. */
import type { SendEmail } from '../../shared/effects.ts'
import type { Delivered } from '../engine/deliverer.ts'

/** Paces nothing and tries once; that is the work of the outbox. */
export interface Post {
  /** Hands the letter over. What the other side says is an answer, not an exception. */
  send(letter: SendEmail): Promise<Delivered>
  close(): void
}

/** The built-in mailbox keeps every letter as a message already; there is nobody to hand it to. */
export const builtInPost: Post = {
  send: async (letter) => ({ kind: 'done', result: { state: 'sent', message: letter.id, builtIn: true } }),
  close: () => {},
}

/**
 * Letters to people who do not exist (reserved domains of RFC 2606, the demo company) never leave the house, unless the
 * mail server is on this machine.
 */
export function choosePost(smtp: { readonly post: Post; readonly isLoopback: boolean } | null): Post {
  if (!smtp) return builtInPost
  return {
    send: (letter) => (!smtp.isLoopback && isReserved(letter.to) ? builtInPost : smtp.post).send(letter),
    close: () => smtp.post.close(),
  }
}

const isReserved = (address: string): boolean => /[@.](test|example|invalid|localhost)$|@example\.(com|net|org)$/i.test(address)
