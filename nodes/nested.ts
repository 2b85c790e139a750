import type { Json, JsonObject } from '../shared/json.ts'

interface Named {
  readonly field: string
  readonly value: Json
}

/**
 * Values by names with dots as what is sent: `client.email` stands in `client`, and names that count from 0 are places
 * of a list. A name that is used whole as well as with a dot stays as it is written; of two alike the later counts.
 */
export function nested(values: readonly Named[]): JsonObject {
  const whole = new Set(values.map(({ field }) => field))
  const isSplit = ({ field }: Named) =>
    field.split('.').every((part, at, all) => part !== '' && (at === 0 || !whole.has(all.slice(0, at).join('.'))))
  return asObject(values.map((each) => ({ path: isSplit(each) ? each.field.split('.') : [each.field], value: each.value })))
}

interface Placed {
  readonly path: readonly string[]
  readonly value: Json
}

function asObject(values: readonly Placed[]): JsonObject {
  const groups = new Map<string, Placed[]>()
  for (const { path, value } of values) {
    const [name = '', ...rest] = path
    groups.set(name, [...(groups.get(name) ?? []), { path: rest, value }])
  }
  return Object.fromEntries([...groups].map(([name, inner]) => [name, built(inner)]))
}

function built(values: readonly Placed[]): Json {
  const last = values.at(-1)
  if (last && last.path.length === 0) return last.value
  const inner = asObject(values)
  const names = Object.keys(inner)
  return names.every((name, at) => name === String(at)) ? Object.values(inner) : inner
}
