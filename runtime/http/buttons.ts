/** Buttons on cards and lists that start a workflow by hand. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ButtonList, ButtonQuery, PressBody } from '../../shared/api/runs.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { newId } from '../store/ids.ts'
import { mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { notFound, Refused, refusedBy } from './problem.ts'
import { causedBy, visible } from './records.ts'
import { isRole, type Person, reaches } from './rights.ts'

/** `/api/buttons`. A button that is not there for this person is 404; several records where it takes one are 422 `not-allowed`. */
export const buttonRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/buttons',
      {
        config: mayWork,
        schema: { summary: 'What you may start by hand on such a record.', querystring: ButtonQuery, response: { 200: ButtonList } },
      },
      async (request) => {
        const buttons = await buttonsFor(request.query.entity, personOf(request), parts)
        return {
          items: buttons.map(({ id, workflow, node }) => ({ id, workflow, text: textOf(node), bulk: node.params['bulk'] !== false })),
        }
      },
    )

    server.post(
      '/buttons',
      { config: mayWork, schema: { summary: 'Press one, for these records.', body: PressBody } },
      async (request, reply) => {
        const person = personOf(request)
        const { button, entity, records } = request.body
        if (!hasEntity(entity)) throw notFound()
        const pressed = (await buttonsFor(entity, person, parts)).find(({ id }) => id === button)
        if (!pressed) throw notFound()
        if (records.length > 1 && pressed.node.params['bulk'] === false) throw new Refused(422, 'not-allowed')
        const events = await Promise.all(
          records.map(async (id): Promise<CrmEvent> => {
            await visible(entityNamed(entity), id, person, parts)
            return {
              id: newId(),
              kind: 'button-pressed',
              at: parts.clock.now(),
              about: id,
              records: { [entity]: id },
              fields: { workflow: pressed.workflowId, node: pressed.node.id, user: person.id },
              cause: causedBy(person),
            }
          }),
        )
        const result = await parts.submit({ ops: events.map((event) => ({ op: 'event', event, state: 'pending' })) })
        if (!result.ok) throw refusedBy(result)
        return reply.code(202).send({ events: events.map(({ id }) => id) })
      },
    )
  }

interface Button {
  readonly id: string
  readonly workflowId: string
  readonly workflow: string
  readonly node: WorkflowNode
}

async function buttonsFor(entity: string, person: Person, parts: Parts): Promise<readonly Button[]> {
  const live = (await parts.store.workflows()).filter(
    ({ state, archivedAt, liveVersion }) => state === 'live' && !archivedAt && liveVersion !== null,
  )
  const versions = await Promise.all(live.map(({ id, liveVersion }) => parts.store.version(`${id}:${liveVersion}`)))
  return versions.flatMap((version) =>
    (version?.content.nodes ?? [])
      .filter(({ type, mode, params }) => type === 'trigger.manual' && mode !== 'off' && (params['entity'] ?? 'contact') === entity)
      .filter(({ params }) => !isRole(params['role']) || reaches(person.role, params['role']))
      .map((node) => ({
        id: `${version?.workflow}/${node.id}`,
        workflowId: version?.workflow ?? '',
        workflow: version?.content.name ?? '',
        node,
      })),
  )
}

/** The text of a button has no references in it. */
const textOf = ({ params }: WorkflowNode): string => {
  const { button } = params
  return Array.isArray(button) ? button.filter((piece) => typeof piece === 'string').join('') : ''
}
