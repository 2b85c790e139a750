/** Undo: the inverse of a change, as a change of its own, refused when somebody has changed the value since. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { OpenedRecord } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { findField } from '../crm/catalogue.ts'
import { same } from '../crm/timeline.ts'
import { mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused, refusedBy } from './problem.ts'
import { mayWrite } from './record-rights.ts'
import { openedRecord, visible } from './records.ts'

/**
 * `PUT /api/changes/:id/undone`. 409 `undo-changed-since` names the field; 409 `not-undoable` for a creation and for
 * what is read-only.
 */
export const changeRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.put(
      '/changes/:id/undone',
      { config: mayWork, schema: { summary: 'Take one change back.', params: ById, response: { 200: OpenedRecord } } },
      async (request) => {
        const person = personOf(request)
        const change = found(await parts.store.change(request.params.id))
        if (!hasEntity(change.entity)) throw notFound()
        const entity = entityNamed(change.entity)
        const record = await visible(entity, change.record, person, parts)
        if (!mayWrite(entity, person)) throw new Refused(403, 'not-allowed')
        if (change.field === null) throw new Refused(409, 'not-undoable')
        const isArchival = change.field === 'archivedAt'
        const field = await findField(parts.catalogue, entity, change.field)
        if (!isArchival && (!field || field.readonly)) throw new Refused(409, 'not-undoable')
        if (!same(record[change.field], change.new)) {
          throw Refused.because(409, 'undo-changed-since', { code: 'undo-changed-since', with: { field: field?.title ?? change.field } })
        }
        const result = await parts.submit({
          ops: [
            {
              op: 'change',
              change: {
                change: isArchival ? (change.new === null ? 'archive' : 'restore') : 'update',
                entity: entity.name,
                id: change.record,
                revision: record.revision,
                fields: isArchival ? {} : { [change.field]: change.old },
                cause: { kind: 'undo', id: person.id, depth: 0 },
                at: parts.clock.now(),
              },
            },
          ],
        })
        if (!result.ok) throw refusedBy(result)
        return openedRecord(entity, change.record, person, parts, true)
      },
    )
  }
