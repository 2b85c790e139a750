/** The two outside worlds of an installation under test: a mail server, and another program that is called. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { aSmtpServer } from '../smtp-server.ts'
import type { Arrived } from './checks.ts'

/** What others take until they answer; long enough for a kill to fall between their deed and our knowing of it. */
const answerMs = 15

/** Both keep what came; `env` are the settings that lead an installation to them, `target` is what its flows call. */
export async function openOutside() {
  const mail = await aSmtpServer(() => ({ arrived: () => later(answerMs) }))
  const calls = new Map<string, string[]>()
  const other = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { number } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { number: string }
      calls.set(number, [...(calls.get(number) ?? []), String(request.headers['idempotency-key'])])
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'), answerMs)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const host = `127.0.0.1:${(other.address() as AddressInfo).port}`
  return {
    target: `http://${host}/orders`,
    env: { SMTP_URL: mail.url, CALLS_ALLOWED: host },
    arrived: (): Arrived => ({ calls, letters: mail.received.map(({ raw }) => /Message-ID: <([\w-]+)@/i.exec(raw)?.[1] ?? '') }),
    async close() {
      other.closeAllConnections()
      await new Promise((resolve) => other.close(resolve))
      await mail.close()
    },
  }
}
