/**
 * Hands a letter to each mail server it is told of, as a process of its own, because whom it trusts is fixed when it
 * starts (NODE_EXTRA_CA_CERTS): `node post-process.js <url> …`. Its message are the answers, by URL.
 */
import type { Delivered } from '../engine/deliverer.ts'
import { smtpPost } from '../mail/smtp-post.ts'
import { aFrozenLetter } from './sample-letter.ts'

/** What became of the letter, by the URL of the server. */
export type PostAnswers = Readonly<Record<string, Delivered>>

const answers: Record<string, Delivered> = {}
for (const url of process.argv.slice(2)) {
  const post = smtpPost(url)
  answers[url] = await post.send(aFrozenLetter('0193a5b2-1111-7abc-8def-0123456789ab'), new Date())
  post.close()
}
process.send?.(answers)
process.disconnect()
