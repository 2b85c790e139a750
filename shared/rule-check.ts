/** Finds what is wrong with a rule before it is saved, so that no rule that is saved fails when it is tested. */
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { type FieldScope, fieldAt, fits, type RuleField, relationAt } from './rule-fields.ts'
import { amountOf, isEmpty, isMoment } from './rule-values.ts'
import { type Comparison, comparisons, maxRuleDepth, maxRuleLines } from './rules.ts'
import { pathOfReference } from './template.ts'
import { parseDuration } from './time.ts'

/** What is wrong, and where: the way into the rule, `['all', 1, 'where']`. */
interface RuleProblem {
  readonly code:
    | 'rule-wrong'
    | 'rule-unknown-field'
    | 'rule-unknown-relation'
    | 'rule-unknown-segment'
    | 'rule-comparison-unfit'
    | 'rule-value-missing'
    | 'rule-value-wrong'
    | 'rule-too-deep'
    | 'rule-too-long'
  readonly with: JsonObject
  readonly at: readonly (string | number)[]
}

interface CheckScope extends FieldScope {
  /** A value may be a reference, `{ "ref": "subject.id" }`, that is filled in before the rule is tested. */
  readonly references?: boolean
  /** Of whose records a segment is, by its key; null for one that is not there. Without it, segments are not checked. */
  readonly segmentOf?: ((key: string) => string | null) | undefined
}

/** Checks anything that wants to be a rule about an entity, or about no record; `[]` when it can be tested. Never throws. */
export function checkRule(rule: unknown, entity: string | null, scope: CheckScope = {}): readonly RuleProblem[] {
  const check: Check = { problems: [], lines: 0 }
  visit(rule, entity, [], { scope, depth: 0 }, check)
  return check.lines > maxRuleLines ? [...check.problems, { code: 'rule-too-long', with: { most: maxRuleLines }, at: [] }] : check.problems
}

interface Check {
  readonly problems: RuleProblem[]
  lines: number
}

interface Place {
  readonly scope: CheckScope
  readonly depth: number
}

type Path = readonly (string | number)[]

function visit(rule: unknown, entity: string | null, at: Path, place: Place, check: Check): void {
  const found = (code: RuleProblem['code'], values: JsonObject = {}) => check.problems.push({ code, with: values, at })
  check.lines++
  if (check.lines > maxRuleLines) return
  if (place.depth > maxRuleDepth) return void found('rule-too-deep', { most: maxRuleDepth })
  if (!isJsonObject(rule)) return void found('rule-wrong')
  const group = (['all', 'any', 'not'] as const).find((name) => Object.hasOwn(rule, name))
  if (group) {
    const inner = rule[group]
    if (!Array.isArray(inner) || Object.keys(rule).length > 1) return void found('rule-wrong')
    inner.forEach((each: unknown, i) => {
      visit(each, entity, [...at, group, i], { ...place, depth: place.depth + 1 }, check)
    })
  } else if (Object.hasOwn(rule, 'field')) check.problems.push(...checkField(rule, entity, at, place.scope))
  else if (Object.hasOwn(rule, 'segment')) check.problems.push(...checkSegment(rule, entity, at, place.scope))
  else visitRelated(rule, entity, at, place, check)
}

function checkField(rule: JsonObject, entity: string | null, at: Path, scope: CheckScope): RuleProblem[] {
  const { field: path, is, value } = rule
  const comparison = comparisons.find((each) => each === is)
  if (typeof path !== 'string' || !comparison) return [{ code: 'rule-wrong', with: {}, at }]
  const field = fieldAt(entity, path, scope)
  if (!field) return [{ code: 'rule-unknown-field', with: { field: path }, at }]
  const named = { field: titleOf(field) ?? path }
  if (!fits(comparison, field.type)) return [{ code: 'rule-comparison-unfit', with: named, at }]
  if (needsNone(comparison) || (comparison === 'anniversary' && (value === undefined || value === null))) return []
  if (isEmpty(value)) return [{ code: 'rule-value-missing', with: named, at }]
  if (scope.references && pathOfReference(value) !== null) return []
  return suits(value, comparison, field) ? [] : [{ code: 'rule-value-wrong', with: named, at }]
}

function checkSegment({ segment, is }: JsonObject, entity: string | null, at: Path, { segmentOf }: CheckScope): RuleProblem[] {
  if (typeof segment !== 'string' || (is !== 'in' && is !== 'not-in')) return [{ code: 'rule-wrong', with: {}, at }]
  if (segment === '') return [{ code: 'rule-value-missing', with: { field: { en: 'Segment', ru: 'Сегмент' } }, at }]
  return segmentOf && segmentOf(segment) !== entity ? [{ code: 'rule-unknown-segment', with: { segment }, at }] : []
}

/** The words of a field, which `say` writes in the language of the reader. */
function titleOf(field: RuleField): JsonObject | null {
  const title = field.titles.at(-1)
  return title ? { ...title } : null
}

/** Comparisons that ask for no value. */
export const needsNone = (comparison: Comparison): boolean => ['empty', 'not-empty', 'yes', 'no'].includes(comparison)

function suits(value: Json | undefined, comparison: Comparison, field: RuleField): boolean {
  if (comparison === 'within-last' || comparison === 'within-next') return typeof value === 'string' && parseDuration(value) !== null
  if (comparison === 'anniversary') return isMoment(value)
  if (comparison === 'one-of') return Array.isArray(value) && value.every((one: Json) => suits(one, 'is', field))
  switch (field.type) {
    case 'number':
      return typeof value === 'number'
    case 'money':
      return amountOf(value) !== null
    case 'day':
    case 'time':
      return isMoment(value)
    case 'choice':
      return typeof value === 'string' && field.field?.type === 'choice' && Object.hasOwn(field.field.options, value)
    case 'any':
      return typeof value !== 'object' || isMoment(value) || amountOf(value) !== null
    default:
      return typeof value === 'string'
  }
}

const counts: readonly unknown[] = ['over', 'under', 'at-least', 'at-most', 'is']

function visitRelated(rule: JsonObject, entity: string | null, at: Path, place: Place, check: Check): void {
  const found = (code: RuleProblem['code'], values: JsonObject = {}) => check.problems.push({ code, with: values, at })
  const asked = (['some', 'none', 'count'] as const).filter((name) => Object.hasOwn(rule, name))
  const [how] = asked
  const name = how && rule[how]
  if (asked.length !== 1 || typeof name !== 'string') return void found('rule-wrong')
  const relation = relationAt(entity, name)
  if (!relation) return void found('rule-unknown-relation', { relation: name })
  if (how === 'count' && !counts.includes(rule['is'])) found('rule-wrong')
  if (how === 'count' && typeof rule['value'] !== 'number') found('rule-value-missing', { field: { ...relation.title } })
  const { last, where } = rule
  if (last !== undefined && (typeof last !== 'string' || !parseDuration(last))) found('rule-value-wrong', { field: { ...relation.title } })
  if (where === undefined) return
  // Inside there is only the related record.
  const { workflow: _, ...scope } = place.scope
  visit(where, relation.entity, [...at, 'where'], { scope, depth: place.depth + 1 }, check)
}
