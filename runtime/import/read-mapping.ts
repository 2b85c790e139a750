/** What an import was told to do with each column, checked and sorted: fields of the record itself, and records that it points to. */
import type { ImportBody } from '../../shared/api/records.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { keysOf, makingOrder, wholeName } from '../../shared/import-targets.ts'
import { type Catalogue, findField } from '../crm/catalogue.ts'
import { type FieldProblem, Refused } from '../http/problem.ts'

/** Where one column goes: `column` counts from 0, `name` is that of the field in its record. */
export interface MappedColumn {
  readonly column: number
  readonly name: string
  readonly field: Field
  readonly format: string | null
  /** With a ref: the field of the other record by which it is found. */
  readonly by: string | null
}

/** A record that the row points to with its field `ref`; found by `key`, made when it is not there. */
export interface MappedParent {
  readonly ref: string
  readonly entity: EntityType
  readonly key: string
  readonly columns: readonly MappedColumn[]
}

/** What `readMapping` makes of the choices on the screen. */
export interface Mapping {
  readonly entity: EntityType
  readonly own: readonly MappedColumn[]
  /** Outer ones last: a contact is made before the order that points to it. */
  readonly parents: readonly MappedParent[]
  /** The field by which a row is known to be there already; null: by e-mail and phone (contacts) or never. */
  readonly matchBy: string | null
}

/** Throws `Refused` that names every column that cannot be. */
export async function readMapping(
  body: ImportBody,
  entity: EntityType,
  columns: readonly string[],
  catalogue: Catalogue,
): Promise<Mapping> {
  const problems: FieldProblem[] = []
  const own: MappedColumn[] = []
  const parents = new Map<string, MappedColumn[]>()
  for (const [index, entry] of body.mapping.entries()) {
    const column = columns.indexOf(entry.column)
    const wrong = (code: FieldProblem['code']) => void problems.push({ path: `mapping.${index}`, code })
    const [first = '', ...rest] = entry.field.split('.')
    const field = entity.name === 'contact' && entry.field === 'name' ? wholeName : await findField(catalogue, entity, first)
    if (column < 0 || !field || rest.length > 1) {
      wrong('field-unknown')
      continue
    }
    const format = entry.format ?? null
    const [inner] = rest
    if (inner === undefined) {
      if (field.readonly || field.type === 'json') wrong('field-readonly')
      else if (field.type === 'ref') {
        const by = entry.by ?? keysOf(entityNamed(field.entity)).find((name) => name !== 'externalId') ?? null
        if (by === null || !(await findField(catalogue, entityNamed(field.entity), by))) wrong('field-unknown')
        else own.push({ column, name: first, field, format, by })
      } else own.push({ column, name: first, field, format, by: null })
      continue
    }
    const other = field.type === 'ref' && makingOrder.includes(field.entity) ? entityNamed(field.entity) : null
    const innerField = other?.name === 'contact' && inner === 'name' ? wholeName : other && (await findField(catalogue, other, inner))
    if (!other || !innerField || innerField.readonly || innerField.type === 'ref' || innerField.type === 'json') wrong('field-unknown')
    else parents.set(first, [...(parents.get(first) ?? []), { column, name: inner, field: innerField, format, by: null }])
  }
  const mapped = [...parents].flatMap(([ref, inner]): MappedParent[] => {
    const field = entity.fields[ref]
    const other = field?.type === 'ref' ? entityNamed(field.entity) : null
    const key = other && keysOf(other).find((name) => inner.some((column) => column.name === name))
    if (!other || !key) problems.push({ path: ref, code: 'import-no-key' })
    return other && key ? [{ ref, entity: other, key, columns: inner }] : []
  })
  if (own.length + mapped.length === 0 && problems.length === 0) problems.push({ path: 'mapping', code: 'field-required' })
  if (body.matchBy && !own.some(({ name }) => name === body.matchBy)) problems.push({ path: 'matchBy', code: 'field-unknown' })
  if (problems.length > 0) throw new Refused(422, 'invalid', {}, problems)
  mapped.sort((a, b) => makingOrder.indexOf(a.entity.name) - makingOrder.indexOf(b.entity.name))
  const usual =
    entity.name === 'contact' || entity.name === 'orderLine'
      ? undefined
      : keysOf(entity).find((name) => own.some((each) => each.name === name))
  return { entity, own, parents: mapped, matchBy: body.matchBy ?? usual ?? null }
}
