/** Answers of the API go out packed to whoever can unpack them; what seldom changes is sent once and then only confirmed. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Says nothing about people and seldom changes: the browser keeps it and asks only whether it is still so. */
    kept?: boolean
  }
}

/** Ways to pack, the smallest first. */
const packings = ['br', 'gzip'] as const

/** As `accept-encoding` and `content-encoding` name it (RFC 9110). */
export type Packing = (typeof packings)[number]

/** How the answer to this request may be packed, the smallest first. */
export function packingsFor(request: FastifyRequest): readonly Packing[] {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  return packings.filter((packing) => accepted.includes(packing))
}

/** Text that is answered whole. Files come packed already, and a stream is never held back. */
export function packAnswers(api: FastifyInstance): void {
  api.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' || payload.length < least) done(null, payload)
    else
      packed(request, reply, payload).then(
        (bytes) => done(null, bytes),
        (error: Error) => done(error),
      )
  })
}

/** Less text gains nothing. */
const least = 1024

async function packed(request: FastifyRequest, reply: FastifyReply, text: string): Promise<string | Buffer | null> {
  const kept = request.routeOptions.config.kept === true && reply.statusCode === 200
  const etag = kept ? `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` : null
  if (etag !== null) {
    reply.headers({ etag, 'cache-control': 'private, no-cache' })
    if (request.headers['if-none-match'] === etag) {
      reply.code(304)
      return null
    }
  }
  reply.header('vary', 'accept-encoding')
  const [packing] = packingsFor(request)
  if (packing === undefined) return text
  reply.header('content-encoding', packing)
  return etag === null ? pack[packing](text, quick) : packedOnce(packing, etag, text)
}

const inBrotli = promisify(brotliCompress)
const inGzip = promisify(gzip)

/** How hard to try: while somebody waits, and for what is sent again and again. */
const quick = { br: 5, gzip: 6 }
const best = { br: 11, gzip: 9 }

const pack: Readonly<Record<Packing, (text: string, level: typeof quick) => Promise<Buffer>>> = {
  br: (text, level) =>
    inBrotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: level.br, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
  gzip: (text, level) => inGzip(text, { level: level.gzip }),
}

const once = new Map<string, Buffer>()
/** Descriptions change when somebody adds a field; so many are remembered, then all are packed anew. */
const mostRemembered = 50

/** Who asks first does not wait for the best packing; those after get it. */
async function packedOnce(packing: Packing, etag: string, text: string): Promise<Buffer> {
  const key = `${packing} ${etag}`
  const known = once.get(key)
  if (known) return known
  const bytes = await pack[packing](text, quick)
  if (once.has(key)) return bytes
  if (once.size >= mostRemembered) once.clear()
  once.set(key, bytes)
  pack[packing](text, best).then(
    (better) => once.set(key, better),
    // The quick one is kept.
    () => undefined,
  )
  return bytes
}
