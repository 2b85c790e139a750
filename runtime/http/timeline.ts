/** The timeline of a record, as far as the reader may see it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById } from '../../shared/api/common.ts'
import { Timeline, timelineKinds } from '../../shared/api/records.ts'
import { entities, entityNamed } from '../../shared/entities.ts'
import { timelineOf } from '../crm/timeline.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { maySee } from './record-rights.ts'
import { visible } from './records.ts'

const TimelineQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
    /** Only lines of these kinds, parted by commas. */
    kinds: Type.Optional(Type.String({ pattern: `^(${timelineKinds.join('|')})(,(${timelineKinds.join('|')}))*$` })),
  },
  { additionalProperties: false },
)

/** `/api/<plural>/:id/timeline` for every entity. A record out of sight is 404. */
export const timelineRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store, catalogue } = parts
    for (const entity of entities) {
      server.get(
        `/${entity.plural}/:id/timeline`,
        {
          config: mayRead,
          schema: {
            summary: 'Everything that happened, newest first.',
            tags: [entity.titles.en],
            params: ById,
            querystring: TimelineQuery,
            response: { 200: Timeline },
          },
        },
        async (request) => {
          const person = personOf(request)
          await visible(entity, request.params.id, person, parts)
          const { cursor, limit, kinds } = request.query
          const asked = {
            cursor: cursor ?? null,
            limit: Math.min(Math.max(Number(limit ?? 50), 1), 200),
            kinds: kinds === undefined ? null : timelineKinds.filter((kind) => kinds.split(',').includes(kind)),
          }
          return timelineOf(entity, request.params.id, asked, {
            store,
            catalogue,
            now: parts.clock.now(),
            maySee: (name, record) => maySee(entityNamed(name), record, person, store),
          })
        },
      )
    }
  }
