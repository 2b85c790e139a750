/** Sends whatever may be sent to every described route, and holds each answer to the description. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import type { Json } from '../../../shared/json.ts'
import { type Answer, problemKeys } from '../test-app.ts'
import { collectionOf, type Description, type Request, type Route, routesOf } from './requests.ts'

/** An installation to be asked. */
interface Asked {
  ask(options: InjectOptions): Promise<Answer>
  /** The header of a session that may do everything. */
  readonly cookie: string
  /** Whose session it is: nobody is to archive or demote them. */
  readonly id: string
}

/** What came of it. `findings` are answers that should not be, in words. */
export interface FuzzFigures {
  readonly routes: number
  readonly requests: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly slowest: string
  readonly findings: readonly string[]
}

const longestAnswerMs = 10_000
const mostFindings = 50

/** These end the session that asks, never answer, or stop the whole company, its clock with it. */
const apart: readonly string[] = ['DELETE /api/session', 'PUT /api/users/{id}/password', 'DELETE /api/sessions/{id}', 'PUT /api/halt']

/** Nobody is signed in with one in so many requests. */
const nobodyEvery = 10

interface Extent {
  readonly perRoute: number
  readonly seed: number
  /** Which of the routes; all unless it is given. */
  readonly only?: (route: Route) => boolean
}

/** `perRoute` requests to each route, the same for the same seed. */
export async function fuzz(installation: Asked, { perRoute, seed, only = () => true }: Extent): Promise<FuzzFigures> {
  const { ask, cookie } = installation
  const { body: description } = await ask({ method: 'GET', url: '/api/openapi.json' })
  const { body: gallery } = await ask({ method: 'GET', url: '/api/templates', headers: { cookie } })
  const files = (gallery.items as readonly { readonly file?: Json; readonly workflow?: Json }[]).flatMap(
    ({ file, workflow }) => file ?? workflow ?? [],
  )
  const routes = routesOf(description as Description, files).filter(
    (route) => !apart.includes(`${route.method} ${route.path}`) && only(route),
  )
  const fits = checkerOf(description as Description)
  const pools = new Map<string, string[]>()
  const findings: string[] = []
  const statuses: Record<string, number> = {}
  const times: { readonly ms: number; readonly what: string }[] = []

  // Turn by turn through all routes, so that each meets what the others have made.
  const drawn = routes.map(({ requests }, index) => fc.sample(requests, { numRuns: perRoute, seed: seed + index }))
  for (let round = 0; round < perRoute; round++) {
    for (const [index, route] of routes.entries()) {
      const request = drawn[index]?.[round]
      if (!request || findings.length >= mostFindings) continue
      const filled = withIds(request, pools)
      const what = `${filled.method} ${filled.url.slice(0, 300)} ${filled.contentType ?? ''} ${(filled.payload ?? '').slice(0, 1_000)}`
      const isNobody = round % nobodyEvery === nobodyEvery - 1
      const began = performance.now()
      const answer = await withinTime(ask(optionsOf(filled, isNobody ? null : cookie)))
      times.push({ ms: performance.now() - began, what })
      if (!answer) {
        findings.push(`no answer: ${what}`)
        continue
      }
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      learnIds(answer.body, collectionOf(route.path), pools, installation.id)
      const wrong = wrongWith(answer, route, fits, isNobody)
      if (wrong !== null) findings.push(`${wrong}: ${what} -> ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`)
    }
  }

  const sorted = times.toSorted((a, b) => a.ms - b.ms)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.ms ?? 0)
  return {
    routes: routes.length,
    requests: times.length,
    statuses,
    p50: at(0.5),
    p99: at(0.99),
    slowest: `${at(1)} ms: ${sorted.at(-1)?.what.slice(0, 200)}`,
    findings,
  }
}

/** Ids that were seen, by the collection that they were seen in. */
type Pools = Map<string, string[]>

function withIds(request: Request, pools: Pools): Request {
  const put = (text: string) =>
    text.replace(/@@([\w-]+):(\d+)/g, (_, collection: string, number: string) => {
      const pool = pools.get(collection) ?? []
      return pool[Number(number) % pool.length] ?? 'nobody'
    })
  return { ...request, url: put(request.url), payload: request.payload === null ? null : put(request.payload) }
}

const mostIds = 200

/** Takes over the ids in an answer but one; an old one makes room. */
function learnIds(body: unknown, collection: string, pools: Pools, except: string): void {
  const pool = pools.get(collection) ?? []
  pools.set(collection, pool)
  const text = typeof body === 'string' ? '' : JSON.stringify(body)?.slice(0, 20_000)
  for (const [, id = ''] of text?.matchAll(/"id":"([\w:-]{1,60})"/g) ?? []) {
    if (id === except || pool.includes(id)) continue
    if (pool.length < mostIds) pool.push(id)
    else pool[id.charCodeAt(id.length - 1) % mostIds] = id
  }
}

const optionsOf = ({ method, url, contentType, payload }: Request, cookie: string | null): InjectOptions => ({
  method,
  url,
  headers: { ...(cookie === null ? {} : { cookie }), ...(contentType === null ? {} : { 'content-type': contentType }) },
  ...(payload === null ? {} : { payload }),
})

async function withinTime(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), longestAnswerMs)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** Null when an answer is as it has to be. */
function wrongWith(answer: Answer, route: Route, fits: Fits, isNobody: boolean): string | null {
  const { status, body } = answer
  if (status >= 500) return 'an error of the program'
  if (status < 400) return fits(route, status, body)
  if (typeof body !== 'object' || body === null) return 'an error in another shape'
  const unknown = Object.keys(body).filter((key) => !problemKeys.includes(key))
  if (unknown.length > 0) return `an error with ${unknown.join()}`
  if (tellsTooMuch.test(JSON.stringify(body))) return 'an error that tells how it is made inside'
  if (isNobody && status === 403) return 'somebody who is not signed in is told what they may not'
  return fits(route, status, body)
}

/** Stacks, statements and paths of the machine. */
const tellsTooMuch = /\bat \w+ \(|\.[jt]s:\d+|SQLITE_|node_modules|\/(?:tmp|home|work)\/|\b(?:select|insert into|update) "/i

type Fits = (route: Route, status: number, body: unknown) => string | null

/** Holds answers to the schema of their status; compiled once for each. */
function checkerOf({ components }: Description): Fits {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  formats(ajv)
  ajv.addSchema({ $id: 'api', components })
  const compiled = new Map<string, ReturnType<typeof ajv.compile> | null>()
  return ({ method, path, responses }, status, body) => {
    const key = `${method} ${path} ${status}`
    if (!compiled.has(key)) {
      const response = responses[status] ?? responses[`${String(status)[0]}XX`] ?? (status >= 400 ? responses['default'] : undefined)
      if (response === undefined && status < 300) return `a status ${status} that is not described`
      const schema = (response?.['content'] as Record<string, { schema?: object }> | undefined)?.['application/json']?.schema
      const text = JSON.stringify(schema ?? null).replaceAll('"#/components/', '"api#/components/')
      compiled.set(key, schema ? ajv.compile(JSON.parse(text)) : null)
    }
    const check = compiled.get(key)
    return !check || check(body) ? null : `not as described (${ajv.errorsText(check.errors)})`
  }
}
