/** Feedback on the steps of a workflow, from those who decide their suggestions. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { FeedbackBody, FeedbackGiven, FeedbackList } from '../../shared/api/feedback.ts'
import type { Fields } from '../../shared/node.ts'
import { giveFeedback } from '../crm/feedback.ts'
import { newId } from '../store/ids.ts'
import { mayDecide, mayDraw, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { refusedBy } from './problem.ts'
import { visibleSuggestion } from './suggestions.ts'
import { nameOf, rowOf } from './workflow-rows.ts'

/** More is not read at once; what is open is meant to be answered. */
const most = 200

/** `/api/suggestions/:id/feedback` and `/api/workflows/:id/feedback`. */
export const feedbackRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/suggestions/:id/feedback',
      {
        config: mayDecide,
        schema: { summary: 'Say what is wrong with its step.', params: ById, body: FeedbackBody, response: { 201: FeedbackGiven } },
      },
      async (request, reply) => {
        const by = personOf(request)
        const suggestion = await visibleSuggestion(request.params.id, by, parts)
        const id = newId()
        const { result } = await parts.engine.pump.perform(giveFeedback({ id, text: request.body.text.trim(), suggestion, by }))
        if (!result.ok) throw refusedBy(result)
        return reply.code(201).send({ id })
      },
    )

    server.get(
      '/workflows/:id/feedback',
      { config: mayDraw, schema: { summary: 'What is said to be wrong with its steps.', params: ById, response: { 200: FeedbackList } } },
      async (request) => {
        const { id } = await rowOf(request.params.id, parts)
        const open = await openFeedback(id, parts)
        const names = new Map<unknown, string | null>()
        for (const { author } of open) if (typeof author === 'string') names.set(author, await nameOf(author, parts))
        return {
          items: open.map((feedback) => ({
            id: feedback.id,
            node: String(feedback['node']),
            text: String(feedback['text']),
            by: names.get(feedback['author']) ?? null,
            at: String(feedback['createdAt']),
            version: Number(feedback['version'] ?? 0),
            suggestion: String(feedback['suggestion']),
          })),
        }
      },
    )
  }

/** What no version has answered yet, latest first. */
export async function openFeedback(workflow: string, { store, clock }: Parts): Promise<readonly Fields[]> {
  const rule = {
    all: [
      { field: 'workflow', is: 'is', value: workflow },
      { field: 'answeredIn', is: 'empty' },
    ],
  } as const
  return (await store.list({ entity: 'feedback', rule, limit: most, sort: '-createdAt', now: clock.now() })).items
}
