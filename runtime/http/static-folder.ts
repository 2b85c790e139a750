/**
 * Serves the files of one folder. The folder is listed once at the start and requests are only ever looked up in that
 * list, so no path is joined from what somebody sent. `x.js.br` and `x.js.gz`, made by the build, go out instead of `x.js`.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Packing, packingsFor } from './packing.ts'

/** Knows only what was there when it was opened. */
export interface StaticFolder {
  /** Answers with the file at this path below the folder; false when there is none. */
  send(request: FastifyRequest, reply: FastifyReply, path: string): boolean
}

/** Null when the folder is not there. */
export function openStaticFolder(folder: string, options: { readonly immutable?: RegExp } = {}): StaticFolder | null {
  const files = filesIn(folder)
  if (!files) return null
  return {
    send(request, reply, path) {
      const file = files.get(path)
      const type = types[extname(path)]
      if (!file || !type) return false
      const packing = packingsFor(request).find((one) => files.has(path + suffixes[one]))
      const bytes = readOnce(packing ? (files.get(path + suffixes[packing]) ?? file) : file)
      if (!bytes) return false
      void reply.headers({
        'content-type': type,
        'cache-control': options.immutable?.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        etag: bytes.etag,
        vary: 'accept-encoding',
        ...(packing ? { 'content-encoding': packing } : {}),
      })
      if (request.headers['if-none-match'] === bytes.etag) void reply.code(304).send()
      else void reply.send(bytes.content)
      return true
    },
  }
}

interface Bytes {
  readonly content: Buffer
  readonly etag: string
}

const kept = new Map<string, Bytes>()

/** Null when it has gone since: another version was put in its place while this one runs. */
function readOnce(file: string): Bytes | null {
  const here = kept.get(file)
  if (here) return here
  if (!existsSync(file)) return null
  const content = readFileSync(file)
  const bytes = { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` }
  kept.set(file, bytes)
  return bytes
}

function filesIn(folder: string): ReadonlyMap<string, string> | null {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return new Map(
      entries.map((entry) => {
        const file = join(entry.parentPath, entry.name)
        return [relative(folder, file).split(sep).join('/'), file]
      }),
    )
  } catch {
    return null
  }
}

const suffixes: Readonly<Record<Packing, string>> = { br: '.br', gzip: '.gz' }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
