/** A real SMTP server for tests: keeps what it accepted, and misbehaves as it is told. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came over the wire. */
  readonly raw: string
}

export interface TestSmtpServer {
  readonly url: string
  readonly received: readonly Received[]
  close(): Promise<void>
}

/** What the server does instead of accepting: an answer to the recipient, or a connection dropped at a point. */
export interface Misbehaviour {
  readonly refuseRecipient?: { readonly status: number; readonly text: string }
  readonly drop?: 'before-go' | 'after-go' | 'after-dot'
}

export async function aSmtpServer(misbehaviour: () => Misbehaviour = () => ({})): Promise<TestSmtpServer> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, session, done) {
      const { refuseRecipient, drop } = misbehaviour()
      if (drop === 'before-go') return destroy(server, session.id)
      if (refuseRecipient) return done(Object.assign(new Error(refuseRecipient.text), { responseCode: refuseRecipient.status }))
      done()
    },
    onData(stream, session, done) {
      const { drop } = misbehaviour()
      const chunks: Buffer[] = []
      if (drop === 'after-go') stream.once('data', () => destroy(server, session.id))
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = session.envelope.mailFrom
        received.push({
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        if (drop === 'after-go') return
        if (drop === 'after-dot') return destroy(server, session.id)
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Cuts a connection without a word. */
function destroy(server: SMTPServer, id: string): void {
  for (const connection of server.connections) {
    if (connection.id === id) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy()
  }
}
