/** What a publication would bring to decide, before anybody publishes. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Forecast } from '../../shared/api/forecast.ts'
import { ImpactQuery } from '../../shared/api/moves.ts'
import { canPublish } from '../../shared/problem.ts'
import type { Candidate } from '../engine/enrol.ts'
import { beginnings, expectedVisits, isForItself, suggestingNodes } from '../engine/forecast.ts'
import { Overlay } from '../engine/overlay.ts'
import { assigneeOf } from '../engine/people.ts'
import { type Plan, type PlannedNode, plan } from '../engine/plan.ts'
import { answerAll } from '../engine/rounds.ts'
import type { WorkflowRow } from '../store/rows.ts'
import { mayRead } from './access.ts'
import type { Parts } from './parts.ts'
import { found } from './problem.ts'
import { liveOf, problemsOf, rowOf } from './workflow-rows.ts'

const day = 86_400_000
/** So far back, in days. */
const longest = 30
/** So many events are looked at, the newest; where there are more, the days are fewer. */
const mostEvents = 5_000
/** Of so many subjects it is asked who would decide. */
const mostAsked = 50

/** `/api/workflows/:id/forecast`. Nothing is changed. */
export const forecastRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/workflows/:id/forecast',
      {
        config: mayRead,
        schema: {
          summary: 'How much the draft or an older version would bring to decide, as the last thirty days went.',
          params: ById,
          querystring: ImpactQuery,
          response: { 200: Forecast },
        },
      },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const { version } = request.query
        const next = version === undefined ? row.draft : found(await parts.store.version(`${row.id}:${Number(version)}`)).content
        return forecast(row, plan(`${row.id}:next`, next, parts.engine.typeNamed), parts)
      },
    )
  }

async function forecast(row: WorkflowRow, next: Plan, parts: Parts): Promise<Forecast> {
  const { store, clock } = parts
  // What may stand in a draft is more than triggers can be asked with.
  const isComplete = canPublish(await problemsOf(next.content, parts))
  const now = clock.now()
  const kinds = [...new Set(next.triggers.flatMap(({ type }) => type?.trigger?.events ?? []))]
  const heard = await store.recentEvents(kinds, new Date(now.getTime() - longest * day), mostEvents)
  const from = heard.from ?? now
  const days = (now.getTime() - from.getTime()) / day
  const suggesting = suggestingNodes(next)
  const nothing: Forecast = { days, entered: null, suggesting: suggesting.length, suggestions: null, deciders: 0, assumed: [] }
  const live = await liveOf(row, parts)
  const isUntold = (trigger: PlannedNode) => isForItself(trigger) && !live?.nodes.some(({ id }) => id === trigger.id)
  if (!isComplete || days < 1 || next.triggers.length === 0 || next.triggers.every(isUntold)) return nothing
  const began = beginnings(next, heard.items)
  const starts = new Map<string, number>()
  for (const { trigger } of began) starts.set(trigger.id, (starts.get(trigger.id) ?? 0) + 1)
  const { visits, assumed } = expectedVisits(next, starts, await waysTaken(row.id, from, parts))
  const asked = suggesting.filter(({ id }) => (visits.get(id) ?? 0) > 0)
  const suggestions = asked.reduce((sum, { id }) => sum + (visits.get(id) ?? 0), 0)
  return {
    ...nothing,
    entered: began.length,
    suggestions,
    deciders: await decidersOf(next, asked, began, now, parts),
    assumed: [...assumed],
  }
}

async function waysTaken(workflow: string, from: Date, { store }: Parts) {
  const left = new Map<string, Map<string, number>>()
  for (const { node, kind, count } of await store.nodeCounts(workflow, from)) {
    if (!kind.startsWith('leave:')) continue
    const ports = left.get(node) ?? new Map<string, number>()
    left.set(node, ports.set(kind.slice('leave:'.length), count))
  }
  return left
}

/** How many different people the suggestions of these nodes would come to, for the latest subjects. */
async function decidersOf(
  next: Plan,
  nodes: readonly PlannedNode[],
  began: readonly Candidate[],
  now: Date,
  parts: Parts,
): Promise<number> {
  const { subject: entity } = next.content.settings
  const subjects = [...new Set(began.map(({ subject }) => subject))].slice(0, mostAsked)
  const { company, away } = parts.engine.parts()
  const sources = {
    reads: parts.store,
    overlay: new Overlay(company.region),
    now,
    plans: { known: () => undefined, load: async () => null },
    isTrial: true,
    away,
  }
  const people = new Set<string>()
  for (const node of nodes) {
    for (const subject of subjects) {
      const { assignee } = await answerAll(assigneeOf(node, next, entity, subject, { company, now }), sources)
      if (assignee !== null) people.add(assignee)
    }
  }
  return people.size
}
