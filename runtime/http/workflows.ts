/** The workflows a marketer draws: list, begin, open, save, put away. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { ById } from '../../shared/api/common.ts'
import { ArchiveBody } from '../../shared/api/records.ts'
import {
  Counts,
  NewWorkflow,
  OpenedWorkflow,
  Saved,
  SaveWorkflow,
  StateSet,
  WorkflowBody,
  WorkflowList,
  type WorkflowSummary,
} from '../../shared/api/workflows.ts'
import { fatalCodes, readAnyWorkflow } from '../../shared/foreign/foreign-file.ts'
import { emptyWorkflow, executable, type Workflow } from '../../shared/workflow.ts'
import { readWorkflow } from '../../shared/workflow-schema.ts'
import { newId } from '../store/ids.ts'
import type { WorkflowRow } from '../store/rows.ts'
import { mayDraw, mayRead, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { found, Refused } from './problem.ts'
import { templateNamed } from './templates.ts'
import { changed, checkRevision, liveOf, nameOf, problemsOf, rowOf, save } from './workflow-rows.ts'

/** A drawing is larger than other requests. */
export const drawn = { config: { ...mayDraw, json: { values: 400_000, text: 100_000 } }, bodyLimit: 8 * 1024 * 1024 } as const

const CountsQuery = Type.Object({ from: Type.Optional(Type.String({ format: 'date-time' })) }, { additionalProperties: false })

/** `/api/workflows`. 409 `stale` when somebody has saved since. */
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
        schema: {
          summary: 'Begin one: empty, from a template, or from a file of this program or of n8n.',
          body: NewWorkflow,
          response: { 201: OpenedWorkflow },
        },
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
        const [counts, toDecide] = await Promise.all([store.nodeCounts(row.id, from), store.toDecide(row.id, personOf(request).scope, now)])
        const left = 'leave:'
        // Where somebody has decided already, nobody is waited for, though the run still stands there.
        const stands = counts.filter(({ kind }) => !kind.startsWith(left) && kind !== 'suggested')
        return {
          edges: counts
            .filter(({ kind }) => kind.startsWith(left))
            .map(({ node, kind, runs, count }) => ({ node, port: kind.slice(left.length), runs, count })),
          nodes: [
            ...stands.map(({ node, kind, count }) => ({ node, state: kind, count })),
            ...toDecide.map(({ node, count }) => ({ node, state: 'suggested', count })),
          ],
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

/** A file as it was sent; what cannot be drawn at all is refused. */
export const readDraft = (file: unknown): Workflow => drawable(readWorkflow(file))

function drawable({ workflow, problems }: ReturnType<typeof readWorkflow>): Workflow {
  const fatal = problems.find(({ said }) => fatalCodes.includes(said.code))
  if (fatal) throw Refused.because(422, fatal.said.code, fatal.said)
  return workflow
}

async function beginning(asked: Static<typeof NewWorkflow>, language: 'en' | 'ru', parts: Parts): Promise<Workflow> {
  const unnamed = { en: 'New flow', ru: 'Новый сценарий' }[language]
  if (asked.file !== undefined) {
    const file = drawable(readAnyWorkflow(asked.file))
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

const differs = (a: Workflow, b: Workflow): boolean => JSON.stringify(executable(a)) !== JSON.stringify(executable(b))

async function summary(row: WorkflowRow, parts: Parts): Promise<WorkflowSummary> {
  const [live, inside, pending, parked] = await Promise.all([
    liveOf(row, parts),
    parts.store.listRuns({ workflow: row.id, state: 'active', limit: 1 }),
    parts.store.toDecide(row.id, { owners: null }, parts.clock.now()),
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
    pending: pending.reduce((sum, { count }) => sum + count, 0),
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
