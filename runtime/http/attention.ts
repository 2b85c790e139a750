/** What needs a person: runs that stand still, by flow, step and reason; tried again, begun anew or given up, one or all of them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AttentionData, type AttentionGroup, ReplayBody } from '../../shared/api/attention.ts'
import { JobData } from '../../shared/api/records.ts'
import { nodeTitle, toNodeTypeData } from '../../shared/node-type-data.ts'
import type { ReplayInput } from '../engine/replay-job.ts'
import type { ParkedGroup } from '../store/port.ts'
import { personOf } from './access.ts'
import { jobData } from './jobs.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'

/** Supervisors and marketers see everybody's records, and so all runs of a group. */
const maySort = { access: { role: 'supervisor', scope: 'read' } } as const
const mayMend = { access: { role: 'supervisor', scope: 'write' } } as const

/** `/api/attention`. Neither runs nor a flow named is 422. */
export const attentionRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.get(
      '/attention',
      { config: maySort, schema: { summary: 'What needs a person, in groups.', response: { 200: AttentionData } } },
      async () => {
        const unread = await store.count('submission', { field: 'state', is: 'is', value: 'unread' }, parts.clock.now())
        return { groups: await Promise.all((await store.parkedGroups()).map((group) => shown(group, parts))), unread }
      },
    )

    server.post(
      '/attention/replays',
      {
        config: mayMend,
        schema: { summary: 'Try again, begin anew or give up, as a job.', body: ReplayBody, response: { 202: JobData } },
      },
      async (request, reply) => {
        const { id, version = 'own', anew = false, runs, ...wanted } = request.body
        if (!runs && !wanted.workflow) throw new Refused(422, 'invalid', {}, [{ path: 'workflow', code: 'field-required' }])
        const input: ReplayInput = { ...wanted, version, anew, ...(runs ? { runs: [...new Set(runs)] } : {}) }
        const total = input.runs?.length ?? countOf(await store.parkedGroups(), input)
        const workflow = wanted.workflow ? await store.workflow(wanted.workflow) : null
        const title = { code: `job-replay-${wanted.deed}`, with: { flow: workflow?.name ?? '', count: total } }
        const job = { kind: 'replay', title, user: personOf(request).id, input: { ...input }, total }
        return reply.code(202).send(jobData(await parts.jobs.start(id === undefined ? job : { id, ...job })))
      },
    )
  }

/** Branches rather than runs: a run with several of them in a group is counted as often. */
const countOf = (groups: readonly ParkedGroup[], { workflow, node, reason }: ReplayInput): number =>
  groups
    .filter((group) => workflow === group.workflow && (node ?? group.node) === group.node && (reason ?? group.reason) === group.reason)
    .reduce((sum, { count }) => sum + count, 0)

async function shown(group: ParkedGroup, { store, nodeTypes }: Parts): Promise<AttentionGroup> {
  const [workflow, version] = await Promise.all([store.workflow(group.workflow), store.version(group.version)])
  const node = version?.content.nodes.find(({ id }) => id === group.node)
  const type = node && nodeTypes().find((each) => each.type === node.type)
  const { en, ru } = node ? nodeTitle(node, type && toNodeTypeData(type)) : { en: '', ru: '' }
  return {
    workflow: group.workflow,
    workflowName: workflow?.name ?? group.workflow,
    node: group.node,
    title: node ? { en, ru } : null,
    reason: group.reason,
    problem: group.problem,
    count: group.count,
    since: group.since.toISOString(),
    hasNewer: workflow?.liveVersion != null && `${workflow.id}:${workflow.liveVersion}` !== group.version,
  }
}
