/** Runs inside a worker thread: talks to mail servers, so that writing and sending letters holds nothing else up. */
import { parentPort } from 'node:worker_threads'
import type { SendEmail } from '../../shared/effects.ts'
import type { Delivered } from '../engine/deliverer.ts'
import type { Post } from './post.ts'
import { smtpPost } from './smtp-post.ts'

/** What the thread is told: to hand over a letter by a connection, which is opened for its first one, or to close that. */
export type ThreadCall =
  | {
      readonly kind: 'send'
      readonly id: number
      readonly connection: number
      readonly url: string
      readonly letter: SendEmail
      readonly at: Date
    }
  | { readonly kind: 'close'; readonly connection: number }

/** The answer to `send`. */
export interface ThreadAnswer {
  readonly id: number
  readonly delivered: Delivered
}

const posts = new Map<number, Post>()

function postOf(connection: number, url: string): Post {
  const post = posts.get(connection) ?? smtpPost(url)
  posts.set(connection, post)
  return post
}

parentPort?.on('message', (call: ThreadCall) => {
  if (call.kind === 'close') {
    posts.get(call.connection)?.close()
    posts.delete(call.connection)
    return
  }
  const { id, connection, url, letter, at } = call
  // A post does not reject; if it did, the thread would end, and everything under way be in doubt.
  void postOf(connection, url)
    .send(letter, at)
    .then((delivered) => parentPort?.postMessage({ id, delivered } satisfies ThreadAnswer))
})
