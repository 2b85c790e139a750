/** What nobody could be found for, and what looked like a machine: a person says whose it is, or lets it in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById } from '../../shared/api/common.ts'
import { entityNamed } from '../../shared/entities.ts'
import { type FieldMapping, mappingsIn } from '../../shared/intake.ts'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { readingPerson } from '../intake/deliver.ts'
import { formMapping, formOf, hookOf } from '../intake/doors.ts'
import { readStranger } from '../intake/read-stranger.ts'
import { type Arrival, takeIn } from '../intake/take-in.ts'
import { newId } from '../store/ids.ts'
import { mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, Refused, refusedBy } from './problem.ts'
import { causedBy, visible } from './records.ts'

const AssignBody = Type.Object(
  {
    contact: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Make a contact of it even if it holds no e-mail and no phone. */
    withoutAddress: Type.Optional(Type.Boolean()),
    mapping: Type.Optional(
      Type.Array(
        Type.Object({ from: Type.String({ maxLength: 2000 }), to: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
        { maxItems: 200 },
      ),
    ),
  },
  { additionalProperties: false },
)

const Assigned = Type.Object({ event: Type.String(), submission: Type.String(), contact: Type.String() })

/** `PUT /api/submissions/:id/contact`. One that has been read or let go is 409 `not-active`; still without an address it is 422. */
export const submissionRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.put(
      '/submissions/:id/contact',
      {
        config: mayWork,
        schema: {
          summary: 'Say whose an unread submission is: a contact, or by a mapping. With neither, it is read anew as its hook or form says.',
          params: ById,
          body: AssignBody,
          response: { 200: Assigned },
        },
      },
      async (request) => {
        const person = personOf(request)
        const submission = await visible(entityNamed('submission'), request.params.id, person, parts)
        if (submission['state'] !== 'unread' && submission['state'] !== 'quarantined') throw new Refused(409, 'not-active')
        const { contact, mapping, withoutAddress = false } = request.body
        if (contact !== undefined) await visible(entityNamed('contact'), contact, person, parts)
        const via = await viaOf(submission, parts)
        const body: JsonObject = isJsonObject(submission['body']) ? submission['body'] : {}
        const stranger = readStranger(body, mapping ? mappingsIn(mapping) : via.mapping, await readingPerson(parts))
        if (contact === undefined && stranger.email === null && stranger.phone === null) {
          const isEmpty = Object.keys({ ...stranger.contact, ...stranger.company }).length === 0
          const said = isEmpty && withoutAddress ? { code: 'submission-nobody' } : (stranger.problem ?? { code: 'submission-no-address' })
          if (isEmpty || !withoutAddress) throw Refused.because(422, said.code, said)
        }
        const arrival: Arrival = {
          via,
          body,
          contentType: '',
          raw: null,
          stranger,
          once: null,
          event: newId(),
          submission: submission.id,
          again: { revision: submission.revision, cause: causedBy(person), withoutAddress, ...(contact === undefined ? {} : { contact }) },
        }
        const { result, value } = await parts.engine.pump.perform(takeIn(arrival))
        if (!result.ok) throw refusedBy(result)
        return { event: value.event, submission: submission.id, contact: value.contact ?? '' }
      },
    )
  }

/** The hook or form it came by, as it is now. */
async function viaOf(submission: Fields, parts: Parts): Promise<Arrival['via'] & { readonly mapping: readonly FieldMapping[] | null }> {
  const { form: formId, hook: hookId } = submission
  if (typeof formId === 'string') {
    const form = found(formOf(await parts.store.record('form', formId)))
    return { ...form, mapping: formMapping(form) }
  }
  return found(hookOf(await parts.store.record('hook', String(hookId))))
}
