/** Reads the cells of a row into the fields of its record and of the records that it points to. */
import { wholeName } from '../../shared/import-targets.ts'
import type { Json } from '../../shared/json.ts'
import { regionNamed } from '../crm/region-named.ts'
import type { FieldProblem } from '../http/problem.ts'
import { nameParts } from '../intake/read-person.ts'
import { type ReadingCells, readCell } from './read-cell.ts'
import type { MappedColumn, MappedParent, Mapping } from './read-mapping.ts'

/** A row as the file has it. It may have fewer cells than there are columns. */
export interface Row {
  /** Counted from 1, the header not counted. */
  readonly number: number
  readonly cells: readonly string[]
}

/** A row, read. */
export interface ReadRow {
  readonly row: Row
  readonly own: Record<string, Json>
  /** Texts by which other records are found, by their columns. */
  readonly refs: ReadonlyMap<MappedColumn, string>
  readonly parents: ReadonlyMap<MappedParent, Record<string, Json>>
  /** Why it cannot be taken in. */
  readonly problems: FieldProblem[]
  /** What is left out of it. */
  readonly leftOut: FieldProblem[]
}

/** Throws nothing: what cannot be read is in `problems`. Refs are only texts until the planner finds their records. */
export function readRow(row: Row, mapping: Mapping, company: ReadingCells): ReadRow {
  const { own, parents } = mapping
  const reading = { ...company, region: regionOf(row, mapping, company.region) }
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
  return { row, own: ownFields, refs, parents: given, problems, leftOut: [] }
}

/** A telephone number is one of the country that the row names; of no country where it names none that we know. */
function regionOf(row: Row, { own, parents }: Mapping, usual: string | null): string | null {
  const column = [...own, ...parents.flatMap(({ columns }) => columns)].find(({ name }) => name === 'country')
  const cell = column ? (row.cells[column.column]?.trim() ?? '') : ''
  return cell === '' ? usual : regionNamed(cell)
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
  else if (column.field === wholeName) Object.assign(fields, wholeNameParts(String(read.value)))
  else fields[column.name] = read.value
}

function wholeNameParts(name: string): Record<string, Json> {
  const { firstName, lastName } = nameParts(name)
  return { firstName, ...(lastName === '' ? {} : { lastName }) }
}
