/** What else there is about points rules than about any record: counting anew what was added by one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { JobData, RecountBody } from '../../shared/api/records.ts'
import { mayDraw, personOf } from './access.ts'
import { jobData } from './jobs.ts'
import type { Parts } from './parts.ts'
import { found } from './problem.ts'

/** `POST /api/score-rules/:id/recounts`; 404 for a rule that is not there. */
export const pointsRuleRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/score-rules/:id/recounts',
      {
        config: mayDraw,
        schema: {
          summary: 'Count anew what this rule has added, as a job. Flows hear of new scores only when that is asked for.',
          params: ById,
          body: RecountBody,
          response: { 202: JobData },
        },
      },
      async (request, reply) => {
        const rule = found(await parts.store.record('scoreRule', request.params.id))
        const job = await parts.jobs.start({
          kind: 'recount',
          title: { code: 'job-recount', with: { rule: String(rule['name']) } },
          user: personOf(request).id,
          input: { rule: rule.id, startFlows: request.body.startFlows },
        })
        return reply.code(202).send(jobData(job))
      },
    )
  }
