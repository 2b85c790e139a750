/**
 * The import as long work: batch by batch, each with how far it has come in the same commit, so that it goes on after a
 * restart where it stopped and no row is taken in twice. Rows that cannot be taken in are kept with their reasons.
 */
import type { ImportBody, ImportResult } from '../../shared/api/records.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Language } from '../../shared/words.ts'
import type { Catalogue } from '../crm/catalogue.ts'
import type { Company } from '../crm/company.ts'
import type { JobContext, JobWork } from '../crm/jobs.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, Unit, UnitResult } from '../store/port.ts'
import { failureLines } from './failure-lines.ts'
import { openPlanner, type Planned, type Planner, type RowFailure } from './plan-rows.ts'
import { type Mapping, readMapping } from './read-mapping.ts'
import type { Row } from './read-row.ts'
import { readTable } from './read-table.ts'

/** Committed together: long enough to be quick, short enough that others are answered in between. */
const batchSize = 250

/** What imports work with; taking one back uses the same. */
export interface ImportParts {
  readonly store: Reads
  submit(unit: Unit): Promise<UnitResult>
  readonly company: Company
  readonly catalogue: Catalogue
  now(): Date
}

/** What a job of kind `import` is given. */
export interface ImportInput extends JsonObject {
  readonly body: JsonObject
  readonly language: Language
}

type Counts = Omit<ImportResult, 'dryRun' | 'undone'>

const nothingYet: Counts = { created: 0, updated: 0, skipped: 0, failed: 0, partly: 0, made: {}, failures: [] }

/** So many rows with reasons are shown at once. */
const shownFailures = 20

/** Throws when its file is gone, and when even its progress is refused; a row that is refused is kept as a failure. */
export const importWork =
  (parts: ImportParts): JobWork =>
  async (context) => {
    const { job } = context
    const { body, language } = job.input as ImportInput
    const asked = body as unknown as ImportBody
    const file = await parts.store.file(asked.file)
    const table = file && (await readTable(file.bytes))
    if (!table) throw new Error(`The file ${asked.file} of the import ${job.id} cannot be read`)
    const mapping = await readMapping(asked, entityNamed(asked.entity), table.columns, parts.catalogue)
    const company = await parts.company.settings()
    const planner = await openPlanner({
      store: parts.store,
      mapping,
      duplicates: asked.duplicates,
      unreadable: asked.unreadable ?? 'refuse',
      cause: { kind: 'import', id: job.id, depth: 0 },
      quiet: !asked.startWorkflows,
      now: parts.now,
      region: company?.region ?? 'DE',
      currency: company?.currency ?? 'EUR',
      zone: company?.zone ?? 'UTC',
    })
    let total = job.total
    if (total === null) {
      total = 0
      for await (const _ of table.rows()) total++
      await parts.submit({ ops: [context.progress(0, total, { ...(nothingYet as unknown as JsonObject), dryRun: asked.dryRun })] })
    }
    const keeper = new Keeper(context, parts, total, asked.dryRun, mapping, language)

    let number = 0
    let rows: Row[] = []
    for await (const cells of table.rows()) {
      number++
      if (number <= job.done) continue
      rows.push({ number, cells })
      if (rows.length < batchSize) continue
      if (context.stopped()) return null
      await keeper.take(rows, planner)
      rows = []
    }
    if (rows.length > 0) {
      if (context.stopped()) return null
      await keeper.take(rows, planner)
    }
    return keeper.result()
  }

/** Commits planned rows and keeps the counts. */
class Keeper {
  private readonly context: JobContext
  private readonly parts: ImportParts
  private readonly total: number
  private readonly dryRun: boolean
  private readonly mapping: Mapping
  private readonly language: Language
  private counts: Counts

  constructor(context: JobContext, parts: ImportParts, total: number, dryRun: boolean, mapping: Mapping, language: Language) {
    this.context = context
    this.parts = parts
    this.total = total
    this.dryRun = dryRun
    this.mapping = mapping
    this.language = language
    this.counts = { ...nothingYet, ...(context.job.result as Partial<Counts> | null) }
  }

  result(): JsonObject {
    return { ...(this.counts as unknown as JsonObject), dryRun: this.dryRun }
  }

  /** The whole batch in one commit; if one of its rows is refused, each row in its own. */
  async take(rows: readonly Row[], planner: Planner): Promise<void> {
    const planned = await planner.plan(rows)
    if (await this.commit(rows, planned, planned.failures)) return
    planned.takeBack()
    for (const row of rows) {
      const alone = await planner.plan([row])
      const last = await this.commit([row], alone, alone.failures, true)
      if (last) continue
      alone.takeBack()
      await this.commit([row], { ...nothing, failures: [] }, [{ row, problems: [{ path: '', code: 'not-unique' }], isTaken: false }])
    }
  }

  private async commit(rows: readonly Row[], planned: Planned, failures: readonly RowFailure[], isAlone = false): Promise<boolean> {
    const { job, progress } = this.context
    const made = { ...this.counts.made }
    for (const [name, count] of Object.entries(planned.made)) made[name] = (made[name] ?? 0) + count
    const taken = failures.filter(({ isTaken }) => isTaken).length
    const shown = this.counts.failures.length < shownFailures ? failures.flatMap((failure) => shownOf(failure, this.mapping)) : []
    const counts: Counts = {
      created: this.counts.created + planned.created,
      updated: this.counts.updated + planned.updated,
      skipped: this.counts.skipped + planned.skipped,
      failed: this.counts.failed + failures.length - taken,
      partly: this.counts.partly + taken,
      made,
      failures: [...this.counts.failures, ...shown].slice(0, shownFailures),
    }
    const done = rows.at(-1)?.number ?? 0
    const kept: readonly Op[] = failures.length > 0 ? [this.failureFile(job.id, done, failures)] : []
    const ops = this.dryRun ? [] : planned.ops
    const result = await this.parts.submit({
      ops: [...ops, ...kept, progress(done, this.total, { ...(counts as unknown as JsonObject), dryRun: this.dryRun })],
    })
    if (!result.ok) {
      if (!isAlone && ops.length === 0) throw new Error(`The progress of the import ${job.id} was refused: ${result.said.code}`)
      return false
    }
    this.counts = counts
    return true
  }

  private failureFile(job: string, done: number, failures: readonly RowFailure[]): Op {
    const bytes = Buffer.from(failureLines(failures, this.mapping, this.language))
    const name = `failures-${String(done).padStart(9, '0')}.csv`
    return { op: 'file', file: { id: newId(), name, type: 'text/csv', size: bytes.length, about: job, createdAt: this.parts.now() }, bytes }
  }
}

const nothing: Omit<Planned, 'failures'> = { ops: [], created: 0, updated: 0, skipped: 0, made: {}, takeBack: () => {} }

/** What is shown of a row at once: where, what stood there, and what is wrong with it. */
const shownOf = ({ row, problems }: RowFailure, mapping: Mapping): ImportResult['failures'] =>
  problems.slice(0, 1).map(({ path, code, with: values }) => ({
    row: row.number,
    field: path,
    value: cellAt(path, row, mapping).slice(0, 200),
    said: { code, with: values ?? {} },
  }))

function cellAt(path: string, row: Row, { own, parents }: Mapping): string {
  const mapped = [...own, ...parents.flatMap(({ ref, columns }) => columns.map((each) => ({ ...each, name: `${ref}.${each.name}` })))]
  return row.cells[mapped.find(({ name }) => name === path)?.column ?? -1] ?? ''
}
