/** Calls to other servers: sent with the effect key, so that the other side can tell a second try of the same call. */
import type { CallHttp } from '../../shared/effects.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { alreadyKnown } from '../engine/asking.ts'
import type { Delivered, Deliverer } from '../engine/deliverer.ts'
import { type Sealing, SecretForAnother, UnreadableSecret } from '../sealed.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { type OutsideAnswer, OutsideProblem, type WayOut } from './way-out.ts'

/** `Retry-After` is obeyed up to a day. */
const longestWaitMs = 24 * 60 * 60 * 1000

/** `open` opens the sealed secrets in headers; nothing before this moment has seen them. */
export function callDeliverer(wayOut: WayOut, open: Sealing['open']): Deliverer<CallHttp> {
  return {
    kind: 'call-http',
    freeze: (call) => alreadyKnown(call),
    queue: (call) => alreadyKnown({ channel: `host:${hostOf(call.url)}`, contact: null, ops: [] }),
    permit: () => alreadyKnown({ kind: 'go', everyMs: 0 }),
    deliver: (delivery) => call(delivery, wayOut, open),
    record: () => alreadyKnown([]),
    whenUnknown: () => 'resend',
  }
}

async function call({ effect, updatedAt: at }: DeliveryRow, wayOut: WayOut, open: Sealing['open']): Promise<Delivered> {
  if (effect.kind !== 'call-http') throw new Error(`"${effect.kind}" is no call`)
  const hasBody = effect.body !== null && effect.method !== 'GET'
  try {
    const answer = await wayOut({
      method: effect.method,
      url: effect.url,
      headers: {
        accept: 'application/json',
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...openedIn(effect, open),
        'idempotency-key': effect.id,
      },
      body: hasBody ? (typeof effect.body === 'string' ? effect.body : JSON.stringify(effect.body)) : null,
    })
    return afterAnswer(answer, hostOf(effect.url), at)
  } catch (error) {
    if (error instanceof UnreadableSecret) return { kind: 'failed', result: 'failed', problem: { code: 'call-secret-unreadable' } }
    if (error instanceof SecretForAnother)
      return { kind: 'failed', result: 'failed', problem: { code: 'secret-elsewhere', with: { host: error.host } } }
    if (!(error instanceof OutsideProblem)) throw error
    return afterProblem(error)
  }
}

const openedIn = ({ headers, url }: CallHttp, open: Sealing['open']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, open(value, hostOf(url))]))

function afterAnswer(answer: OutsideAnswer, host: string, at: Date): Delivered {
  const { status } = answer
  const details: JsonObject = { status, body: bodyOf(answer) }
  if (status >= 200 && status < 300) return { kind: 'done', result: { state: 'done', ...details } }
  const problem = { code: 'call-refused', with: { status, host } }
  if (status === 408 || status === 429 || status >= 500) {
    const afterMs = retryAfter(answer.headers, at)
    return { kind: 'again', problem, ...(afterMs === null ? {} : { afterMs }) }
  }
  return { kind: 'failed', result: 'failed', problem, details }
}

function afterProblem({ kind, host }: OutsideProblem): Delivered {
  switch (kind) {
    case 'forbidden':
      return { kind: 'failed', result: 'failed', problem: { code: 'call-not-allowed', with: { host } } }
    case 'bad-address':
      return { kind: 'failed', result: 'failed', problem: { code: 'call-bad-address', with: { host } } }
    case 'too-large':
    case 'too-many-redirects':
      return { kind: 'failed', result: 'failed', problem: { code: `call-${kind}`, with: { host, limit: 1024 } } }
    case 'timeout':
      return { kind: 'again', problem: { code: 'call-timeout', with: { host } } }
    case 'unreachable':
      return { kind: 'again', problem: { code: 'call-unreachable', with: { host } } }
  }
}

/** Seconds or a date (RFC 9110, 10.2.3); a date counts from the other side's own clock where it tells us, else from ours. */
function retryAfter(headers: OutsideAnswer['headers'], at: Date): number | null {
  const wanted = headers['retry-after']?.trim() ?? ''
  const theirs = Date.parse(headers['date'] ?? '')
  const ms = /^\d+$/.test(wanted) ? Number(wanted) * 1000 : Date.parse(wanted) - (Number.isNaN(theirs) ? at.getTime() : theirs)
  return ms > 0 ? Math.min(ms, longestWaitMs) : null
}

/** JSON where the other side says so; else the text. */
function bodyOf({ headers, body }: OutsideAnswer): Json {
  if (!/\bjson\b/i.test(headers['content-type'] ?? '')) return body.slice(0, 64 * 1024)
  try {
    return JSON.parse(body) as Json
  } catch {
    return body.slice(0, 64 * 1024)
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
