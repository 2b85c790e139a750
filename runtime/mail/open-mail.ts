/** Puts mail together: what sends, what receives, what reads the links in letters. */
import { join } from 'node:path'
import type { SendEmail } from '../../shared/effects.ts'
import type { Deliverer } from '../engine/deliverer.ts'
import { packageFolder } from '../package-folder.ts'
import { type AddressMark, addressMarks } from './address-mark.ts'
import { letterDeliverer } from './letter-deliverer.ts'
import { type LinkTokens, linkTokens } from './link-tokens.ts'
import { openPostOffice, type Post, type Servers } from './post.ts'
import { postsBeside } from './post-beside.ts'
import { smtpPost } from './smtp-post.ts'

/** Close it, or connections to the mail server stay open. */
export interface Mail {
  readonly links: LinkTokens
  readonly markOf: AddressMark
  readonly deliverer: Deliverer<SendEmail>
  /** For letters that are none of the outbox's. */
  readonly post: Pick<Post, 'send'>
  /** Letters leave the house, or stay in the built-in mailbox where one can answer as the client. */
  readonly leaves: boolean
  close(): void
}

/** Only what is built has a file that a thread can run. */
const connect = import.meta.filename.endsWith('.js') ? postsBeside(join(packageFolder(), 'dist/runtime/post-thread.js')) : smtpPost

/** `secret` seals the links of letters and the marks of erased addresses. */
export function openMail(servers: Servers, secret: string): Mail {
  const post = openPostOffice(servers, connect)
  const links = linkTokens(secret)
  const markOf = addressMarks(secret)
  return {
    links,
    markOf,
    post,
    deliverer: letterDeliverer(links, post, markOf),
    leaves: servers.usual !== null,
    close: () => post.close(),
  }
}
