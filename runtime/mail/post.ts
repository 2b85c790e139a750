/** How a frozen letter goes out: by SMTP, or into the built-in mailbox. */
import type { SendEmail } from '../../shared/effects.ts'
import type { Delivered } from '../engine/deliverer.ts'
import { UnreadableSecret } from '../sealed.ts'

/** Paces nothing and tries once; that is the work of the outbox. */
export interface Post {
  /** Hands the letter over, dated with the engine's time. What the other side says is an answer, not an exception. */
  send(letter: SendEmail, at: Date): Promise<Delivered>
  close(): void
}

/** The built-in mailbox keeps every letter as a message already; there is nobody to hand it to. */
export const builtInPost: Post = {
  send: async (letter) => ({ kind: 'done', result: { state: 'sent', message: letter.id, builtIn: true } }),
  close: () => {},
}

/** Where letters are handed over. */
export interface Servers {
  /** Of the installation, `smtp://user:password@host:port`; null: letters stay in the built-in mailbox. */
  readonly usual: string | null
  /** A mailbox's own, in the same form; null when it has none. Throws `UnreadableSecret`. */
  ofMailbox(mailbox: string): Promise<string | null>
  /** A clock that is turned by hand must send nobody a real letter. */
  readonly onlyThisMachine: boolean
}

/**
 * Hands each letter to the server of its mailbox. Letters to people who do not exist (reserved domains of RFC 2606, the
 * demo company) never leave the house, unless that server is on this machine. `connect` is called once for each mailbox
 * and server, so that no mailbox waits for the connections of another.
 */
export function openPostOffice({ usual, ofMailbox, onlyThisMachine }: Servers, connect: (url: string) => Post): Post {
  const open = new Map<string, Post>()

  function postAt(url: string, mailbox: string): Post {
    const key = `${mailbox} ${url}`
    const post = open.get(key) ?? connect(url)
    open.set(key, post)
    return post
  }

  return {
    async send(letter, at) {
      const mailbox = letter.frozen?.mailbox ?? ''
      let url: string | null
      try {
        url = (await ofMailbox(mailbox)) ?? usual
      } catch (error) {
        if (error instanceof UnreadableSecret) return { kind: 'again', problem: { code: 'mail-access-unreadable' } }
        throw error
      }
      if (url === null) return builtInPost.send(letter, at)
      const goes = isOnThisMachine(url) || !(onlyThisMachine || isReserved(letter.to))
      return (goes ? postAt(url, mailbox) : builtInPost).send(letter, at)
    },
    close: () => {
      for (const post of open.values()) post.close()
    },
  }
}

const isOnThisMachine = (url: string): boolean => {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
}

const isReserved = (address: string): boolean => /[@.](test|example|invalid|localhost)$|@example\.(com|net|org)$/i.test(address)
