/** What all routes of workflows do with the stored one: find it, check its revision, write the next. */
import { checkWorkflow, type Problem } from '../../shared/check-workflow.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { knownNames } from '../crm/known-names.ts'
import type { Op } from '../store/port.ts'
import type { WorkflowRow } from '../store/rows.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'
import type { Person } from './rights.ts'

/** A workflow by id. Throws `Refused` 404 `no-such-workflow`, also for one that was put away. */
export async function rowOf(id: string, parts: Parts): Promise<WorkflowRow> {
  const row = await parts.store.workflow(id)
  if (!row || row.archivedAt) throw new Refused(404, 'no-such-workflow')
  return row
}

/** Writes a workflow, with what goes into the same commit. Throws `Refused`. */
export async function save(row: WorkflowRow, more: readonly Op[], parts: Parts): Promise<WorkflowRow> {
  const result = await parts.submit({ ops: [{ op: 'workflow', workflow: row }, ...more] })
  if (!result.ok) throw refusedBy(result)
  return row
}

/** The row with these fields, one revision further, in the name of a person. */
export const changed = (row: WorkflowRow, person: Person, parts: Parts, fields: Partial<WorkflowRow>): WorkflowRow => ({
  ...row,
  ...fields,
  revision: row.revision + 1,
  updatedAt: parts.clock.now(),
  updatedBy: person.id,
})

/** A stale draft never overwrites: the answer says who saved, and when. */
export async function checkRevision(row: WorkflowRow, revision: number, parts: Parts): Promise<void> {
  if (row.revision === revision) return
  const at = row.updatedAt.toISOString()
  const user = await nameOf(row.updatedBy, parts)
  throw Refused.because(409, 'stale', {
    code: user ? 'stale-by' : 'stale',
    with: { revision: row.revision, at, ...(user ? { user } : {}) },
  })
}

/** The name of a user by id; null for nobody, and for somebody who is gone. */
export async function nameOf(user: string | null, parts: Parts): Promise<string | null> {
  if (user === null) return null
  const record = await parts.store.record('user', user)
  return record ? String(record['name']) : null
}

/** What is wrong with a workflow in this installation. */
export async function problemsOf(workflow: Workflow, parts: Parts): Promise<readonly Problem[]> {
  const known = await knownNames(parts.store, parts.catalogue, parts.clock.now())
  return checkWorkflow(workflow, parts.nodeTypes().map(toNodeTypeData), known)
}

/** What is published now, or null. */
export async function liveOf(row: WorkflowRow, parts: Parts): Promise<Workflow | null> {
  if (row.liveVersion === null) return null
  return (await parts.store.version(`${row.id}:${row.liveVersion}`))?.content ?? null
}
