/** What the company's own site talks to: the snippet and what it tells. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { cut } from '../../shared/cut.ts'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import { openBucket } from '../intake/bucket.ts'
import { isMachine } from '../intake/machine.ts'
import { openBody } from '../intake/open-body.ts'
import { textOf } from '../intake/read-person.ts'
import { type Seals, seals } from '../intake/seal.ts'
import { siteSnippet } from '../intake/site-snippet.ts'
import { siteSeen, type Visit, visited } from '../intake/site-visit.ts'
import { open } from './access.ts'
import { allowSites } from './forms.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'

/**
 * `/t.js` and `POST /t`, open to the world: 429 above the rate of hooks, 400 for what is no visit, else 202 with the id
 * of the visit.
 */
export const siteRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const bucket = openBucket(parts.settings.hookRate)
    const seal = seals(parts.secretKey)
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) => done(null, body))
    allowSites(server, '/t')

    server.get('/t.js', { config: open, schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').send(siteSnippet),
    )

    server.post(
      '/t',
      { config: open, schema: { summary: 'Tell of a visit to the site.', response: { 202: Type.Object({ visit: Type.String() }) } } },
      async (request, reply) => {
        const waitSeconds = bucket.take(request.ip, Date.now())
        if (waitSeconds > 0) throw new Refused(429, 'too-many-requests', { seconds: waitSeconds })
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const body = openBody(bytes, request.headers['content-type'] ?? '')
        const visit = visitIn(isJsonObject(body) ? body : {}, isMachine(request.headers), seal)
        if (!visit) throw new Refused(400, 'bad-request')
        // A browser says from which site it asks; what others say of theirs is not believed.
        const { origin } = new URL(visit.url)
        const seen = request.headers.origin === origin ? await siteSeen(origin, parts.store) : null
        if (seen) await parts.submit({ ops: [seen] })
        const { result, value } = await parts.engine.pump.perform(visited(visit))
        if (!result.ok) throw refusedBy(result)
        return reply.code(202).send({ visit: value })
      },
    )
  }

const mostEarlier = 20

function visitIn(body: JsonObject, machine: boolean, seal: Seals): Visit | null {
  const text = (name: string, most: number) => cut(textOf(body[name] ?? null), most)
  const visitor = text('visitor', 100)
  const url = text('url', 2000)
  if (!/^[\w-]{8,64}$/.test(visitor) || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  const name = text('name', 100)
  return {
    visitor,
    url,
    title: text('title', 300),
    name: name === '' ? null : name,
    contact: seal.open('known-visitor', text('known', 300)),
    earlier: text('visits', 2000)
      .split(',')
      .filter((id) => /^[\w-]{1,64}$/.test(id))
      .slice(-mostEarlier),
    machine,
  }
}
