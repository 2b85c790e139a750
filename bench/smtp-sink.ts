/** A mail server that takes everything, in a process of its own: it says when the first letter came, when the last, and how many. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** `listening`: its port. `count`: asks how many have come since the last time it was asked to `forget`. */
export type SinkQuestion = { readonly ask: 'port' } | { readonly ask: 'count' } | { readonly ask: 'forget' }

/** Times in milliseconds of this machine's clock; null while nothing has come. */
export interface SinkAnswer {
  readonly port: number
  readonly count: number
  readonly different: number
  readonly first: number | null
  readonly last: number | null
}

let ids = new Set<string>()
let count = 0
let first: number | null = null
let last: number | null = null

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, _session, done) {
    let head = ''
    stream.on('data', (part: Buffer) => {
      if (head.length < 4_000) head += part.toString('latin1')
    })
    stream.on('end', () => {
      count++
      first ??= Date.now()
      last = Date.now()
      ids.add(/^message-id: *(.*)$/im.exec(head)?.[1] ?? `none ${count}`)
      done()
    })
  },
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.server.address() as AddressInfo
  process.on('message', ({ ask }: SinkQuestion) => {
    const answer: SinkAnswer = { port, count, different: ids.size, first, last }
    if (ask === 'forget') {
      ids = new Set()
      count = 0
      first = null
      last = null
    }
    process.send?.(answer)
  })
})
