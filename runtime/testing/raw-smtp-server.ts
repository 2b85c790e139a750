/** A mail server that says what its test wants, byte for byte, over plain TCP. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** One conversation, as the server sees it. */
export interface Talk {
  /** The next line of the client, without its end. Rejects when the client is gone. */
  heard(): Promise<string>
  /** Says a line, or as many as the text has. */
  says(text: string): void
  /** Sends bytes as they are: half a line, rubbish. */
  sends(bytes: string | Uint8Array): void
  /** Hears the letter out up to its final dot; it has arrived then. */
  letter(): Promise<void>
  /** Takes the usual steps before the letter: EHLO, MAIL, RCPT; ends with the client's DATA. */
  untilData(): Promise<void>
  /** Is polite from here on, letter after letter. */
  goesOn(): Promise<void>
  drop(): void
}

/** How a server behaves towards everybody who connects. */
export type Manners = (talk: Talk) => Promise<void>

interface RawSmtpServer {
  readonly url: string
  /** Letters that came up to their final dot. */
  readonly copies: number
  /** Connections that are open now. */
  readonly open: number
  /** How many were open at the same time, at most. */
  readonly mostOpen: number
  /** How it behaves from now on. */
  behaves(manners: Manners): void
  close(): Promise<void>
}

/** A server as it should be. */
export const polite: Manners = async (talk) => {
  talk.says('220 mail.test')
  await talk.goesOn()
}

/** Listens on this machine, on a free port. */
export async function aRawSmtpServer(manners: Manners): Promise<RawSmtpServer> {
  let present = manners
  let copies = 0
  let mostOpen = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    mostOpen = Math.max(mostOpen, sockets.size)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(
      talkOver(socket, () => copies++),
      present,
    )
      .catch(() => {})
      .finally(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    get copies() {
      return copies
    },
    get open() {
      return sockets.size
    },
    get mostOpen() {
      return mostOpen
    },
    behaves(next) {
      present = next
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Whoever has said all listens until the other side is gone. */
async function converse(talk: Talk, manners: Manners): Promise<void> {
  await manners(talk)
  for (;;) await talk.heard()
}

function talkOver(socket: Socket, arrived: () => void): Talk {
  const lines = linesOf(socket)
  const talk: Talk = {
    async heard() {
      const { value, done } = await lines.next()
      if (done) throw new Error('The client is gone')
      return value
    },
    says: (text) => void socket.write(`${text.replaceAll('\n', '\r\n')}\r\n`),
    sends: (bytes) => void socket.write(bytes),
    async letter() {
      while ((await talk.heard()) !== '.') {}
      arrived()
    },
    async untilData() {
      for (;;) {
        const line = await talk.heard()
        if (line === 'DATA') return
        talk.says('250 ok')
      }
    },
    async goesOn() {
      for (;;) {
        await talk.untilData()
        talk.says('354 go on')
        await talk.letter()
        talk.says('250 accepted')
      }
    },
    drop: () => void socket.destroy(),
  }
  return talk
}

async function* linesOf(socket: Socket): AsyncGenerator<string, void, void> {
  let rest = ''
  for await (const chunk of socket) {
    const lines = `${rest}${chunk}`.split('\r\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
