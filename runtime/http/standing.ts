/** Who stands already where the triggers of a flow bring others: counted before publishing, and begun for with it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { ImpactQuery } from '../../shared/api/moves.ts'
import { Standing } from '../../shared/api/workflows.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { canPublish } from '../../shared/problem.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { type PlannedNode, plan } from '../engine/plan.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import { mayDraw } from './access.ts'
import type { Parts } from './parts.ts'
import { found } from './problem.ts'
import { linkTo } from './record-list.ts'
import { causedBy } from './records.ts'
import type { Person } from './rights.ts'
import { problemsOf, rowOf } from './workflow-rows.ts'

/** So many of them are named. */
const mostNamed = 5

/** `/api/workflows/:id/standing`. Nothing is changed. */
export const standingRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/workflows/:id/standing',
      {
        config: mayDraw,
        schema: {
          summary: 'For whom the draft or an older version could begin at once.',
          params: ById,
          querystring: ImpactQuery,
          response: { 200: Standing },
        },
      },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const { version } = request.query
        const next = version === undefined ? row.draft : found(await parts.store.version(`${row.id}:${Number(version)}`)).content
        // What may stand in a draft is more than triggers can be asked with.
        const places = canPublish(await problemsOf(next, parts)) ? placesOf(next, parts) : []
        const now = parts.clock.now()
        const pages = await Promise.all(
          places.map(async ({ entity, rule }) => ({
            entity,
            page: await parts.store.list({ entity, rule, sort: 'createdAt', limit: mostNamed, now }),
          })),
        )
        return {
          count: places.length === 0 ? null : pages.reduce((sum, { page }) => sum + page.total, 0),
          sample: pages.flatMap(({ entity, page }) => page.items.map((record) => linkTo(entityNamed(entity), record))).slice(0, mostNamed),
        }
      },
    )
  }

/** Begins for them, in the commit that publishes: one event per trigger, which the engine takes apart page by page. */
export function beginForStanding(workflow: Workflow, person: Person, parts: Parts): Op[] {
  return placesOf(workflow, parts).map(({ trigger }) => ({
    op: 'event',
    state: 'pending',
    event: {
      id: newId(),
      kind: 'button-pressed',
      at: parts.clock.now(),
      about: null,
      records: {},
      fields: { workflow: workflow.id, node: trigger.id, user: person.id },
      cause: causedBy(person),
    },
  }))
}

interface Place {
  readonly trigger: PlannedNode
  readonly entity: string
  readonly rule: Rule
}

function placesOf(workflow: Workflow, { engine }: Pick<Parts, 'engine'>): readonly Place[] {
  const { triggers } = plan(`${workflow.id}:standing`, workflow, engine.typeNamed)
  return triggers.flatMap((trigger) => {
    const place = trigger.node.mode === 'off' ? null : (trigger.type?.trigger?.standing?.(trigger.stored as never) ?? null)
    return place && hasEntity(place.entity) ? [{ trigger, ...place }] : []
  })
}
