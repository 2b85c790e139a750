/** A real SMTP server for tests: keeps what it accepted, and misbehaves as it is told. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came over the wire. */
  readonly raw: string
}

interface TestSmtpServer {
  readonly url: string
  readonly received: readonly Received[]
  close(): Promise<void>
}

interface Refusal {
  readonly status: number
  readonly text: string
}

const refusing = ({ status, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: status })

/** What the server does instead of accepting: an answer at some point of the conversation, or a connection dropped there. */
export interface Misbehaviour {
  readonly refuseConnection?: Refusal
  readonly refuseLogin?: Refusal
  readonly refuseSender?: Refusal
  readonly refuseRecipient?: Refusal
  /** After the final dot. */
  readonly refuseLetter?: Refusal
  /** Called when the whole letter is there, before the server says so. */
  readonly arrived?: () => Promise<void>
  readonly drop?: 'before-go' | 'after-go' | 'after-dot'
}

/** Starts one, on any free port unless it is to stand where another stood. */
export async function aSmtpServer(misbehaviour: () => Misbehaviour = () => ({}), at = 0): Promise<TestSmtpServer> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: misbehaviour().refuseLogin ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onConnect(_session, done) {
      const { refuseConnection } = misbehaviour()
      done(refuseConnection && refusing(refuseConnection))
    },
    onAuth(_auth, _session, done) {
      const { refuseLogin } = misbehaviour()
      done(refuseLogin && refusing(refuseLogin), { user: 'anybody' })
    },
    onMailFrom(_address, _session, done) {
      const { refuseSender } = misbehaviour()
      done(refuseSender && refusing(refuseSender))
    },
    onRcptTo(_address, session, done) {
      const { refuseRecipient, drop } = misbehaviour()
      if (drop === 'before-go') return destroy(server, session.id)
      done(refuseRecipient && refusing(refuseRecipient))
    },
    onData(stream, session, done) {
      const { drop, refuseLetter, arrived } = misbehaviour()
      const chunks: Buffer[] = []
      if (drop === 'after-go') stream.once('data', () => destroy(server, session.id))
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (refuseLetter) return done(refusing(refuseLetter))
        const from = session.envelope.mailFrom
        received.push({
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        await arrived?.()
        if (drop === 'after-go') return
        if (drop === 'after-dot') return destroy(server, session.id)
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(at, '127.0.0.1')
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
