/** Taking those who are inside along to another version: what it would mean, doing it as a job, and what came of it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import { Impact, ImpactQuery, MoveOutcome, MovePlanBody } from '../../shared/api/moves.ts'
import { JobData } from '../../shared/api/records.ts'
import { isTrigger, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import { type LeftRun, migrationInput, migrationKind, resultIn } from '../engine/migration.ts'
import type { JobRow, WorkflowRow } from '../store/rows.ts'
import { mayDraw, mayRead, personOf } from './access.ts'
import { jobData, ownJob } from './jobs.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused } from './problem.ts'
import type { Person } from './rights.ts'
import { mayFollow, subjectLink, versionNumber } from './runs.ts'
import { rowOf } from './workflow-rows.ts'

const ByJob = Type.Object({ id: Id, job: Id })

/** `/api/workflows/:id/impact` and `/moves`. A step to go on at that the version does not have is 422; 409 `never-published`. */
export const moveRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.get(
      '/workflows/:id/impact',
      {
        config: mayRead,
        schema: {
          summary: 'Who is inside, by node, and what the draft or an older version would change for them.',
          params: ById,
          querystring: ImpactQuery,
          response: { 200: Impact },
        },
      },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const { version } = request.query
        const next = version === undefined ? row.draft : found(await store.version(`${row.id}:${Number(version)}`)).content
        return impactOf(row, next, parts)
      },
    )

    server.post(
      '/workflows/:id/moves',
      {
        config: mayDraw,
        schema: {
          summary: 'Take those who are inside to the version that is live, as a job.',
          params: ById,
          body: MovePlanBody,
          response: { 202: JobData },
        },
      },
      async (request, reply) => {
        const row = await rowOf(request.params.id, parts)
        if (row.liveVersion === null) throw new Refused(409, 'never-published')
        const { content } = found(await store.version(`${row.id}:${row.liveVersion}`))
        const job = moveJob(row, row.liveVersion, content, request.body, personOf(request), parts)
        await parts.submit({ ops: [{ op: 'job', job }] })
        await parts.jobs.resume()
        return reply.code(202).send(jobData(job))
      },
    )

    server.get(
      '/workflows/:id/moves/:job',
      { config: mayDraw, schema: { summary: 'What became of them.', params: ByJob, response: { 200: MoveOutcome } } },
      async (request) => {
        const person = personOf(request)
        const job = await ownJob(request.params.job, person, parts)
        if (job.kind !== migrationKind || job.input['workflow'] !== request.params.id) throw notFound()
        const { moved, stopped, stayed, left, more } = resultIn(job.result)
        return { job: jobData(job), moved, stopped, stayed, left: await shownLeft(left, person, parts), more }
      },
    )
  }

/** The job that follows a plan, as a row for the commit that it belongs to; `jobs.resume` begins it. */
export function moveJob(
  row: Pick<WorkflowRow, 'id' | 'name'>,
  version: number,
  content: Workflow,
  plan: MovePlanBody,
  person: Person,
  parts: Parts,
): JobRow {
  const places = new Set(content.nodes.filter((node) => !isTrigger(node)).map(({ id }) => id))
  const wrong = Object.entries(plan.places).filter(([, { deed, to }]) => deed === 'move' && to !== undefined && !places.has(to))
  const fields = wrong.map(([node]) => ({ path: `plan.places.${node}.to`, code: 'no-such-step' }))
  if (fields.length > 0) throw new Refused(422, 'invalid', {}, fields)
  return parts.jobs.prepare({
    kind: migrationKind,
    title: { code: 'job-migration', with: { workflow: row.name, version, flow: row.id } },
    user: person.id,
    input: migrationInput({
      workflow: row.id,
      plan: { version: `${row.id}:${version}`, ...plan },
      by: { id: person.id, name: person.name },
    }),
  })
}

async function impactOf(row: WorkflowRow, next: Workflow, { store }: Parts): Promise<Impact> {
  const standing = await store.standing(row.id)
  const versions = new Map<string, Workflow | null>()
  for (const { version } of standing) {
    if (!versions.has(version)) versions.set(version, (await store.version(version))?.content ?? null)
  }
  const nodes = new Map<string, Impact['nodes'][number]>()
  for (const { node, version, count } of standing) {
    const before = nodes.get(node)
    const change = changeOf(
      versions.get(version)?.nodes.find(({ id }) => id === node),
      next.nodes.find(({ id }) => id === node),
    )
    nodes.set(node, {
      node,
      count: (before?.count ?? 0) + count,
      change: before && weight[before.change] > weight[change] ? before.change : change,
      versions: [...(before?.versions ?? []), { version: versionNumber(version), count }].sort((a, b) => b.version - a.version),
    })
  }
  const inside = await store.listRuns({ workflow: row.id, state: 'active', limit: 1 })
  return { inside: inside.total, nodes: [...nodes.values()] }
}

type Change = Impact['nodes'][number]['change']

const weight: Readonly<Record<Change, number>> = { same: 0, changed: 1, deleted: 2 }

function changeOf(before: WorkflowNode | undefined, next: WorkflowNode | undefined): Change {
  if (!next || (before && before.type !== next.type)) return 'deleted'
  return before && JSON.stringify(before) === JSON.stringify(next) ? 'same' : 'changed'
}

const reasons = { 'already-started': 'left-already-started', 'no-place': 'left-no-place' } as const

/** Those about whom the reader may know. Names are read now, so that a job keeps none. */
async function shownLeft(left: readonly LeftRun[], person: Person, parts: Parts): Promise<MoveOutcome['left']> {
  const loaded = await parts.store.runs(left.map(({ run }) => run))
  const runs = new Map(loaded.map(({ run }) => [run.id, run]))
  const shown: MoveOutcome['left'] = []
  for (const { run: id, node, problem } of left) {
    const run = runs.get(id)
    if (!run || !(await mayFollow(run, person, parts))) continue
    shown.push({ run: id, subject: await subjectLink(run.subjectEntity, run.subject, parts), node, said: { code: reasons[problem] } })
  }
  return shown
}
