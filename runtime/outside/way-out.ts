/**
 * The one way out: every outgoing HTTP request of the product goes through here. Names are resolved by us, each address
 * is checked, and the checked address is the one that is dialled; each redirect is checked again. What a workflow calls
 * can never be this machine or its network, unless the server's settings allow it.
 */
import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { isPublic } from './addresses.ts'

interface OutgoingRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
}

/** Any status, after redirects; only what is no answer throws. */
export interface OutsideAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** At most 1 MiB. */
  readonly body: string
}

/** `forbidden` and `bad-address` are final; `unreachable`, `timeout` and `too-large` depend on the other side. */
export class OutsideProblem extends Error {
  readonly kind: 'forbidden' | 'bad-address' | 'unreachable' | 'timeout' | 'too-large' | 'too-many-redirects'
  readonly host: string

  constructor(kind: OutsideProblem['kind'], host: string) {
    super(`A call to ${host} ended: ${kind}`)
    this.name = 'OutsideProblem'
    this.kind = kind
    this.host = host
  }
}

interface WayOutOptions {
  /** Hosts (with a port, if it is not the usual one) that may be called although they are not public. */
  readonly allowed: readonly string[]
  readonly timeoutMs?: number
}

/** Throws `OutsideProblem`; never on account of a status. */
export type WayOut = (request: OutgoingRequest) => Promise<OutsideAnswer>

const longestAnswer = 1024 * 1024
const mostRedirects = 3
/** Never passed on to another origin. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key'])

/** `timeoutMs` is for the whole call, redirects and body included. */
export function openWayOut({ allowed, timeoutMs = 10_000 }: WayOutOptions): WayOut {
  return async (request) => {
    const deadline = AbortSignal.timeout(timeoutMs)
    let next = { ...request, url: parse(request.url) }
    for (let redirects = 0; ; redirects++) {
      const answer = await once(next, allowed, deadline)
      const target = redirectOf(answer)
      if (target === null) return read(answer, next.url.host)
      answer.destroy()
      if (redirects === mostRedirects) throw new OutsideProblem('too-many-redirects', next.url.host)
      next = follow(next, parse(new URL(target, next.url).href), answer.statusCode ?? 0)
    }
  }
}

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new OutsideProblem('bad-address', text.slice(0, 100))
  const url = new URL(text)
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new OutsideProblem('bad-address', url.host)
  return url
}

interface Checked extends Omit<OutgoingRequest, 'url'> {
  readonly url: URL
}

async function once(request: Checked, allowed: readonly string[], deadline: AbortSignal): Promise<IncomingMessage> {
  const { url } = request
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const address = await addressOf(host, url.host, allowed)
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const outgoing = send(
      {
        host: address,
        port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
        path: url.pathname + url.search,
        method: request.method,
        headers: {
          ...request.headers,
          host: url.host,
          ...(request.body === null ? {} : { 'content-length': Buffer.byteLength(request.body) }),
        },
        ...(isIP(host) === 0 ? { servername: host } : {}),
        signal: deadline,
        agent: false,
      },
      resolve,
    )
    outgoing.on('error', () => reject(new OutsideProblem(deadline.aborted ? 'timeout' : 'unreachable', url.host)))
    outgoing.end(request.body ?? undefined)
  })
}

/** Every address of the name has to be public, so that no second answer of its name server can slip through. */
async function addressOf(host: string, hostAndPort: string, allowed: readonly string[]): Promise<string> {
  const found = await lookup(host, { all: true }).catch(() => {
    throw new OutsideProblem('unreachable', hostAndPort)
  })
  const [first] = found
  if (!first) throw new OutsideProblem('unreachable', hostAndPort)
  if (!allowed.includes(hostAndPort) && !found.every(({ address }) => isPublic(address))) throw new OutsideProblem('forbidden', hostAndPort)
  return first.address
}

function redirectOf(answer: IncomingMessage): string | null {
  const status = answer.statusCode ?? 0
  return [301, 302, 303, 307, 308].includes(status) ? (answer.headers.location ?? null) : null
}

/** 307 and 308 keep method and body (RFC 9110, 15.4); the others become GET. Secrets stay with the origin they were for. */
function follow(request: Checked, url: URL, status: number): Checked {
  const keeps = status === 307 || status === 308
  const sameOrigin = url.origin === request.url.origin
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => (sameOrigin || !secretHeaders.has(name.toLowerCase())) && (keeps || !/^content-/i.test(name)),
    ),
  )
  return { url, headers, method: keeps ? request.method : 'GET', body: keeps ? request.body : null }
}

async function read(answer: IncomingMessage, host: string): Promise<OutsideAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > longestAnswer) throw new OutsideProblem('too-large', host)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof OutsideProblem ? error : new OutsideProblem('timeout', host)
  } finally {
    answer.destroy()
  }
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(', ')]))
  return { status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') }
}
