/**
 * The log: one JSON object a line, and nothing in it that is about a person. Requests are told by the pattern of their
 * address, because addresses hold tokens and ids; errors by their kind, code and place in the program, because their
 * words quote what they stumbled over.
 */
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { type LoggerOptions, pino } from 'pino'

/** Where lines go; the standard output without it. */
export interface LogTarget {
  write(line: string): void
}

/** What of an error is worth a line, besides its kind: the ids of what failed, never values. */
export interface LoggedError {
  readonly inLog: Readonly<Record<string, string>>
}

/** Opens the log. `level` is one of `Settings.logLevel`. */
export function openLog(level: string, target?: LogTarget): FastifyBaseLogger {
  const options: LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (name) => ({ level: name }) },
    serializers: {
      err: (error: unknown) => errorInLog(error),
      req: (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) }),
      res: ({ statusCode }: { readonly statusCode: number }) => ({ status: statusCode }),
    },
    hooks: {
      logMethod(given, method) {
        method.apply(this, withoutItsWords(given))
      },
    },
  }
  return target ? pino(options, target) : pino(options)
}

/** The address as it is declared, such as `/u/:token`; `nothing` where nothing is declared. */
export const routeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? 'nothing'

type Given = Parameters<FastifyBaseLogger['info']>

/** A line about an error would else take the error's words for its own. */
function withoutItsWords(given: Given): Given {
  const [first, message, ...values] = given as readonly unknown[]
  const error = first instanceof Error ? first : errorIn(first)
  if (error === null) return given
  const fields = first instanceof Error ? { err: first } : first
  return [fields, typeof message === 'string' && message !== error.message ? message : 'Something failed', ...values] as unknown as Given
}

function errorIn(fields: unknown): Error | null {
  const error = typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : null
  return error instanceof Error ? error : null
}

const mostFrames = 12
const mostCauses = 4

function errorInLog(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' && /^[\w-]{1,60}$/.test(error.code) ? error.code : undefined
  return {
    type: error.constructor.name,
    ...(code !== undefined && { code }),
    ...('inLog' in error && typeof error.inLog === 'object' ? error.inLog : {}),
    at: framesOf(error),
    ...(error.cause !== undefined && depth < mostCauses && { cause: errorInLog(error.cause, depth + 1) }),
  }
}

/** Where in the program, without the words above it. */
const framesOf = ({ stack = '', message }: Error): readonly string[] =>
  stack
    .replace(message, '')
    .split('\n')
    .flatMap((line) => /^ {4}at (.*:\d+:\d+\)?)$/.exec(line)?.[1] ?? [])
    .slice(0, mostFrames)
