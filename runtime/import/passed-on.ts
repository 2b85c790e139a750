/** What a row has from the records it points to where no column says it: a line the client and the day of its order. */
import type { EntityType } from '../../shared/entities/entity.ts'
import type { Json } from '../../shared/json.ts'
import type { MappedParent, Mapping } from './read-mapping.ts'

/** A field of the row, and the field of the other record from which it comes. */
interface PassedOn {
  readonly name: string
  readonly from: string
}

/** Who somebody buys for goes along; who looks after them does not. */
const passedRefs = new Set(['contact', 'company'])

/** The fields that come from a parent. */
export function passedOnBy(parent: MappedParent, { entity, own, parents }: Mapping): readonly PassedOn[] {
  const isMapped = (name: string) => own.some((column) => column.name === name) || parents.some(({ ref }) => ref === name)
  const same = Object.keys(entity.fields).filter((name) => isOfSameKind(entity, parent.entity, name))
  // A line without a text of its own is called after its product.
  const called = parent.ref === 'product' && entity.fields['description'] ? [{ name: 'description', from: 'name' }] : []
  return [...same.map((name) => ({ name, from: name })), ...called].filter(({ name }) => !isMapped(name))
}

function isOfSameKind(entity: EntityType, parent: EntityType, name: string): boolean {
  const [here, there] = [entity.fields[name], parent.fields[name]]
  if (here?.type === 'day') return there?.type === 'day'
  return here?.type === 'ref' && there?.type === 'ref' && here.entity === there.entity && passedRefs.has(here.entity)
}

/** Copies them; what is there already stays. */
export function passOn(passed: readonly PassedOn[], from: Readonly<Record<string, Json | undefined>>, to: Record<string, Json>): void {
  for (const { name, from: field } of passed) {
    const value = from[field] ?? null
    if (value !== null && (to[name] ?? null) === null) to[name] = value
  }
}
