/** Turns rows of a table into changes: reads their cells, finds what is there already, makes what they point to. */
import type { Cause } from '../../shared/events.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { FieldProblem } from '../http/problem.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, RecordChange } from '../store/port.ts'
import { type KnownRecords, knownRecords } from './known-records.ts'
import { type Amount, amountOfLine, OrderTotals } from './order-totals.ts'
import { passedOnBy, passOn } from './passed-on.ts'
import type { ReadingCells } from './read-cell.ts'
import type { MappedParent, Mapping } from './read-mapping.ts'
import { type ReadRow, type Row, readRow } from './read-row.ts'

/** A row with what is wrong with it. */
export interface RowFailure {
  readonly row: Row
  /** `path` is the name of the field. */
  readonly problems: readonly FieldProblem[]
  /** The row was taken in without these values. */
  readonly isTaken: boolean
}

/** What a batch of rows comes to; nothing is written yet. */
export interface Planned {
  readonly ops: readonly Op[]
  readonly created: number
  readonly updated: number
  readonly skipped: number
  /** Records made because rows point to them, by entity. */
  readonly made: Readonly<Record<string, number>>
  readonly failures: readonly RowFailure[]
  /** Call it when the changes were refused: what was noted as made is not there. */
  takeBack(): void
}

interface PlanOptions extends ReadingCells {
  readonly store: Reads
  readonly mapping: Mapping
  readonly duplicates: 'skip' | 'update' | 'fill'
  readonly unreadable: 'refuse' | 'leave-out'
  readonly cause: Cause
  /** No events: workflows do not hear of it. */
  readonly quiet: boolean
  readonly now: () => Date
}

/** Plan batches in the order of the file: a later row finds what an earlier one makes. */
export interface Planner {
  plan(rows: readonly Row[]): Promise<Planned>
}

/** Reads what is there already, so it may take a while. */
export async function openPlanner(options: PlanOptions): Promise<Planner> {
  const { store, mapping, cause, quiet } = options
  const { entity, own, parents } = mapping
  const known = new Map<string, KnownRecords>()
  const knownBy = async (name: string, field: string): Promise<KnownRecords> => {
    const place = `${name}.${field}`
    const here = known.get(place) ?? (await knownRecords(name, field, store, options.now()))
    known.set(place, here)
    return here
  }
  const matching = await Promise.all(matchFields(mapping).map(async (field) => ({ field, records: await knownBy(entity.name, field) })))
  const parentRecords = new Map(
    await Promise.all(parents.map(async (parent) => [parent, await knownBy(parent.entity.name, parent.key)] as const)),
  )
  const refRecords = new Map(
    await Promise.all(
      own.flatMap((column) =>
        column.field.type === 'ref' && column.by
          ? [knownBy(column.field.entity, column.by).then((records) => [column, records] as const)]
          : [],
      ),
    ),
  )

  const passed = new Map(parents.map((parent) => [parent, passedOnBy(parent, mapping)] as const).filter(([, fields]) => fields.length > 0))
  /** Without these there is no record, or another one is meant. */
  const needed = new Set([
    ...(matching.length === 1 ? matching.map(({ field }) => field) : []),
    ...parents.map(({ ref, key }) => `${ref}.${key}`),
    ...own.filter(({ field }) => field.required).map(({ name }) => name),
  ])

  async function plan(rows: readonly Row[]): Promise<Planned> {
    const reads = rows.map((row) => readRow(row, mapping, options))
    for (const [parent, records] of parentRecords) await records.prepare(reads.map((read) => text(read.parents.get(parent)?.[parent.key])))
    for (const [column, records] of refRecords) await records.prepare(reads.map((read) => read.refs.get(column) ?? ''))
    for (const { field, records } of matching) await records.prepare(reads.map((read) => text(read.own[field])))
    for (const read of reads) leaveOut(read)
    const existing = await existingRecords(reads)
    const around = await recordsAround(reads)
    const batch = new Batch()

    for (const read of reads) {
      const noted: (() => void)[] = []
      const ops: Op[] = []
      const pointed = makeParents(read, ops, noted, batch)
      for (const [column, value] of read.refs) {
        const id = refRecords.get(column)?.idOf(value) ?? null
        if (id === null) problemsOf(read, column.field.required).push({ path: column.name, code: 'field-ref' })
        else read.own[column.name] = id
      }
      const fields: Record<string, Json> = { ...pointed, ...read.own }
      for (const parent of parents) {
        const id = text(pointed[parent.ref])
        passOn(passed.get(parent) ?? [], { ...batch.fresh.get(id), ...around.get(id), ...read.parents.get(parent) }, fields)
      }
      const id = matching.map(({ field, records }) => records.idOf(text(read.own[field]))).find((found) => found !== null) ?? null
      const done = read.problems.length === 0 ? writeRow(read, id, fields, existing, ops, noted, batch) : false
      if (done) {
        batch.ops.push(...ops)
        batch.takeBacks.push(...noted)
        addToTotal(fields, batch)
        if (read.leftOut.length > 0) batch.failures.push({ row: read.row, problems: read.leftOut, isTaken: true })
      } else {
        for (const takeBack of noted) takeBack()
        if (read.problems.length > 0) batch.failures.push({ row: read.row, problems: [...read.problems, ...read.leftOut], isTaken: false })
      }
    }
    batch.ops.push(...(await totals(batch)))
    return {
      ops: batch.ops,
      created: batch.created,
      updated: batch.updated,
      skipped: batch.skipped,
      made: batch.made,
      failures: batch.failures,
      takeBack() {
        for (const takeBack of batch.takeBacks) takeBack()
      },
    }
  }

  /** Where values that cannot be read are left out, only those without which there is no record count against the row. */
  function leaveOut(read: ReadRow): void {
    if (options.unreadable !== 'leave-out') return
    const isNeeded = ({ path }: FieldProblem) => needed.has(path)
    read.leftOut.push(...read.problems.filter((problem) => !isNeeded(problem)))
    read.problems.splice(0, read.problems.length, ...read.problems.filter(isNeeded))
  }

  const problemsOf = (read: ReadRow, isNeeded = false): FieldProblem[] =>
    options.unreadable === 'leave-out' && !isNeeded ? read.leftOut : read.problems

  /** The records behind the rows from which something is passed on and which are there already. */
  async function recordsAround(reads: readonly ReadRow[]): Promise<ReadonlyMap<string, Fields>> {
    const found = new Map<string, Fields>()
    for (const [parent, fields] of passed) {
      const lacking = reads.filter((read) => fields.some(({ from }) => (read.parents.get(parent)?.[from] ?? null) === null))
      const ids = lacking.flatMap((read) => parentRecords.get(parent)?.idOf(text(read.parents.get(parent)?.[parent.key])) ?? [])
      for (const record of await store.records(parent.entity.name, [...new Set(ids)])) found.set(record.id, record)
    }
    return found
  }

  /** Makes what the row points to and is not there yet; answers with the refs. */
  function makeParents(read: ReadRow, ops: Op[], noted: (() => void)[], batch: Batch): Record<string, Json> {
    const pointed: Record<string, Json> = {}
    const made: Record<string, number> = {}
    for (const parent of parents) {
      const given = read.parents.get(parent) ?? {}
      const key = text(given[parent.key])
      const records = parentRecords.get(parent)
      if (key === '' || !records) continue
      const there = records.idOf(key)
      if (there !== null) {
        pointed[parent.ref] = there
        continue
      }
      const fields = { ...linksAmong(parent, pointed), ...given, ...missingNames(parent, given, key) }
      for (const [name, field] of Object.entries(parent.entity.fields)) {
        if (!field.required || (fields[name] ?? null) !== null) continue
        read.problems.push({ path: `${parent.ref}.${parent.key}`, code: 'import-cannot-make', with: { field: field.title } })
      }
      const id = newId()
      ops.push(change('create', parent.entity.name, id, fields))
      records.note(key, id)
      noted.push(() => records.forget(key))
      pointed[parent.ref] = id
      made[parent.entity.name] = (made[parent.entity.name] ?? 0) + 1
      batch.fresh.set(id, fields)
    }
    if (read.problems.length === 0) for (const [name, count] of Object.entries(made)) batch.made[name] = (batch.made[name] ?? 0) + count
    return pointed
  }

  /** A parent points to the other parents of its row: the order to the contact, the contact to the company. */
  function linksAmong(parent: MappedParent, pointed: Readonly<Record<string, Json>>): Record<string, Json> {
    const links: Record<string, Json> = {}
    for (const other of parents) {
      const field = parent.entity.fields[other.ref]
      const id = pointed[other.ref]
      if (field?.type === 'ref' && field.entity === other.entity.name && id) links[other.ref] = id
    }
    return links
  }

  function writeRow(
    read: ReadRow,
    id: string | null,
    fields: Record<string, Json>,
    existing: ReadonlyMap<string, Fields>,
    ops: Op[],
    noted: (() => void)[],
    batch: Batch,
  ): boolean {
    if (id === null) {
      for (const [name, field] of Object.entries(entity.fields)) {
        if (field.required && !field.readonly && (fields[name] ?? null) === null) read.problems.push({ path: name, code: 'field-required' })
      }
      if (read.problems.length > 0) return false
      const made = newId()
      ops.push(change('create', entity.name, made, fields))
      for (const { field, records } of matching) {
        const value = text(fields[field])
        if (value === '') continue
        records.note(value, made)
        noted.push(() => records.forget(value))
      }
      batch.created++
      return true
    }
    const record = existing.get(id)
    const changes = record && options.duplicates !== 'skip' ? differing(record, fields, options.duplicates === 'fill') : {}
    if (Object.keys(changes).length === 0) {
      batch.skipped++
      return ops.length > 0
    }
    ops.push(change('update', entity.name, id, changes))
    batch.updated++
    return true
  }

  async function existingRecords(reads: readonly ReadRow[]): Promise<ReadonlyMap<string, Fields>> {
    if (options.duplicates === 'skip') return new Map()
    const ids = reads.flatMap((read) => matching.flatMap(({ field, records }) => records.idOf(text(read.own[field])) ?? []))
    return new Map((await store.records(entity.name, [...new Set(ids)])).map((record) => [record.id, record]))
  }

  const sumsUp =
    entity.name === 'orderLine' && parents.some(({ ref, columns }) => ref === 'order' && !columns.some(({ name }) => name === 'total'))
  const orderTotals = new OrderTotals(store, options.now)

  function addToTotal(fields: Readonly<Record<string, Json>>, batch: Batch): void {
    const { order } = fields
    const amount = sumsUp && typeof order === 'string' ? amountOfLine(fields) : null
    if (!amount || typeof order !== 'string') return
    const before = batch.sums.get(order)
    if (before && before.currency !== amount.currency) return
    batch.sums.set(order, { cents: (before?.cents ?? 0) + amount.cents, currency: amount.currency })
  }

  async function totals(batch: Batch): Promise<readonly Op[]> {
    const later = new Map<string, Amount>()
    for (const [order, sum] of batch.sums) {
      const fresh = batch.fresh.get(order)
      if (!fresh) later.set(order, sum)
      else {
        fresh['total'] = { ...sum }
        orderTotals.isNew(order)
      }
    }
    if (later.size === 0) return []
    const further = await orderTotals.withFurther(later)
    return [...further].map(([order, total]) => change('update', 'order', order, { total: { ...total } }))
  }

  const change = (kind: RecordChange['change'], name: string, id: string, fields: JsonObject): Op => ({
    op: 'change',
    change: { change: kind, entity: name, id, revision: null, fields, cause, at: options.now(), quiet },
  })

  return { plan }
}

/** What a batch gathers. */
class Batch {
  readonly ops: Op[] = []
  readonly failures: RowFailure[] = []
  readonly takeBacks: (() => void)[] = []
  readonly made: Record<string, number> = {}
  /** Records made in this batch, so that a total can still be put in. */
  readonly fresh = new Map<string, Record<string, Json>>()
  readonly sums = new Map<string, Amount>()
  created = 0
  updated = 0
  skipped = 0
}

/** Contacts are told by e-mail first, then by phone. */
function matchFields({ entity, own, matchBy }: Mapping): readonly string[] {
  const mapped = (name: string) => own.some((column) => column.name === name)
  if (matchBy !== null) return [matchBy]
  return entity.name === 'contact' ? ['email', 'phone', 'externalId'].filter(mapped) : []
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

/** A parent that is made only because it is pointed to is called by its key. */
function missingNames({ entity }: MappedParent, given: Readonly<Record<string, Json>>, key: string): Record<string, Json> {
  const names: Record<string, Json> = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.required && field.type === 'text' && (given[name] ?? null) === null) names[name] = key
  }
  return names
}

/** What an update would change; `fill` touches only what is empty. Empty cells never empty a field. */
function differing(record: Fields, fields: Readonly<Record<string, Json>>, onlyEmpty: boolean): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => {
      const now = record[name] ?? null
      if (onlyEmpty && now !== null) return false
      return JSON.stringify(now) !== JSON.stringify(value)
    }),
  )
}
