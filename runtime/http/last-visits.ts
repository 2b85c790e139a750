/** The last time that somebody came to a step: what came in, what went out and why, beside the fields of the step. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Id } from '../../shared/api/common.ts'
import { LastVisit } from '../../shared/api/runs.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found } from './problem.ts'
import { mayFollow, subjectLink } from './runs.ts'
import { trailSteps } from './trail-steps.ts'
import { rowOf } from './workflow-rows.ts'

/** So many of the latest runs are looked through. */
const most = 25

const ByNode = Type.Object({ id: Id, node: Id }, { additionalProperties: false })

/** `GET /api/workflows/:id/visits/:node`. A workflow that is not there is 404; a step that is not there was visited by nobody. */
export const lastVisitRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/workflows/:id/visits/:node',
      { config: mayRead, schema: { summary: 'The last time that somebody came to a step.', params: ByNode, response: { 200: LastVisit } } },
      async (request) => {
        const { node } = request.params
        const { id: workflow } = await rowOf(request.params.id, parts)
        const person = personOf(request)
        const { items } = await parts.store.listRuns({ workflow, limit: most })
        for (const { run } of items) {
          const steps = (await parts.store.steps(run.id)).filter((step) => step.node === node)
          if (steps.length === 0 || !(await mayFollow(run, person, parts))) continue
          const { content } = found(await parts.store.version(run.version))
          const shown = [...(await trailSteps(steps, false, person, parts))]
          return { visit: { run: run.id, subject: await subjectLink(run.subjectEntity, run.subject, parts), steps: shown, content } }
        }
        return { visit: null }
      },
    )
  }
