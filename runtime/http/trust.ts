/** What people made of a workflow's suggestions, step by step. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Trust } from '../../shared/api/trust.ts'
import { commonIn } from '../../shared/declines.ts'
import type { Said } from '../../shared/json.ts'
import { type DismissReason, dismissReasons } from '../../shared/suggestion.ts'
import { proposedMode, type StepTrust, trustIn } from '../../shared/trust.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { tellTrust } from '../crm/tell-trust.ts'
import { canonical } from '../engine/hash.ts'
import type { Reads } from '../store/port.ts'
import type { SuggestionRow, VersionRow } from '../store/rows.ts'
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
        const byNode = await currentDecisions(id, parts, mostDecisions)
        return {
          steps: [...byNode].map(([node, made]) => ({
            node,
            ...trustOf(made),
            common: [...commonIn(made.map(({ how, reason, facts }) => ({ how, reason: reasonIn(reason?.code), facts })))],
            notes: notesIn(made.map(({ reason }) => reason)).slice(0, mostNotes),
          })),
        }
      },
    )
  }

type Made = Awaited<ReturnType<Reads['decisions']>>[number]

/** What people decided about each step of a workflow since it was last changed, latest first, of so many decisions. */
async function currentDecisions(workflow: string, { store }: Parts, most: number): Promise<ReadonlyMap<string, readonly Made[]>> {
  const byNode = new Map<string, Made[]>()
  const decisions = await store.decisions(workflow, most)
  if (decisions.length === 0) return byNode
  const isAsNow = comparedWithLatest(await store.versions(workflow))
  for (const one of decisions.filter(({ node, version }) => isAsNow(node, version)))
    byNode.set(one.node, [...(byNode.get(one.node) ?? []), one])
  return byNode
}

const trustOf = (made: readonly Made[] = []): StepTrust => trustIn(made.map(({ how, reason }) => ({ how, reason: reasonIn(reason?.code) })))

/** So few are looked at after each approval; all of them only when these speak for acting. */
const mostLately = 200

/** Steps of versions of which it was told since the start; that it was told before is seen by the notice. */
const told = new WeakMap<Parts, Set<string>>()

/** After an approval: is the step trusted now, and has nobody been told? */
export async function tellWhenTrusted({ workflow, node, status, original }: SuggestionRow, parts: Parts): Promise<void> {
  if (status !== 'approved' || original !== null) return
  const lately = (await parts.store.decisions(workflow, mostLately)).filter((one) => one.node === node)
  if (proposedMode(trustOf(lately), 'suggest') !== 'act') return
  const live = (await parts.store.workflow(workflow))?.liveVersion
  const known = told.get(parts) ?? new Set()
  const step = `${workflow}:${live}/${node}`
  if (!live || known.has(step)) return
  const trust = trustOf((await currentDecisions(workflow, parts, mostDecisions)).get(node))
  if (proposedMode(trust, 'suggest') !== 'act') return
  await parts.engine.pump.perform(tellTrust({ workflow, version: `${workflow}:${live}`, node, trust }))
  told.set(parts, known.add(step))
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
