/** The workflows a marketer draws: list, open, save, publish, pause, look back. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import { ArchiveBody } from '../../shared/api/records.ts'
import {
  Counts,
  Impact,
  NewWorkflow,
  OpenedVersion,
  OpenedWorkflow,
  PublishBody,
  Published,
  Saved,
  SaveWorkflow,
  StateBody,
  StateSet,
  VersionList,
  WorkflowBody,
  WorkflowList,
  type WorkflowSummary,
} from '../../shared/api/workflows.ts'
import { checkWorkflow, type Problem } from '../../shared/check-workflow.ts'
import type { Json } from '../../shared/json.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { canPublish } from '../../shared/problem.ts'
import { emptyWorkflow, executable, type Workflow } from '../../shared/workflow.ts'
import { readWorkflow } from '../../shared/workflow-schema.ts'
import { knownNames } from '../crm/known-names.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { VersionRow, WorkflowRow } from '../store/rows.ts'
import { mayDraw, mayRead, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { type FieldProblem, found, Refused, refusedBy } from './problem.ts'
import type { Person } from './rights.ts'
import { templateNamed } from './templates.ts'

/** A drawing is larger than other requests. */
export const drawn = { config: { ...mayDraw, json: { values: 400_000, text: 100_000 } }, bodyLimit: 8 * 1024 * 1024 } as const

const ByVersion = Type.Object({ id: Id, number: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const CountsQuery = Type.Object({ from: Type.Optional(Type.String({ format: 'date-time' })) }, { additionalProperties: false })

/**
 * `/api/workflows`. 409 `stale` when somebody has saved since, 422 `has-errors` when a draft cannot be published, 409
 * `never-published` when it is to go live before.
 */
export const workflowRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.get('/workflows', { config: mayRead, schema: { summary: 'List workflows.', response: { 200: WorkflowList } } }, async () => ({
      items: await Promise.all((await store.workflows()).filter((row) => row.archivedAt === null).map((row) => summary(row, parts))),
    }))

    server.post(
      '/workflows',
      {
        ...drawn,
        schema: { summary: 'Begin one: empty, from a template, or from a file.', body: NewWorkflow, response: { 201: OpenedWorkflow } },
      },
      async (request, reply) => {
        const person = personOf(request)
        const draft = await beginning(request.body, languageOf(request), parts)
        const at = parts.clock.now()
        const row: WorkflowRow = {
          id: draft.id,
          name: draft.name,
          state: 'off',
          draft,
          revision: 1,
          liveVersion: null,
          owner: person.id,
          department: person.department,
          createdAt: at,
          updatedAt: at,
          updatedBy: person.id,
          archivedAt: null,
        }
        await save(row, [], parts)
        return reply.code(201).send(await opened(row, parts))
      },
    )

    server.get(
      '/workflows/:id',
      { config: mayRead, schema: { summary: 'Open the draft and what is live.', params: ById, response: { 200: OpenedWorkflow } } },
      async (request) => opened(await rowOf(request.params.id, parts), parts),
    )

    server.put(
      '/workflows/:id',
      { ...drawn, schema: { summary: 'Save the draft.', params: ById, body: SaveWorkflow, response: { 200: Saved } } },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        await checkRevision(row, request.body.revision, parts)
        const draft = readDraft({ ...request.body.draft, id: row.id })
        const saved = await save(changed(row, personOf(request), parts, { draft, name: draft.name }), [], parts)
        return { revision: saved.revision, problems: await problemsOf(draft, parts) }
      },
    )

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
        const saved = await save(next, [{ op: 'version', version }], parts)
        return { version: number, revision: saved.revision }
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

    server.put(
      '/workflows/:id/archived',
      {
        config: mayDraw,
        schema: {
          summary: 'Put away, which also switches it off, or bring back.',
          params: ById,
          body: ArchiveBody,
          response: { 200: StateSet },
        },
      },
      async (request) => {
        const row = found(await store.workflow(request.params.id))
        const next = changed(row, personOf(request), parts, { state: 'off', archivedAt: request.body.archived ? parts.clock.now() : null })
        const saved = await save(next, [], parts)
        return { state: saved.state, revision: saved.revision }
      },
    )

    server.get(
      '/workflows/:id/impact',
      { config: mayRead, schema: { summary: 'Who is inside, by node, before publishing.', params: ById, response: { 200: Impact } } },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const live = await liveOf(row, parts)
        const inside = await store.listRuns({ workflow: row.id, state: 'active', limit: 1 })
        const counts = (await positionCounts(row.id, parts)).reduce(
          (sums, { node, count }) => sums.set(node, (sums.get(node) ?? 0) + count),
          new Map<string, number>(),
        )
        return {
          inside: inside.total,
          nodes: [...counts].map(([node, count]) => ({ node, count, change: change(node, row.draft, live) })),
        }
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

    server.get(
      '/workflows/:id/counts',
      {
        config: mayRead,
        schema: {
          summary: 'Who passed each edge, and who stands where.',
          params: ById,
          querystring: CountsQuery,
          response: { 200: Counts },
        },
      },
      async (request) => {
        const row = await rowOf(request.params.id, parts)
        const now = parts.clock.now()
        const from = request.query.from ? new Date(request.query.from) : new Date(now.getTime() - 30 * 86_400_000)
        const counts = await store.nodeCounts(row.id, from)
        const left = 'leave:'
        return {
          edges: counts
            .filter(({ kind }) => kind.startsWith(left))
            .map(({ node, kind, count }) => ({ node, port: kind.slice(left.length), count })),
          nodes: counts.filter(({ kind }) => !kind.startsWith(left)).map(({ node, kind, count }) => ({ node, state: kind, count })),
        }
      },
    )

    server.get(
      '/workflows/:id/file',
      { config: mayRead, schema: { summary: 'The draft as a file to keep or to send.', params: ById, response: { 200: WorkflowBody } } },
      async (request, reply) => {
        const row = await rowOf(request.params.id, parts)
        return reply
          .header('content-disposition', `attachment; filename="${row.id}.json"`)
          .send({ ...row.draft, $schema: 'workflow.schema.json' })
      },
    )
  }

/** A workflow by id. Throws `Refused` 404 `no-such-workflow`, also for one that was put away. */
export async function rowOf(id: string, parts: Parts): Promise<WorkflowRow> {
  const row = await parts.store.workflow(id)
  if (!row || row.archivedAt) throw new Refused(404, 'no-such-workflow')
  return row
}

/** Writes a workflow, with what goes into the same commit. Throws `Refused`. */
async function save(row: WorkflowRow, more: readonly Op[], parts: Parts): Promise<WorkflowRow> {
  const result = await parts.submit({ ops: [{ op: 'workflow', workflow: row }, ...more] })
  if (!result.ok) throw refusedBy(result)
  return row
}

const changed = (row: WorkflowRow, person: Person, parts: Parts, fields: Partial<WorkflowRow>): WorkflowRow => ({
  ...row,
  ...fields,
  revision: row.revision + 1,
  updatedAt: parts.clock.now(),
  updatedBy: person.id,
})

/** A stale draft never overwrites: the answer says who saved, and when. */
async function checkRevision(row: WorkflowRow, revision: number, parts: Parts): Promise<void> {
  if (row.revision === revision) return
  const at = row.updatedAt.toISOString()
  const user = await nameOf(row.updatedBy, parts)
  throw Refused.because(409, 'stale', {
    code: user ? 'stale-by' : 'stale',
    with: { revision: row.revision, at, ...(user ? { user } : {}) },
  })
}

async function nameOf(user: string | null, parts: Parts): Promise<string | null> {
  if (user === null) return null
  const record = await parts.store.record('user', user)
  return record ? String(record['name']) : null
}

/** A file as it was sent; what cannot be drawn at all is refused. */
export function readDraft(file: unknown): Workflow {
  const { workflow, problems } = readWorkflow(file)
  const fatal = problems.find(({ said }) => ['file-not-a-workflow', 'file-too-deep', 'file-too-large'].includes(said.code))
  if (fatal) throw Refused.because(422, fatal.said.code, fatal.said)
  return workflow
}

async function beginning(asked: Static<typeof NewWorkflow>, language: 'en' | 'ru', parts: Parts): Promise<Workflow> {
  const unnamed = { en: 'New flow', ru: 'Новый сценарий' }[language]
  if (asked.file !== undefined) {
    const file = readDraft(asked.file)
    return { ...file, id: await freeId(file.id, parts), name: asked.name?.trim() || file.name || unnamed }
  }
  if (asked.template !== undefined) {
    const template = templateNamed(asked.template, language)
    if (!template) throw new Refused(404, 'no-such-template')
    return { ...template.workflow, id: await freeId(template.id, parts), name: asked.name?.trim() || template.name[language] }
  }
  const name = asked.name?.trim() || unnamed
  return emptyWorkflow(await freeId(slug(name), parts), name)
}

/** An import never overwrites: an id that is taken gets a number. */
async function freeId(wanted: string, parts: Parts): Promise<string> {
  for (let number = 1; number < 100; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`
    if (!(await parts.store.workflow(id))) return id
  }
  return newId()
}

const slug = (name: string): string => {
  const latin = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return latin === '' ? `flow-${newId().slice(-8)}` : latin
}

async function problemsOf(workflow: Workflow, parts: Parts): Promise<readonly Problem[]> {
  const known = await knownNames(parts.store, parts.catalogue, parts.clock.now())
  return checkWorkflow(workflow, parts.nodeTypes().map(toNodeTypeData), known)
}

/** A problem as one of a field: where it stands in the file, and what it says. */
const inFile = ({ node, param, said }: Problem): FieldProblem => ({
  path: node === null ? `settings${param === null ? '' : `.${param}`}` : `nodes.${node}${param === null ? '' : `.${param}`}`,
  code: said.code,
  ...(said.with ? { with: said.with } : {}),
})

/** What is published now, or null. */
async function liveOf(row: WorkflowRow, parts: Parts): Promise<Workflow | null> {
  if (row.liveVersion === null) return null
  return (await parts.store.version(`${row.id}:${row.liveVersion}`))?.content ?? null
}

const differs = (a: Workflow, b: Workflow): boolean => JSON.stringify(executable(a)) !== JSON.stringify(executable(b))

async function summary(row: WorkflowRow, parts: Parts): Promise<WorkflowSummary> {
  const [live, inside, pending, parked] = await Promise.all([
    liveOf(row, parts),
    parts.store.listRuns({ workflow: row.id, state: 'active', limit: 1 }),
    parts.store.suggestions({ workflow: row.id, statuses: ['pending'], limit: 1 }),
    parts.store.listRuns({ workflow: row.id, state: 'parked', limit: 1 }),
  ])
  return {
    id: row.id,
    name: row.name,
    description: row.draft.description ?? '',
    state: row.state,
    liveVersion: row.liveVersion,
    changed: live !== null && differs(row.draft, live),
    inside: inside.total,
    pending: pending.total,
    attention: parked.total,
    owner: await nameOf(row.owner, parts),
    updatedAt: row.updatedAt.toISOString(),
  }
}

async function opened(row: WorkflowRow, parts: Parts): Promise<OpenedWorkflow> {
  return {
    id: row.id,
    draft: row.draft,
    revision: row.revision,
    state: row.state,
    liveVersion: row.liveVersion,
    live: await liveOf(row, parts),
    problems: await problemsOf(row.draft, parts),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: await nameOf(row.updatedBy, parts),
  }
}

const versionData = async (version: VersionRow, parts: Parts) => ({
  number: version.number,
  note: version.note,
  publishedAt: version.publishedAt.toISOString(),
  publishedBy: await nameOf(version.publishedBy, parts),
})

async function positionCounts(workflow: string, parts: Parts) {
  const counts = await parts.store.nodeCounts(workflow, parts.clock.now())
  return counts.filter(({ kind }) => !kind.startsWith('leave:'))
}

/** What publishing the draft would do to a node where people stand. */
function change(id: string, draft: Workflow, live: Workflow | null): Impact['nodes'][number]['change'] {
  const now = draft.nodes.find((node) => node.id === id)
  const before = live?.nodes.find((node) => node.id === id)
  if (!now) return 'deleted'
  return before && JSON.stringify(before) === JSON.stringify(now) ? 'same' : 'changed'
}
