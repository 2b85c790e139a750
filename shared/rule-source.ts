/** Makes the source of a rule's values from a record and what is known around it. */
import { isJsonObject, type Json, type JsonObject, valueAt } from './json.ts'
import { type FieldScope, fieldAt, fieldTypeAt, relationAt } from './rule-fields.ts'
import { RuleError, type RuleSource, testRule } from './rule-test.ts'
import { type RelatedRule, relationIn } from './rules.ts'
import type { Segments } from './segments.ts'

/** What a rule is tested on. */
export interface RuleSubject {
  /** The entity of the record; null in a run without a subject. */
  readonly entity: string | null
  /** The record; its refs are ids or the records themselves. */
  readonly fields: JsonObject | null
  /** Of a workflow: `{ event, vars, item, node }`; without it those paths are unknown. */
  readonly around?: JsonObject
  readonly zone?: string
  readonly custom?: NonNullable<FieldScope['custom']>
  /** Finds a record that a ref points to, where it is not nested; null for none. */
  record?(entity: string, id: string): JsonObject | null
  /** The records of an entity that point to a record with their field `by`. */
  related?(entity: string, by: string, id: string): readonly JsonObject[]
  /** The segments that the rule asks about; none without it. */
  readonly segments?: Segments
}

/** A source for `testRule`. Asking for a ref or relation that nobody can look up throws `RuleError`. */
export function recordSource(subject: RuleSubject, now: Date): RuleSource {
  const scope: FieldScope = { workflow: subject.around !== undefined, ...(subject.custom ? { custom: subject.custom } : {}) }
  return {
    value: (path) => {
      const field = fieldAt(subject.entity, path, scope)
      if (!field) return undefined
      if (field.type === 'any') return valueAt(subject.around, path.split('.')) ?? null
      return walk(subject, subject.entity, subject.fields, path.split('.'), scope)
    },
    type: (path) => fieldTypeAt(subject.entity, path, scope),
    related: (rule) => countRelated(rule, subject, now),
    segment: (key) => {
      const segment = subject.segments?.get(key)
      if (segment?.entity !== subject.entity) throw new RuleError('rule-unknown-segment', { segment: key })
      return segment.rule
    },
    ...(subject.zone ? { zone: subject.zone } : {}),
  }
}

/** Along a path that `fieldAt` knows. */
function walk(subject: RuleSubject, entity: string | null, fields: JsonObject | null, path: readonly string[], scope: FieldScope): Json {
  const [name = '', ...rest] = path
  const found = fields && Object.hasOwn(fields, name) ? (fields[name] ?? null) : null
  if (rest.length === 0 || found === null) return found
  const to = fieldAt(entity, name, scope)?.entity as string
  return walk(subject, to, isJsonObject(found) ? found : recordAt(subject, to, String(found)), rest, scope)
}

function recordAt(subject: RuleSubject, entity: string, id: string): JsonObject | null {
  if (!subject.record) throw new RuleError('rule-record-not-loaded', { entity, id })
  return subject.record(entity, id)
}

function countRelated(rule: RelatedRule, subject: RuleSubject, now: Date): number {
  const name = relationIn(rule)
  const relation = relationAt(subject.entity, name)
  if (!relation || !subject.related) throw new RuleError('rule-unknown-relation', { relation: name })
  const { entity, by, date } = relation
  const { around: _, ...rest } = subject
  return subject.related(entity, by, String(subject.fields?.['id'])).filter((fields) => {
    const source = recordSource({ ...rest, entity, fields }, now)
    const recent = rule.last === undefined || testRule({ field: date, is: 'within-last', value: rule.last }, source, now).holds
    return recent && (rule.where === undefined || testRule(rule.where, source, now).holds)
  }).length
}
