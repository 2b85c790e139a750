/** The server: how every request is read, bounded, guarded and answered, and which file answers it. */
import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { HealthProblem } from '../health.ts'
import { routeOf } from '../watching/log.ts'
import { isLate } from '../watching/readiness.ts'
import { guard } from './access.ts'
import { attentionRoutes } from './attention.ts'
import { refuseAddress, refuseConnection } from './broken-requests.ts'
import { buttonRoutes } from './buttons.ts'
import { changeRoutes } from './changes.ts'
import { clockRoutes } from './clock.ts'
import { departureRoutes } from './departures.ts'
import { docsRoutes } from './docs.ts'
import { drain } from './drain.ts'
import { editorRoutes } from './editor.ts'
import { erasureRoutes } from './erasures.ts'
import { answerErrors, refuse } from './errors.ts'
import { exportRoutes } from './exports.ts'
import { feedbackRoutes } from './feedback.ts'
import { fileRoutes } from './files.ts'
import { forecastRoutes } from './forecasts.ts'
import { formRoutes } from './forms.ts'
import { haltRoutes } from './halt.ts'
import { healthRoutes } from './health-report.ts'
import { hookRoutes, mappingRoutes } from './hooks.ts'
import { importRoutes } from './imports.ts'
import { jobRoutes } from './jobs.ts'
import { readJson, usualLimits } from './json-body.ts'
import { lastVisitRoutes } from './last-visits.ts'
import { letterLinkRoutes } from './letter-links.ts'
import { liveRoutes } from './live.ts'
import { mailServerRoutes } from './mail-servers.ts'
import { mailboxRoutes } from './mailboxes.ts'
import { moveRoutes } from './moves.ts'
import { nodeTypeRoutes, schemaRoutes } from './node-types.ts'
import { noticeWishRoutes } from './notice-wishes.ts'
import { notificationRoutes } from './notifications.ts'
import { operationRoutes } from './operations.ts'
import { packAnswers } from './packing.ts'
import type { Parts } from './parts.ts'
import { pictureRoutes, publicPictureRoutes } from './pictures.ts'
import { plannedRoutes } from './planned.ts'
import { pointsRuleRoutes } from './points-rules.ts'
import { Refused } from './problem.ts'
import { publicationRoutes } from './publications.ts'
import { queueRoutes } from './queue.ts'
import { recordRoutes } from './records.ts'
import { ruleRoutes } from './rules.ts'
import { runEditRoutes } from './run-edits.ts'
import { runRoutes } from './runs.ts'
import { sealedRoutes } from './sealed.ts'
import { searchRoutes } from './search.ts'
import { sendSecureHeaders } from './secure-headers.ts'
import { sessionRoutes } from './session.ts'
import { settingsRoutes } from './settings.ts'
import { setupRoutes } from './setup.ts'
import { siteRoutes } from './site.ts'
import { standingRoutes } from './standing.ts'
import { submissionRoutes } from './submissions.ts'
import { suggestionRoutes } from './suggestions.ts'
import { taskRoutes } from './tasks.ts'
import { teamRoutes } from './team.ts'
import { templateRoutes } from './templates.ts'
import { timelineRoutes } from './timeline.ts'
import { tokenRoutes } from './tokens.ts'
import { trialLetterRoutes } from './trial-letters.ts'
import { trialRoutes } from './trials.ts'
import { trustRoutes } from './trust.ts'
import { strictCompilers } from './validation.ts'
import { workflowRoutes } from './workflows.ts'

const apiRoutes = [
  sessionRoutes,
  setupRoutes,
  recordRoutes,
  erasureRoutes,
  mappingRoutes,
  submissionRoutes,
  timelineRoutes,
  changeRoutes,
  taskRoutes,
  ruleRoutes,
  searchRoutes,
  notificationRoutes,
  noticeWishRoutes,
  feedbackRoutes,
  exportRoutes,
  fileRoutes,
  pictureRoutes,
  jobRoutes,
  importRoutes,
  mailServerRoutes,
  pointsRuleRoutes,
  workflowRoutes,
  publicationRoutes,
  forecastRoutes,
  moveRoutes,
  trialRoutes,
  trustRoutes,
  trialLetterRoutes,
  standingRoutes,
  templateRoutes,
  runRoutes,
  runEditRoutes,
  lastVisitRoutes,
  plannedRoutes,
  attentionRoutes,
  suggestionRoutes,
  queueRoutes,
  teamRoutes,
  departureRoutes,
  buttonRoutes,
  nodeTypeRoutes,
  settingsRoutes,
  tokenRoutes,
  clockRoutes,
  haltRoutes,
  healthRoutes,
  liveRoutes,
  mailboxRoutes,
  sealedRoutes,
  docsRoutes,
]

/** A server that is ready to listen or to be asked in a test. */
export async function openServer(parts: Parts): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    exposeHeadRoutes: false,
    genReqId: requestIds(),
    bodyLimit: 256 * 1024,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    // A proxy on this machine may say for whom it asks; nobody else is believed.
    trustProxy: 'loopback',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 300 },
    schemaController: { compilersFactory: strictCompilers },
  }).withTypeProvider<TypeBoxTypeProvider>()

  answerErrors(server)
  tellOfAnswers(server, parts)
  readBodies(server)
  await server.register(cookie)
  protect(server, parts)
  drain(server, parts.health)
  guard(server, parts)
  await server.register(
    async (api) => {
      await limitRequests(api, parts)
      packAnswers(api)
      for (const routes of apiRoutes) await api.register(routes(parts))
    },
    { prefix: '/api' },
  )
  await server.register(operationRoutes(parts))
  await server.register(schemaRoutes)
  await server.register(hookRoutes(parts))
  await server.register(formRoutes(parts))
  await server.register(siteRoutes(parts))
  await server.register(letterLinkRoutes(parts))
  await server.register(publicPictureRoutes(parts))
  await server.register(editorRoutes(parts))
  server.setNotFoundHandler((request, reply) => refuse(request, reply, new Refused(404, 'nothing-here')))
  await server.ready()
  return server
}

/** Counted on from a random beginning: asking for randomness is dear when it is asked for each request. */
function requestIds(): () => string {
  const start = randomBytes(4).toString('base64url')
  let count = 0
  return () => start + (count++).toString(36)
}

/** Every answer is counted, and a line of the log where that is wanted. */
function tellOfAnswers(server: FastifyInstance, { measures }: Parts): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply
    measures.answered(status, elapsedTime)
    request.log.info({ method: request.method, route: routeOf(request), status, ms: Math.round(elapsedTime * 10) / 10 }, 'Answered')
    done()
  })
}

/** JSON and nothing else; files have a parser of their own where they are taken. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      done(null, readJson(String(body), request.routeOptions.config.json ?? usualLimits))
    } catch (problem) {
      done(problem as Error)
    }
  })
}

function protect(server: FastifyInstance, parts: Parts): void {
  sendSecureHeaders(server, parts.settings.baseUrl.startsWith('https:'))
  server.addHook('onRequest', (request, _reply, done) => done(whyNotNow(request, parts) ?? undefined))
}

function whyNotNow(request: FastifyRequest, parts: Parts): Refused | null {
  // Late is not dead: who watches over the process must be able to tell the two apart.
  const isWatching = /^\/(healthz|readyz|metrics)$/.test(request.url)
  if (isWatching) return null
  if (isLate(parts)) return new Refused(503, 'busy')
  const { health } = parts
  if (health.stopping) return new Refused(503, 'shutting-down')
  return health.problem && needs(request, health.problem) ? new Refused(503, health.problem) : null
}

/** A full disk can still be read from; a damaged database not even that. The editor's own files need neither. */
const needs = ({ method, url }: FastifyRequest, problem: HealthProblem): boolean =>
  method !== 'GET' || (problem === 'store-damaged' && /^\/(api|hooks|[fucopq])\//.test(url))

/** One person, program or address may ask so often a minute. */
async function limitRequests(api: FastifyInstance, parts: Parts): Promise<void> {
  await api.register(rateLimit, {
    max: parts.settings.apiRate,
    timeWindow: 60_000,
    // Only what was proved tells one from another: whoever could make up a name would have a fresh limit with each.
    keyGenerator: (request) => request.person?.id ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) => new Refused(429, 'too-many-requests', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  })
}
