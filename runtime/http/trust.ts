/** What people made of a workflow's suggestions, step by step. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Trust } from '../../shared/api/trust.ts'
import { commonIn } from '../../shared/declines.ts'
import type { Said } from '../../shared/json.ts'
import { type DismissReason, dismissReasons } from '../../shared/suggestion.ts'
import { trustIn } from '../../shared/trust.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { canonical } from '../engine/hash.ts'
import type { VersionRow } from '../store/rows.ts'
import { mayDraw } from './access.ts'
import type { Parts } from './parts.ts'
import { rowOf } from './workflow-rows.ts'

/** So many decisions about a workflow are looked at, the latest. */
const mostDecisions = 5_000
/** Of what people wrote when they declined. */
const mostNotes = 5

/** `/api/workflows/:id/trust`. */
export const trustRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/workflows/:id/trust',
      {
        config: mayDraw,
        schema: {
          summary: 'What people made of the suggestions of each step, since the step was last changed.',
          params: ById,
          response: { 200: Trust },
        },
      },
      async (request) => {
        const { id } = await rowOf(request.params.id, parts)
        const { store } = parts
        const decisions = await store.decisions(id, mostDecisions)
        if (decisions.length === 0) return { steps: [] }
        const isAsNow = comparedWithLatest(await store.versions(id))
        const current = decisions.filter(({ node, version }) => isAsNow(node, version))
        const byNode = new Map<string, (typeof current)[number][]>()
        for (const one of current) byNode.set(one.node, [...(byNode.get(one.node) ?? []), one])
        return {
          steps: [...byNode].map(([node, made]) => ({
            node,
            ...trustIn(made.map(({ how, reason }) => ({ how, reason: reasonIn(reason?.code) }))),
            common: [...commonIn(made.map(({ how, reason, facts }) => ({ how, reason: reasonIn(reason?.code), facts })))],
            notes: notesIn(made.map(({ reason }) => reason)).slice(0, mostNotes),
          })),
        }
      },
    )
  }

/** Was a step the same in that version as in the latest one? What it was before, nobody decided about. */
function comparedWithLatest(versions: readonly VersionRow[]): (node: string, version: string) => boolean {
  const contents = new Map(versions.map(({ id, content }) => [id, content]))
  const latest = versions.reduce<VersionRow | null>((last, one) => (last && last.number > one.number ? last : one), null)
  const known = new Map<string, boolean>()
  return (node, version) => {
    const key = `${version} ${node}`
    const found = known.get(key) ?? isSameStep(contents.get(version), latest?.content, node)
    known.set(key, found)
    return found
  }
}

function isSameStep(before: Workflow | undefined, now: Workflow | undefined, id: string): boolean {
  const [then, today] = [before, now].map((workflow) => workflow?.nodes.find((node) => node.id === id))
  return then !== undefined && today !== undefined && canonical([then.type, then.params]) === canonical([today.type, today.params])
}

/** Each once. */
const notesIn = (reasons: readonly (Said | null)[]): string[] => [
  ...new Set(reasons.map((reason) => reason?.with?.['note']).filter((note) => typeof note === 'string')),
]

const reasonIn = (code: string | undefined): DismissReason | null => dismissReasons.find((reason) => reason === code) ?? null
