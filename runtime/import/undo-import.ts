/**
 * Takes an import back: what it made goes to the archive, what it changed gets its old value. A record that anybody has
 * touched since is left as it is, and counted.
 */
import { hasEntity } from '../../shared/entities.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { JobWork } from '../crm/jobs.ts'
import type { Op } from '../store/port.ts'
import type { ChangeRow, JobRow } from '../store/rows.ts'
import type { ImportParts } from './import-job.ts'

const batchSize = 500

/**
 * Goes on behind the last change it looked at, after a restart and when it is asked for again. Answers with how many were
 * undone and how many kept; only when nothing is left the import counts as undone.
 */
export const undoImportWork =
  (parts: ImportParts): JobWork =>
  async (context) => {
    const { job } = context
    const imported = await parts.store.job(String(job.input['import']))
    if (!imported) throw new Error(`There is no import ${String(job.input['import'])}`)
    let undone = Number(job.result?.['undone'] ?? 0)
    let kept = Number(job.result?.['kept'] ?? 0)
    let done = job.done
    const own = await takenBack(job.id, parts)
    // Ids grow with time: the first change of the import comes after the job itself.
    let after = typeof job.result?.['after'] === 'string' ? job.result['after'] : imported.id
    for (;;) {
      const changes = await parts.store.changesBy(imported.id, after, batchSize)
      const last = changes.at(-1)
      if (!last) break
      if (context.stopped()) return null
      const inverse = await inverseOf(changes, imported, job.id, own, parts)
      undone += inverse.ops.length
      kept += inverse.kept
      done += changes.length
      after = last.id
      const progress = context.progress(done, null, { undone, kept, after })
      const result = await parts.submit({ ops: [...inverse.ops, progress] })
      if (!result.ok) throw new Error(`Taking back the import ${imported.id} was refused: ${result.said.code}`)
    }
    const marked: JobRow = { ...imported, result: { ...imported.result, undone: true }, updatedAt: parts.now() }
    await parts.submit({ ops: [{ op: 'job', job: marked }] })
    return { undone, kept }
  }

/** The records that an undo has changed, and each of their fields behind the id: its own writes are nobody's touch. */
async function takenBack(undo: string, { store }: ImportParts): Promise<Set<string>> {
  const own = new Set<string>()
  let after: string | null = null
  for (;;) {
    const changes: readonly ChangeRow[] = await store.changesBy(undo, after, batchSize)
    for (const { record, field } of changes) own.add(record).add(`${record} ${field}`)
    const last = changes.at(-1)
    if (!last) return own
    after = last.id
  }
}

/** `own` learns what is taken back here: a later change of the same field goes back no further. */
async function inverseOf(
  changes: readonly ChangeRow[],
  imported: JobRow,
  undo: string,
  own: Set<string>,
  parts: ImportParts,
): Promise<{ readonly ops: readonly Op[]; readonly kept: number }> {
  const records = await recordsOf(changes, parts)
  const ops: Op[] = []
  const back = new Map<string, Record<string, JsonObject[string]>>()
  let kept = 0
  for (const change of changes) {
    const record = records.get(change.record)
    if (!record || record['archivedAt'] !== null) continue
    const isMade = Date.parse(String(record['createdAt'])) >= imported.createdAt.getTime()
    if (change.field !== null && isMade) continue
    if (!own.has(change.record) && Date.parse(String(record['updatedAt'])) > imported.updatedAt.getTime()) {
      kept++
      continue
    }
    if (change.field === null) ops.push(undoing(change, 'archive', {}, undo, parts))
    else {
      const fields = back.get(change.record) ?? {}
      // The first change of a field by this import has the value from before it.
      if (!(change.field in fields) && !own.has(`${change.record} ${change.field}`)) fields[change.field] = change.old
      back.set(change.record, fields)
    }
  }
  for (const [id, fields] of back) {
    const change = changes.find(({ record }) => record === id)
    if (!change || Object.keys(fields).length === 0) continue
    ops.push(undoing(change, 'update', fields, undo, parts))
    own.add(id)
    for (const field of Object.keys(fields)) own.add(`${id} ${field}`)
  }
  return { ops, kept }
}

const undoing = (change: ChangeRow, kind: 'archive' | 'update', fields: JsonObject, undo: string, parts: ImportParts): Op => ({
  op: 'change',
  change: {
    change: kind,
    entity: change.entity,
    id: change.record,
    revision: null,
    fields,
    cause: { kind: 'undo', id: undo, depth: 0 },
    at: parts.now(),
    quiet: true,
  },
})

async function recordsOf(changes: readonly ChangeRow[], parts: ImportParts): Promise<ReadonlyMap<string, Fields>> {
  const ids = new Map<string, Set<string>>()
  for (const { entity, record } of changes) ids.set(entity, (ids.get(entity) ?? new Set()).add(record))
  const found = new Map<string, Fields>()
  for (const [entity, wanted] of ids) {
    if (!hasEntity(entity)) continue
    for (const record of await parts.store.records(entity, [...wanted])) found.set(record.id, record)
  }
  return found
}
