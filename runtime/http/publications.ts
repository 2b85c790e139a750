/** Going live: publishing, pausing, and what was published before. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import { OpenedVersion, PublishBody, Published, StateBody, StateSet, VersionList } from '../../shared/api/workflows.ts'
import type { Problem } from '../../shared/check-workflow.ts'
import type { Json } from '../../shared/json.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { canPublish } from '../../shared/problem.ts'
import { answerFeedback } from '../crm/feedback.ts'
import { tellDeciders } from '../crm/tell-deciders.ts'
import type { Op } from '../store/port.ts'
import type { VersionRow, WorkflowRow } from '../store/rows.ts'
import { mayDraw, mayRead, personOf } from './access.ts'
import { openFeedback } from './feedback.ts'
import { moveJob } from './moves.ts'
import type { Parts } from './parts.ts'
import { type FieldProblem, found, Refused } from './problem.ts'
import type { Person } from './rights.ts'
import { beginForStanding } from './standing.ts'
import { changed, checkRevision, liveOf, nameOf, problemsOf, rowOf, save } from './workflow-rows.ts'

const ByVersion = Type.Object({ id: Id, number: Type.String({ pattern: '^[0-9]{1,9}$' }) })

/**
 * `/api/workflows/:id/publication`, `/state` and `/versions`. 409 `stale` when somebody has saved since, 422
 * `has-errors` when a draft cannot be published, 409 `never-published` when it is to go live before.
 */
export const publicationRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.put(
      '/workflows/:id/publication',
      {
        config: mayDraw,
        schema: {
          summary: 'Make the draft, or an older version, the next version.',
          params: ById,
          body: PublishBody,
          response: { 200: Published },
        },
      },
      async (request) => {
        const person = personOf(request)
        const row = await rowOf(request.params.id, parts)
        await checkRevision(row, request.body.revision, parts)
        const { version: older } = request.body
        const content = older === undefined ? row.draft : found(await store.version(`${row.id}:${older}`)).content
        const problems = await problemsOf(content, parts)
        if (!canPublish(problems)) {
          const blocking = problems.filter(({ level }) => level !== 'warning')
          throw new Refused(422, 'has-errors', { count: blocking.length, problems: blocking as unknown as Json }, blocking.map(inFile))
        }
        const versions = await store.versions(row.id)
        const number = Math.max(0, ...versions.map((version) => version.number)) + 1
        const version: VersionRow = {
          id: `${row.id}:${number}`,
          workflow: row.id,
          number,
          content,
          note: request.body.note ?? '',
          publishedAt: parts.clock.now(),
          publishedBy: person.id,
        }
        const next = changed(row, person, parts, { liveVersion: number, state: row.state === 'paused' ? 'paused' : 'live' })
        const { plan } = request.body
        // In one commit with the version: a plan that was taken is followed, whatever happens to the process.
        const job = plan ? moveJob(row, number, content, plan, person, parts) : null
        const begun = request.body.standing ? beginForStanding({ ...content, id: row.id }, person, parts) : []
        const answers = new Set(request.body.answers)
        const answered = answers.size === 0 ? [] : (await openFeedback(row.id, parts)).filter(({ id }) => answers.has(id))
        const told = [...answerFeedback(answered, version, person, version.publishedAt), ...(await newsFor(row, version, person, parts))]
        const saved = await save(
          next,
          [{ op: 'version', version }, ...(job ? [{ op: 'job', job } as const] : []), ...begun, ...told],
          parts,
        )
        if (job) await parts.jobs.resume()
        return { version: number, revision: saved.revision, job: job?.id ?? null }
      },
    )

    server.put(
      '/workflows/:id/state',
      { config: mayDraw, schema: { summary: 'Live, paused or off.', params: ById, body: StateBody, response: { 200: StateSet } } },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const { state } = request.body
        if (state === row.state) return { state, revision: row.revision }
        if (row.liveVersion === null) throw new Refused(409, 'never-published')
        const saved = await save(changed(row, personOf(request), parts, { state }), [], parts)
        return { state, revision: saved.revision }
      },
    )

    server.get(
      '/workflows/:id/versions',
      { config: mayRead, schema: { summary: 'What was published, newest first.', params: ById, response: { 200: VersionList } } },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const versions = await store.versions(row.id)
        const items = await Promise.all(versions.map((version) => versionData(version, parts)))
        return { items: items.sort((a, b) => b.number - a.number) }
      },
    )

    server.get(
      '/workflows/:id/versions/:number',
      { config: mayRead, schema: { summary: 'One version as it was drawn.', params: ByVersion, response: { 200: OpenedVersion } } },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const version = found(await store.version(`${row.id}:${Number(request.params.number)}`))
        return { ...(await versionData(version, parts)), content: version.content }
      },
    )
  }

/** Of this many decisions, the latest, it is looked at who made them. */
const latestDecisions = 1_000
/** And of so many open suggestions whose they are. */
const mostOpen = 2_000

/** What those who decide about steps that the version changes are told; nothing about a first version. */
async function newsFor(row: WorkflowRow, version: VersionRow, person: Person, parts: Parts): Promise<readonly Op[]> {
  const { store } = parts
  const before = await liveOf(row, parts)
  if (before === null || row.liveVersion === null) return []
  const [decided, open] = await Promise.all([
    store.decisions(row.id, latestDecisions),
    store.suggestions({ statuses: ['pending'], workflow: row.id, limit: mostOpen }),
  ])
  const deciders = [
    ...decided.map(({ node, by }) => ({ node, user: by })),
    ...open.items.flatMap(({ node, assignee }) => (assignee === null ? [] : [{ node, user: assignee }])),
  ]
  const types = new Map(parts.nodeTypes().map((type) => [type.type, toNodeTypeData(type)]))
  const replaced = { before: { number: row.liveVersion, content: before }, version, types, deciders }
  return (await parts.engine.pump.perform(tellDeciders(replaced, person))).value
}

/** A problem as one of a field: where it stands in the file, and what it says. */
const inFile = ({ node, param, said }: Problem): FieldProblem => ({
  path: node === null ? `settings${param === null ? '' : `.${param}`}` : `nodes.${node}${param === null ? '' : `.${param}`}`,
  code: said.code,
  ...(said.with ? { with: said.with } : {}),
})

const versionData = async (version: VersionRow, parts: Parts) => ({
  number: version.number,
  note: version.note,
  publishedAt: version.publishedAt.toISOString(),
  publishedBy: await nameOf(version.publishedBy, parts),
})
