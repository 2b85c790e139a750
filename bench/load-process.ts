/**
 * Makes load, in a process of its own so that it shares no event loop with what it measures. It writes HTTP/1.1 straight
 * to sockets that stay open, one request at a time on each, because a full HTTP client would cost as much as a server.
 */
import { connect, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { numbered } from './drawings.ts'

/** What to send, where, and for how long: `ms` milliseconds over `connections` sockets, numbered upwards from `from`. */
export interface Job {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly ms: number
  /** `#` stands for the number of the request, ten digits, so that no body comes twice. */
  readonly body: string
  readonly from: number
  /** Each connection rests so many milliseconds after an answer; 0 when it is not named. */
  readonly pauseMs?: number
}

/** Ends a job before its time. */
export const enough = { enough: true }

/** What came of it: `answered` counts every answer within `seconds`, the wrong ones included. */
export interface Load {
  readonly answered: number
  /** Answers that were no 202. */
  readonly wrong: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

let until = 0

async function run(job: Job): Promise<Load> {
  const latencies: number[] = []
  let number = job.from
  let wrong = 0
  const sockets = await Promise.all(Array.from({ length: job.connections }, () => opened(job.port)))
  const begun = performance.now()
  until = begun + job.ms
  await Promise.all(
    sockets.map(async (socket) => {
      const answers = reader(socket)
      while (performance.now() < until) {
        const sentAt = performance.now()
        const answer = answers.next()
        socket.write(request(job.path, numbered(job.body, number++)))
        if ((await answer) !== 202) wrong++
        latencies.push(performance.now() - sentAt)
        if (job.pauseMs !== undefined) await later(job.pauseMs)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  for (const socket of sockets) socket.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { answered: latencies.length, wrong, seconds, p50: at(0.5), p99: at(0.99), longest: latencies.at(-1) ?? 0 }
}

const request = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** The statuses of the answers on a connection, one after the other. */
function reader(socket: Socket): { next(): Promise<number> } {
  let text = ''
  let told: { resolve(status: number): void; reject(error: Error): void } | null = null
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    text += part
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
    if (text.length < head + 4 + length) return
    const status = Number(text.slice(9, 12))
    text = ''
    told?.resolve(status)
  })
  socket.on('close', () => told?.reject(new Error('The server closed the connection')))
  return {
    next: () =>
      new Promise((resolve, reject) => {
        told = { resolve, reject }
      }),
  }
}

process.on('message', (job: Job | typeof enough) => {
  if ('enough' in job) {
    until = 0
    return
  }
  run(job).then(
    (load) => process.send?.(load),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
