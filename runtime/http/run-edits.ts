/** What else people change in flight: one step for one run alone, a letter that waits, and many runs at once. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ById, Id } from '../../shared/api/common.ts'
import { PostponeBody } from '../../shared/api/mail.ts'
import { OverrideBody, type RunEdit, RunEditResults, RunEdits, RunSummary } from '../../shared/api/runs.ts'
import { checkWorkflow } from '../../shared/check-workflow.ts'
import type { JsonObject } from '../../shared/json.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { knownNames } from '../crm/known-names.ts'
import { cancelLetter, postponeLetter } from '../engine/edit-letter.ts'
import { cancelRun, type Edited, movePosition, pauseRun } from '../engine/edit-run.ts'
import { everybody, type Moved, moveRun } from '../engine/move-run.ts'
import { overrideStep } from '../engine/override-run.ts'
import type { Task } from '../engine/pump.ts'
import { mayWork, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import { mayHandle } from './mailboxes.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused } from './problem.ts'
import type { Person } from './rights.ts'
import { checkEdited, editedRun, visibleRun } from './runs.ts'

const ByNode = Type.Object({ id: Id, node: Id }, { additionalProperties: false })

/**
 * `/api/runs/:id/overrides`, `/api/runs/edits` and the letters of `/api/deliveries` that wait. Too late is 409
 * `already-started`; parameters that cannot work are 422 `invalid`, by field.
 */
export const runEditRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { pump } = parts.engine

    server.put(
      '/runs/:id/overrides/:node',
      {
        config: mayWork,
        schema: {
          summary: 'Change one step for this run alone, such as the letter to one person.',
          params: ByNode,
          body: OverrideBody,
          response: { 200: RunSummary },
        },
      },
      async (request) => {
        const person = personOf(request)
        const { id, node } = request.params
        const { run } = await visibleRun(id, person, parts)
        const { content } = found(await parts.store.version(run.version))
        await checkParams(content, node, request.body.params, parts)
        return editedRun(id, person, overrideStep(id, node, request.body.params, person), parts)
      },
    )

    server.delete(
      '/runs/:id/overrides/:node',
      {
        config: mayWork,
        schema: { summary: 'Take the change for this run back.', params: ByNode, response: { 200: RunSummary } },
      },
      async (request) => {
        const person = personOf(request)
        const { id, node } = request.params
        return editedRun(id, person, overrideStep(id, node, null, person), parts)
      },
    )

    server.post(
      '/runs/edits',
      {
        config: mayWork,
        schema: { summary: 'The same for many, each with its own answer.', body: RunEdits, response: { 200: RunEditResults } },
      },
      async (request) => {
        const person = personOf(request)
        const language = languageOf(request)
        const { runs, edit } = request.body
        const items = await Promise.all(
          runs.map(async (one) => {
            const problem = await tried(async () => {
              const { run } = await visibleRun(one.run, person, parts)
              const task = await taskFor(edit, { ...one, workflow: run.workflow }, person, parts)
              checkEdited((await pump.perform(task)).value)
            })
            return {
              run: one.run,
              position: one.position,
              problem: problem && { problem: problem.code, message: say(problem.said, language) },
            }
          }),
        )
        return { items }
      },
    )

    server.patch(
      '/deliveries/:id',
      { config: mayWork, schema: { summary: 'Put a letter off that waits.', tags: ['Mail'], params: ById, body: PostponeBody } },
      async (request, reply) => {
        const { id } = request.params
        await handled(id, personOf(request), parts)
        checkEdited((await pump.perform(postponeLetter(id, new Date(request.body.dueAt), personOf(request)))).value)
        reply.status(204)
      },
    )

    server.put(
      '/deliveries/:id/cancellation',
      { config: mayWork, schema: { summary: 'Cancel a letter that waits; its step goes on as not sent.', tags: ['Mail'], params: ById } },
      async (request, reply) => {
        const { id } = request.params
        await handled(id, personOf(request), parts)
        checkEdited((await pump.perform(cancelLetter(id, personOf(request)))).value)
        reply.status(204)
      },
    )
  }

async function handled(id: string, person: Person, parts: Parts): Promise<void> {
  if (!(await mayHandle(found(await parts.store.delivery(id)), person, parts))) throw notFound()
}

interface Standing {
  readonly run: string
  readonly position: string
  readonly node: string
  readonly workflow: string
}

async function taskFor(
  edit: RunEdit,
  { run, position, node, workflow }: Standing,
  person: Person,
  parts: Parts,
): Promise<Task<Edited | Moved>> {
  switch (edit.kind) {
    case 'pause':
      return pauseRun(run, true, person)
    case 'go-on':
      return pauseRun(run, false, person)
    case 'stop':
      return cancelRun(run, person)
    case 'skip':
      return movePosition(run, position, { kind: 'skip' }, person)
    case 'move':
      break
  }
  if (!edit.newest) return movePosition(run, position, { kind: 'to', node: edit.node ?? node, from: node, reason: edit.reason }, person)
  const row = found(await parts.store.workflow(workflow))
  const plan = everybody(`${workflow}:${row.liveVersion}`)
  const places = edit.node === undefined ? {} : { [node]: { deed: 'move', to: edit.node } as const }
  return moveRun(run, { ...plan, places }, person, edit.reason)
}

async function tried(work: () => Promise<void>): Promise<Refused | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/** The step with the parameters it would have must be one that could be published. */
async function checkParams(content: Workflow, node: string, params: JsonObject, parts: Parts): Promise<void> {
  const changed = content.nodes.map((one) => (one.id === node ? { ...one, params: { ...one.params, ...params } } : one))
  const known = await knownNames(parts.store, parts.catalogue, parts.clock.now())
  const problems = checkWorkflow({ ...content, nodes: changed }, parts.nodeTypes().map(toNodeTypeData), known)
  const wrong = problems.filter((problem) => problem.node === node && problem.level !== 'warning')
  if (wrong.length === 0) return
  const fields = wrong.map(({ param, said }) => ({
    path: param === null ? 'params' : `params.${param}`,
    code: said.code,
    ...(said.with ? { with: said.with } : {}),
  }))
  throw new Refused(422, 'invalid', {}, fields)
}
