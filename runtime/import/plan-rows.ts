/** Turns rows of a table into changes: reads their cells, finds what is there already, makes what they point to. */
import type { Field } from '../../shared/entities/entity.ts'
import type { Cause } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { FieldProblem } from '../http/problem.ts'
import { nameParts } from '../intake/read-person.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, RecordChange } from '../store/port.ts'
import { type KnownRecords, knownRecords } from './known-records.ts'
import { type ReadingCells, readCell } from './read-cell.ts'
import type { MappedColumn, MappedParent, Mapping } from './read-mapping.ts'

export interface Row {
  /** Counted from 1, the header not counted. */
  readonly number: number
  readonly cells: readonly string[]
}

export interface RowFailure {
  readonly row: Row
  /** `path` is the name of the field. */
  readonly problems: readonly FieldProblem[]
}

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

export interface PlanOptions extends ReadingCells {
  readonly store: Reads
  readonly mapping: Mapping
  readonly duplicates: 'skip' | 'update' | 'fill'
  readonly cause: Cause
  /** No events: workflows do not hear of it. */
  readonly quiet: boolean
  readonly now: () => Date
}

export interface Planner {
  plan(rows: readonly Row[]): Promise<Planned>
}

/** One value of a row, with how it is found again. */
interface Read {
  readonly row: Row
  readonly own: Record<string, Json>
  /** Texts of refs, by field. */
  readonly refs: ReadonlyMap<MappedColumn, string>
  readonly parents: ReadonlyMap<MappedParent, Record<string, Json>>
  readonly problems: FieldProblem[]
}

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

  async function plan(rows: readonly Row[]): Promise<Planned> {
    const reads = rows.map((row) => readRow(row, mapping, options))
    for (const [parent, records] of parentRecords) await records.prepare(reads.map((read) => text(read.parents.get(parent)?.[parent.key])))
    for (const [column, records] of refRecords) await records.prepare(reads.map((read) => read.refs.get(column) ?? ''))
    for (const { field, records } of matching) await records.prepare(reads.map((read) => text(read.own[field])))
    const existing = await existingRecords(reads)
    const batch = new Batch()

    for (const read of reads) {
      const noted: (() => void)[] = []
      const ops: Op[] = []
      const pointed = makeParents(read, ops, noted, batch)
      for (const [column, value] of read.refs) {
        const id = refRecords.get(column)?.idOf(value) ?? null
        if (id === null) read.problems.push({ path: column.name, code: 'field-ref' })
        else read.own[column.name] = id
      }
      const fields = { ...inherited(read, mapping), ...pointed, ...read.own }
      const id = matching.map(({ field, records }) => records.idOf(text(read.own[field]))).find((found) => found !== null) ?? null
      const done = read.problems.length === 0 ? writeRow(read, id, fields, existing, ops, noted, batch) : false
      if (done) {
        batch.ops.push(...ops)
        batch.takeBacks.push(...noted)
        addToTotal(read, fields, batch)
      } else {
        for (const takeBack of noted) takeBack()
        if (read.problems.length > 0) batch.failures.push({ row: read.row, problems: read.problems })
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

  /** Makes what the row points to and is not there yet; answers with the refs. */
  function makeParents(read: Read, ops: Op[], noted: (() => void)[], batch: Batch): Record<string, Json> {
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
        if (field.required && (fields[name] ?? null) === null) read.problems.push({ path: `${parent.ref}.${name}`, code: 'field-required' })
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
    read: Read,
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

  async function existingRecords(reads: readonly Read[]): Promise<ReadonlyMap<string, Fields>> {
    if (options.duplicates === 'skip') return new Map()
    const ids = reads.flatMap((read) => matching.flatMap(({ field, records }) => records.idOf(text(read.own[field])) ?? []))
    return new Map((await store.records(entity.name, [...new Set(ids)])).map((record) => [record.id, record]))
  }

  const sumsUp =
    entity.name === 'orderLine' && parents.some(({ ref, columns }) => ref === 'order' && !columns.some(({ name }) => name === 'total'))

  /** An order of imported lines is worth what its lines are. */
  function addToTotal(read: Read, fields: Readonly<Record<string, Json>>, batch: Batch): void {
    const { order, quantity, price } = fields
    if (!sumsUp || typeof order !== 'string' || typeof quantity !== 'number' || !isJsonObject(price) || read.problems.length > 0) return
    const currency = String(price['currency'])
    const before = batch.sums.get(order)
    if (before && before.currency !== currency) return
    batch.sums.set(order, { cents: (before?.cents ?? 0) + Math.round(Number(price['cents']) * quantity), currency })
  }

  async function totals(batch: Batch): Promise<readonly Op[]> {
    const later: string[] = []
    for (const [order, sum] of batch.sums) {
      const fresh = batch.fresh.get(order)
      if (fresh) fresh['total'] = sum
      else later.push(order)
    }
    return (await store.records('order', later)).flatMap((record) => {
      const sum = batch.sums.get(record.id)
      const before = record['total']
      if (!sum || (isJsonObject(before) && before['currency'] !== sum.currency)) return []
      const cents = (isJsonObject(before) ? Number(before['cents']) : 0) + sum.cents
      return [change('update', 'order', record.id, { total: { cents, currency: sum.currency } })]
    })
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
  readonly sums = new Map<string, { readonly cents: number; readonly currency: string }>()
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

function readRow(row: Row, { own, parents }: Mapping, reading: ReadingCells): Read {
  const problems: FieldProblem[] = []
  const refs = new Map<MappedColumn, string>()
  const ownFields: Record<string, Json> = {}
  for (const column of own) {
    const cell = row.cells[column.column]?.trim() ?? ''
    if (column.field.type === 'ref') {
      if (cell !== '') refs.set(column, cell)
    } else readInto(ownFields, column, cell, column.name, problems, reading)
  }
  const given = new Map(
    parents.map((parent) => {
      const fields: Record<string, Json> = {}
      for (const column of parent.columns)
        readInto(fields, column, row.cells[column.column] ?? '', `${parent.ref}.${column.name}`, problems, reading)
      return [parent, fields] as const
    }),
  )
  return { row, own: ownFields, refs, parents: given, problems }
}

function readInto(
  fields: Record<string, Json>,
  column: MappedColumn,
  cell: string,
  path: string,
  problems: FieldProblem[],
  reading: ReadingCells,
): void {
  const read = readCell(column.field, cell, column.format, reading)
  if (!('value' in read)) problems.push({ path, code: read.code })
  else if (read.value === null) return
  else if (column.name === 'name' && isWholeName(column.field)) Object.assign(fields, wholeNameParts(String(read.value)))
  else fields[column.name] = read.value
}

const isWholeName = (field: Field): boolean => field.title.en === 'Name' && field.title.ru === 'Имя и фамилия'

function wholeNameParts(name: string): Record<string, Json> {
  const { firstName, lastName } = nameParts(name)
  return { firstName, ...(lastName === '' ? {} : { lastName }) }
}

/** A parent that is made only because it is pointed to is called by its key. */
function missingNames({ entity }: MappedParent, given: Readonly<Record<string, Json>>, key: string): Record<string, Json> {
  const names: Record<string, Json> = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.required && field.type === 'text' && (given[name] ?? null) === null) names[name] = key
  }
  return names
}

/** What a line has from the records around it, where no column says otherwise: the day of its order, the name of its product. */
function inherited(read: Read, { entity, own, parents }: Mapping): Record<string, Json> {
  const fields: Record<string, Json> = {}
  for (const parent of parents) {
    for (const [name, value] of Object.entries(read.parents.get(parent) ?? {})) {
      if (entity.fields[name]?.type === 'day' && !own.some((column) => column.name === name)) fields[name] = value
      if (
        parent.ref === 'product' &&
        name === 'name' &&
        entity.fields['description'] &&
        !own.some((column) => column.name === 'description')
      ) {
        fields['description'] = value
      }
    }
  }
  return fields
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
