/** Every error of the API in one shape, in the language of the reader, and never a stack, a path or a statement. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../../shared/api/common.ts'
import type { JsonObject } from '../../shared/json.ts'
import { RuleError } from '../../shared/rule-test.ts'
import { hasWords, say } from '../../shared/say.ts'
import type { Language } from '../../shared/words.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { routeOf } from '../watching/log.ts'
import { type FieldProblem, type ProblemCode, Refused } from './problem.ts'

/** Makes every error of a route an answer; what is our own mistake goes into the log. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const refused = asRefused(error)
    if (refused.status >= 500 && refused.code === 'internal') request.log.error({ err: error, route: routeOf(request) }, 'A request failed')
    return refuse(request, reply, refused)
  })
}

/** Answers with a problem; for handlers that do not throw. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const seconds = refused.values['seconds']
  if (refused.status === 429 || refused.status === 503) void reply.header('retry-after', String(typeof seconds === 'number' ? seconds : 5))
  return reply.code(refused.status).type('application/json; charset=utf-8').send(problemFor(request, refused))
}

function problemFor(request: FastifyRequest, refused: Refused): Problem {
  const language = languageOf(request)
  const values: JsonObject = { ...refused.said.with, requestId: request.id }
  const zone = request.person?.zone ?? undefined
  return {
    problem: refused.code,
    message: say({ code: refused.said.code, with: values }, language, zone),
    ...(refused.fields.length > 0
      ? {
          fields: refused.fields.map(({ path, code, with: inner }) => ({
            path,
            message: say({ code, with: inner ?? {} }, language, zone),
          })),
        }
      : {}),
    ...(Object.keys(refused.values).length > 0 ? { with: { ...refused.values } } : {}),
    requestId: request.id,
  }
}

/** The language of the person who asks; else the one the browser prefers. */
export function languageOf(request: FastifyRequest): Language {
  if (request.person) return request.person.language
  return /^\s*ru\b/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en'
}

const storeProblems: Readonly<Partial<Record<StoreProblem['code'], ProblemCode>>> = {
  unreachable: 'store-unreachable',
  'disk-full': 'disk-full',
  'disk-failing': 'disk-failing',
}

const parserProblems: Readonly<Record<string, readonly [number, ProblemCode]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported-type'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too-large'],
  FST_REQ_FILE_TOO_LARGE: [413, 'too-large'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: [415, 'unsupported-type'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'bad-json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'bad-json'],
  FST_ERR_BAD_URL: [400, 'bad-address'],
  FST_ERR_MAX_PARAM_LENGTH: [404, 'nothing-here'],
}

/** What an error means to whoever asked. */
export function asRefused(error: FastifyError): Refused {
  if (error instanceof Refused) return error
  if (error instanceof StoreProblem) return new Refused(503, storeProblems[error.code] ?? 'store-damaged')
  if (error instanceof RuleError) return Refused.because(422, 'field-rule', hasWords(error.code) ? error : { code: 'field-rule' })
  if (error.validation) return new Refused(400, 'bad-request', {}, fieldsOf(error.validation as readonly AjvError[]))
  const known = parserProblems[error.code]
  if (known) return new Refused(...known)
  if (typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500) {
    return new Refused(error.statusCode, error.statusCode === 413 ? 'too-large' : error.statusCode === 404 ? 'nothing-here' : 'bad-request')
  }
  return new Refused(500, 'internal')
}

interface AjvError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The first thing that is wrong with each field, for at most twenty. */
function fieldsOf(errors: readonly AjvError[]): readonly FieldProblem[] {
  const byPath = new Map<string, FieldProblem>()
  for (const error of errors) {
    const missing = error.params['missingProperty'] ?? error.params['additionalProperty']
    const path = [...error.instancePath.split('/').filter(Boolean), ...(typeof missing === 'string' ? [missing] : [])].join('.')
    if (byPath.size < 20 && !byPath.has(path)) byPath.set(path, { path, ...saidOf(error) })
  }
  return [...byPath.values()]
}

function saidOf({ keyword, params }: AjvError): Omit<FieldProblem, 'path'> {
  const type = String(params['type'] ?? '')
  switch (keyword) {
    case 'required':
    case 'minLength':
      return { code: 'field-required' }
    case 'additionalProperties':
      return { code: 'field-extra' }
    case 'maxLength':
      return { code: 'field-long', with: { most: Number(params['limit']) } }
    case 'const':
    case 'enum':
    case 'anyOf':
      return { code: 'field-choice' }
    case 'format':
      return { code: params['format'] === 'date-time' ? 'field-time' : 'field-ill-typed' }
    case 'type':
      return {
        code:
          type === 'string'
            ? 'field-text'
            : type === 'number' || type === 'integer'
              ? 'field-number'
              : type === 'boolean'
                ? 'field-flag'
                : 'field-ill-typed',
      }
    default:
      return { code: 'field-ill-typed' }
  }
}
