/** Requests so broken that they never come to a route are answered in the one shape of errors, too. */
import { randomBytes } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../../shared/api/common.ts'
import { say } from '../../shared/say.ts'
import { asRefused, refuse } from './errors.ts'
import type { ProblemCode } from './problem.ts'

/** An address that cannot be decoded. No hook has seen the request. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void refuse(request, reply.header('x-content-type-options', 'nosniff'), asRefused(error))
}

/** Bytes that are no HTTP: there is nobody yet who could have said which language they read. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, code } = broken[error.code ?? ''] ?? notHttp
  const requestId = randomBytes(6).toString('base64url')
  const problem: Problem = { problem: code, message: say({ code, with: { requestId } }, 'en'), requestId }
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  if (socket.writable) socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
  else socket.destroy()
}

interface Answer {
  readonly status: number
  readonly code: ProblemCode
}

const notHttp: Answer = { status: 400, code: 'not-http' }

const broken: Readonly<Record<string, Answer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'too-slow' },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers-too-large' },
}
