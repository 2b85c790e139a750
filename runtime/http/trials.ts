/** Trying a workflow on one record: the engine itself walks, and nothing is sent or changed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Trial, TrialBody } from '../../shared/api/workflows.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { plan } from '../engine/plan.ts'
import { type TrialRequest, type Trial as Tried, tryOut } from '../engine/trial.ts'
import { arriving } from '../intake/arrive.ts'
import { newId } from '../store/ids.ts'
import { personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { visible } from './records.ts'
import { trailSteps } from './trail-steps.ts'
import { rowOf } from './workflow-rows.ts'
import { drawn, readDraft } from './workflows.ts'

/** `POST /api/workflows/:id/trials`. A trigger that the draft does not have is 422; a step that fails ends the trial, with 200. */
export const trialRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/workflows/:id/trials',
      {
        ...drawn,
        // Steps of a draft may look up any record, so only whoever sees every record may walk one.
        config: { ...drawn.config, access: { role: 'marketer', scope: 'read' } },
        schema: {
          summary: 'Walk the draft with one record; nothing is sent or changed.',
          params: ById,
          body: TrialBody,
          response: { 200: Trial },
        },
      },
      async (request) => {
        const { subject, trigger, fields, choices, draft, event: earlier, only } = request.body
        const row = await rowOf(request.params.id, parts)
        const workflow = draft === undefined ? row.draft : readDraft({ ...draft, id: row.id })
        const { subject: entity } = workflow.settings
        if (subject !== null && entity !== null && hasEntity(entity)) await visible(entityNamed(entity), subject, personOf(request), parts)
        const node = workflow.nodes.find(({ id }) => id === trigger)
        if (!node) throw new Refused(422, 'invalid', {}, [{ path: 'trigger', code: 'field-ref' }])
        const given = (fields ?? {}) as JsonObject
        const begun = earlier ? { id: earlier.id, at: new Date(earlier.at) } : { id: newId(), at: parts.clock.now() }
        const arrive = subject === null && entity === 'contact' ? await arriving(node, given, begun.id, parts) : null
        const event = eventFor(node, workflow, subject, given, begun, parts)
        const way = { trigger, subject, event, choices: choices ?? {}, until: null, only: only ?? null, ...(arrive ? { arrive } : {}) }
        const tried = await walk(workflow, way, parts)
        return {
          steps: [...(await trailSteps(tried.steps, true, personOf(request), parts))],
          open: tried.open.map(({ ports, ...one }) => ({ ...one, ports: [...ports] })),
          ended: tried.ended,
          event: { id: event.id, at: event.at.toISOString() },
        }
      },
    )
  }

/** Walks a workflow that need not be saved, from the moment of the event on. */
function walk(workflow: Workflow, way: Omit<TrialRequest, 'plan'>, parts: Pick<Parts, 'engine' | 'store'>): Promise<Tried> {
  const planned = plan(`${workflow.id}:trial`, workflow, parts.engine.typeNamed)
  return tryOut({ plan: planned, ...way }, parts.store, parts.engine.parts(), way.event.at)
}

/** What the trigger would have heard. A form or a hook says which one it was. */
function eventFor(
  node: WorkflowNode,
  workflow: Workflow,
  subject: string | null,
  fields: JsonObject,
  begun: Pick<CrmEvent, 'id' | 'at'>,
  parts: Pick<Parts, 'engine'>,
): CrmEvent {
  const kinds = parts.engine.typeNamed(node.type)?.trigger?.events as readonly CrmEvent['kind'][] | undefined
  const own = Object.fromEntries(
    ['form', 'hook'].flatMap((name) => (node.params[name] === undefined ? [] : [[name, node.params[name] ?? null]])),
  )
  return {
    ...begun,
    kind: kinds?.[0] ?? 'custom',
    about: subject,
    records: subject !== null && workflow.settings.subject !== null ? { [workflow.settings.subject]: subject } : {},
    fields: { ...own, ...fields },
    cause: { kind: 'outside', id: null, depth: 0 },
  }
}
