/** Runs: follow them, and change them in flight. Everything automatic stays in the hands of people. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import {
  MovePosition,
  OpenedRun,
  PauseBody,
  RunList,
  RunQuery,
  type RunSummary,
  RunSummary as RunSummarySchema,
} from '../../shared/api/runs.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { cancelRun, type Edited, type Move, movePosition, pauseRun } from '../engine/edit-run.ts'
import type { Moved } from '../engine/move-run.ts'
import type { Task } from '../engine/pump.ts'
import type { LoadedRun, RunFilter } from '../store/port.ts'
import type { Run, StepRow } from '../store/rows.ts'
import { mayRead, mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused } from './problem.ts'
import { linkTo } from './record-list.ts'
import { maySee } from './record-rights.ts'
import type { Person } from './rights.ts'
import { trailSteps } from './trail-steps.ts'

const ByPosition = Type.Object({ id: Id, position: Id }, { additionalProperties: false })
const states = ['active', 'finished', 'stopped', 'parked', 'suggested', 'waiting'] as const

/** `/api/runs`. Runs about records out of sight are left out and 404; a change in flight that comes too late is 409. */
export const runRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.get(
      '/runs',
      { config: mayRead, schema: { summary: 'List runs.', querystring: RunQuery, response: { 200: RunList } } },
      async (request) => {
        const { workflow, subject, node, port, from, state, cursor, limit } = request.query
        const wanted = states.find((each) => each === state)
        if (state !== undefined && !wanted) throw new Refused(422, 'invalid', {}, [{ path: 'state', code: 'field-choice' }])
        const filter: RunFilter = {
          ...(workflow ? { workflow } : {}),
          ...(subject ? { subject } : {}),
          ...(node && port ? { left: { node, port, since: new Date(from ?? 0) } } : node ? { node } : {}),
          ...(wanted ? { state: wanted } : {}),
          cursor: cursor ?? null,
          limit: Math.min(Math.max(Number(limit ?? 50), 1), 200),
        }
        const page = await store.listRuns(filter)
        const person = personOf(request)
        const seen = await Promise.all(page.items.map(({ run }) => mayFollow(run, person, parts)))
        const items = await Promise.all(page.items.filter((_, index) => seen[index]).map((loaded) => runSummary(loaded, parts)))
        return { items, next: page.next, total: page.total }
      },
    )

    server.get(
      '/runs/:id',
      {
        config: mayRead,
        schema: { summary: 'One run with its trail, on the version it runs on.', params: ById, response: { 200: OpenedRun } },
      },
      async (request) => {
        const person = personOf(request)
        const loaded = await visibleRun(request.params.id, person, parts)
        const version = found(await store.version(loaded.run.version))
        const steps = await store.steps(loaded.run.id)
        return {
          run: await runSummary(loaded, parts),
          steps: [...(await trailSteps(steps, false, person, parts))],
          content: version.content,
          earlier: await earlierVersions(steps, parts),
          overrides: Object.entries(loaded.run.overrides ?? {}).map(([node, { params, name, at }]) => ({ node, params, name, at })),
          letters: await waitingLetters(loaded.run.id, parts),
        }
      },
    )

    server.put(
      '/runs/:id/pause',
      {
        config: mayWork,
        schema: { summary: 'Hold it, or let it go on.', params: ById, body: PauseBody, response: { 200: RunSummarySchema } },
      },
      async (request) =>
        editedRun(request.params.id, personOf(request), pauseRun(request.params.id, request.body.paused, personOf(request)), parts),
    )

    server.put(
      '/runs/:id/cancellation',
      { config: mayWork, schema: { summary: 'End it; what it suggests is withdrawn.', params: ById, response: { 200: RunSummarySchema } } },
      async (request) => {
        const person = personOf(request)
        return editedRun(request.params.id, person, cancelRun(request.params.id, person), parts)
      },
    )

    server.patch(
      '/runs/:id/positions/:position',
      {
        config: mayWork,
        schema: {
          summary: 'Another time, past the step, once more, or to another step.',
          params: ByPosition,
          body: MovePosition,
          response: { 200: RunSummarySchema },
        },
      },
      async (request) => {
        const person = personOf(request)
        const { id, position } = request.params
        return editedRun(id, person, movePosition(id, position, moveOf(request.body), person), parts)
      },
    )
  }

/** Does an edit of a run that the person may see, and answers with the run as it is then. Throws `Refused`. */
export async function editedRun(id: string, person: Person, task: Task<Edited>, parts: Parts): Promise<RunSummary> {
  await visibleRun(id, person, parts)
  checkEdited((await parts.engine.pump.perform(task)).value)
  return runSummary(await visibleRun(id, person, parts), parts)
}

/** Throws `Refused` where nothing was changed. */
export function checkEdited(edited: Edited | Moved): void {
  if (edited.ok) return
  if (edited.problem === 'not-found') throw notFound()
  throw new Refused(edited.problem === 'no-such-step' ? 422 : 409, edited.problem)
}

function moveOf({ dueAt, skip, retry, to }: Static<typeof MovePosition>): Move {
  const moves: Move[] = [
    ...(dueAt ? [{ kind: 'due' as const, at: new Date(dueAt) }] : []),
    ...(skip ? [{ kind: 'skip' as const }] : []),
    ...(retry ? [{ kind: 'retry' as const }] : []),
    ...(to ? [{ kind: 'to' as const, ...to }] : []),
  ]
  const [move, ...others] = moves
  if (!move || others.length > 0) throw new Refused(422, 'invalid', {}, [{ path: 'dueAt', code: 'field-ill-typed' }])
  return move
}

/** A run is seen by whoever may see the record it is about; one without a record by everybody. */
export async function mayFollow(run: Pick<Run, 'subjectEntity' | 'subject'>, person: Person, parts: Parts): Promise<boolean> {
  const { subjectEntity, subject } = run
  if (person.scope.owners === null || subject === null || subjectEntity === null || !hasEntity(subjectEntity)) return true
  const record = await parts.store.record(subjectEntity, subject)
  return record === null || maySee(entityNamed(subjectEntity), record, person, parts.store)
}

/** A run that the person may see; 404 otherwise. */
export async function visibleRun(id: string, person: Person, parts: Parts): Promise<LoadedRun> {
  const [loaded] = await parts.store.runs([id])
  if (!loaded || !(await mayFollow(loaded.run, person, parts))) throw notFound()
  return loaded
}

/** Out of the id of a version, `<workflow>:<number>`. */
export const versionNumber = (version: string): number => Number(version.split(':').at(-1))

/** The subject of a run with its title of now, or with its id where it is gone; null for a run without one. */
export async function subjectLink(entity: string | null, id: string | null, parts: Parts) {
  if (entity === null || id === null || !hasEntity(entity)) return null
  const record = await parts.store.record(entity, id)
  return record ? linkTo(entityNamed(entity), record) : { entity, id, title: id }
}

async function runSummary({ run, positions }: LoadedRun, parts: Parts): Promise<RunSummary> {
  const workflow = await parts.store.workflow(run.workflow)
  return {
    id: run.id,
    workflow: run.workflow,
    workflowName: workflow?.name ?? run.workflow,
    version: versionNumber(run.version),
    subject: await subjectLink(run.subjectEntity, run.subject, parts),
    state: run.state,
    paused: run.paused,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    ended: run.ended,
    positions: positions.map(({ id, node, state, since, dueAt, problem }) => ({
      id,
      node,
      state,
      since: since.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
      problem,
    })),
  }
}

/** As the trail tells: each time it was moved, from which version. */
async function earlierVersions(steps: readonly StepRow[], { store }: Parts): Promise<OpenedRun['earlier']> {
  const moved = steps.filter(({ outcome }) => outcome === 'moved').map(({ detail }) => [versionIn(detail['from']), versionIn(detail['to'])])
  const ids = new Set(moved.flatMap(([from, to]) => (from && from !== to ? [from] : [])))
  const rows = await Promise.all([...ids].reverse().map((id) => store.version(id)))
  return rows.flatMap((row) => (row ? [{ version: row.number, content: row.content }] : []))
}

const versionIn = (place: Json | undefined): string | null =>
  place !== undefined && isJsonObject(place) && typeof place['version'] === 'string' ? place['version'] : null

const mostLetters = 50

async function waitingLetters(run: string, { store }: Parts): Promise<OpenedRun['letters']> {
  const rows = await store.deliveries({ run, states: ['queued', 'deferred'], limit: mostLetters })
  return rows.flatMap(({ id, node, effect, dueAt, problem }) =>
    effect.kind === 'send-email' ? [{ id, node, subject: effect.subject, dueAt: dueAt.toISOString(), problem }] : [],
  )
}
