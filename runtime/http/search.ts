/** The search box: everything with these words that this person may see. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Found } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { maySee } from './record-rights.ts'

const SearchQuery = Type.Object(
  { text: Type.String({ maxLength: 200 }), limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,2}$' })) },
  { additionalProperties: false },
)

/** `GET /api/search?text=&limit=`. Hits out of sight are dropped, so there may be fewer than `limit`. */
export const searchRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/search',
      { config: mayRead, schema: { summary: 'Find records by words.', querystring: SearchQuery, response: { 200: Found } } },
      async (request) => {
        const person = personOf(request)
        const limit = Math.max(1, Number(request.query.limit ?? 20))
        const hits = await parts.store.search(request.query.text, limit * 2, person.scope)
        const seen = await Promise.all(
          hits.map(async (hit) => {
            const record = hasEntity(hit.entity) ? await parts.store.record(hit.entity, hit.id) : null
            return record !== null && (await maySee(entityNamed(hit.entity), record, person, parts.store))
          }),
        )
        return { items: hits.filter((_, index) => seen[index]).slice(0, limit) }
      },
    )
  }
