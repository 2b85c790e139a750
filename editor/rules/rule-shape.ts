/** A rule as the editor draws it: groups of rows, two levels deep. Pure: a rule in, a rule out. */

import type { Json } from '../../shared/json.ts'
import { needsNone } from '../../shared/rule-check.ts'
import type { RuleField } from '../../shared/rule-fields.ts'
import { comparisonsFor, type FieldScope, fieldAt, relationAt } from '../../shared/rule-fields.ts'
import { type Comparison, type FieldRule, type RelatedRule, type Rule, relationIn, type SegmentRule } from '../../shared/rules.ts'
import { pathOfReference } from '../../shared/template.ts'

type GroupKind = 'all' | 'any' | 'not'

/** A rule of several; `not` means none of them. */
export interface Group {
  readonly kind: GroupKind
  readonly rules: readonly Rule[]
}

/** Null for a single row. */
export function groupOf(rule: Rule): Group | null {
  if ('all' in rule) return { kind: 'all', rules: rule.all }
  if ('any' in rule) return { kind: 'any', rules: rule.any }
  if ('not' in rule) return { kind: 'not', rules: rule.not }
  return null
}

/** The group as it is stored, an empty one too: see `orNothing`. */
export function toRule({ kind, rules }: Group): Rule {
  if (kind === 'all') return { all: rules }
  return kind === 'any' ? { any: rules } : { not: rules }
}

/** The outermost group; a single row stands in one of its own, nothing is an empty one. */
export const asGroup = (rule: Rule | null): Group =>
  rule === null ? { kind: 'all', rules: [] } : (groupOf(rule) ?? { kind: 'all', rules: [rule] })

/** Does it ask about records that point here? */
export const isRelated = (rule: Rule): rule is RelatedRule => 'some' in rule || 'none' in rule || 'count' in rule

/** Does it ask about a segment? */
export const isSegment = (rule: Rule): rule is SegmentRule => 'segment' in rule

/** Does it compare a field? */
export const isField = (rule: Rule): rule is FieldRule => 'field' in rule

/** Puts a rule in the place of the one at `at`. */
export const withRule = (group: Group, at: number, rule: Rule): Group => ({
  ...group,
  rules: group.rules.map((each, index) => (index === at ? rule : each)),
})

/** Takes away the rule at `at`. */
export const withoutRule = (group: Group, at: number): Group => ({ ...group, rules: group.rules.filter((_, index) => index !== at) })

/** Puts a rule at the end. */
export const withMore = (group: Group, rule: Rule): Group => ({ ...group, rules: [...group.rules, rule] })

/** The rule without the group around nothing: null when it asks nothing. */
export const orNothing = (group: Group): Rule | null => (group.rules.length === 0 ? null : toRule(group))

/** A new row about a field: its first comparison, and what was compared before if it still fits. */
export function rowFor(path: string, field: RuleField | null, before: FieldRule | null = null): FieldRule {
  const type = field?.type ?? 'any'
  const offered = comparisonsFor(type)
  const is = before && offered.includes(before.is) ? before.is : (offered[0] ?? 'is')
  return { field: path, is, ...startValue(is) }
}

/** The same row with another comparison; a value of another kind is dropped. */
export function comparedBy(rule: FieldRule, is: Comparison): FieldRule {
  if (needsNone(is)) return { field: rule.field, is }
  const kept = rule.value !== undefined && valueKind(rule.is) === valueKind(is)
  return kept ? { ...rule, is } : emptied({ ...rule, is })
}

/** The same row, compared with nothing yet. */
export const emptied = ({ field, is }: FieldRule): FieldRule => ({ field, is, ...startValue(is) })

/** What a comparison is compared with. */
export function valueKind(is: Comparison): 'none' | 'many' | 'length' | 'days' | 'one' {
  if (needsNone(is)) return 'none'
  if (is === 'one-of') return 'many'
  if (is === 'within-last' || is === 'within-next') return 'length'
  return is === 'anniversary' ? 'days' : 'one'
}

function startValue(is: Comparison): { readonly value?: Json } {
  switch (valueKind(is)) {
    case 'many':
      return { value: [] }
    case 'length':
      return { value: 'P30D' }
    case 'days':
      return { value: { in: 'P0D' } }
    default:
      return {}
  }
}

/** Does a row ask about a value of a flow, or compare with one? Then what the rule finds is known only while the flow runs. */
export function dependsOnRun(rule: Rule, entity: string | null): boolean {
  const group = groupOf(rule)
  if (group) return group.rules.some((each) => dependsOnRun(each, entity))
  if (isField(rule)) return pathOfReference(rule.value) !== null || fieldAt(entity, rule.field, { workflow: true })?.type === 'any'
  if (!isRelated(rule) || rule.where === undefined) return false
  return dependsOnRun(rule.where, relationAt(entity, relationIn(rule))?.entity ?? null)
}

/** A choice of a record by its stable key, so that the rule means the same in another installation: `stage.key`. */
export function keyedEntity(
  entity: string | null,
  path: string,
  scope: FieldScope,
  keyOf: (entity: string) => string | undefined,
): string | null {
  const parts = path.split('.')
  const last = parts.at(-1)
  const ref = parts.length > 1 ? fieldAt(entity, parts.slice(0, -1).join('.'), scope) : null
  return ref?.type === 'ref' && ref.entity !== null && keyOf(ref.entity) === last ? ref.entity : null
}

/** Can these two levels of rows show it? Deeper rules are kept and shown in words. */
export function isDrawn(rule: Rule, depth = 0): boolean {
  const group = groupOf(rule)
  if (group) return depth < 2 && group.rules.every((each) => isDrawn(each, depth + 1))
  if (!isRelated(rule)) return true
  const where = rule.where === undefined ? null : asGroup(rule.where)
  return where === null || (where.kind !== 'not' && where.rules.every(isField))
}
