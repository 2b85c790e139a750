/**
 * Says a rule in SQL: the condition that is true of exactly those rows for which `testRule` of `rule-test.ts` is true.
 * Fields, tables and comparisons come from descriptions, and every value is a parameter. Of an empty value a comparison
 * is null, which a `where` takes for false; only what is turned round has to know the difference. So a comparison stands
 * bare, and an index can answer it.
 */
import type { Field } from '../../shared/entities/entity.ts'
import { fieldOf } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import { fits, type RuleFieldType } from '../../shared/rule-fields.ts'
import { RuleError } from '../../shared/rule-test.ts'
import { amountOf, anniversaryDays, type DateRange, dayRange, folded, isEmpty, timeRange } from '../../shared/rule-values.ts'
import { type FieldRule, maxRuleDepth, type RelatedRule, type Rule, relationIn, type SegmentRule } from '../../shared/rules.ts'
import type { Segments } from '../../shared/segments.ts'
import type { Dialect } from './dialect.ts'
import type { RecordType } from './record.ts'
import { type Cell, quoted } from './table.ts'

/** A part of a statement, with its parameters in order. */
export interface Fragment {
  readonly sql: string
  readonly params: readonly Cell[]
}

/** What the compiler must know. */
interface RuleContext {
  readonly dialect: Dialect
  readonly now: Date
  readonly zone: string
  type(entity: string): RecordType | null
  custom(entity: string): Readonly<Record<string, Field>>
  /** Those that the rule asks about, and those behind them; checked by `segmentsBehind`. */
  readonly segments: Segments
}

/** The condition of a rule about the rows of an entity under `alias`, for a `where`: it may be null. Throws `RuleError` as `testRule` does. */
export function ruleCondition(rule: Rule, entity: string, alias: string, context: RuleContext): Fragment {
  return conditionAt(rule, { entity, alias, depth: 0, context })
}

interface Place {
  readonly entity: string
  readonly alias: string
  readonly depth: number
  readonly context: RuleContext
}

const always: Fragment = { sql: 'true', params: [] }
const never: Fragment = { sql: 'false', params: [] }

function conditionAt(rule: Rule, place: Place): Fragment {
  if (place.depth > maxRuleDepth) throw new RuleError('rule-too-deep', { most: maxRuleDepth })
  const inner = (rules: readonly Rule[]) => rules.map((one) => conditionAt(one, { ...place, depth: place.depth + 1 }))
  if ('all' in rule) return joined(inner(rule.all), ' and ', always)
  if ('any' in rule) return joined(inner(rule.any), ' or ', never)
  if ('not' in rule) return negated(joined(inner(rule.not), ' or ', never))
  if ('segment' in rule) return segmentCondition(rule, place)
  return 'field' in rule ? fieldCondition(rule, rule.field.split('.'), place) : relatedCondition(rule, place)
}

/** Who is in a segment is found by its own rule. */
function segmentCondition({ segment, is }: SegmentRule, place: Place): Fragment {
  const found = place.context.segments.get(segment)
  if (found?.entity !== place.entity) throw new RuleError('rule-unknown-segment', { segment })
  const inside = conditionAt(found.rule, { ...place, depth: 0 })
  return is === 'in' ? inside : negated(inside)
}

/** A path through a ref looks at the record it points to; where there is none, all its fields are empty. */
function fieldCondition(rule: FieldRule, path: readonly string[], place: Place): Fragment {
  const [name = '', ...rest] = path
  const field = fieldNamed(place, name)
  if (!field) throw new RuleError('rule-unknown-field', { field: rule.field })
  if (rest.length > 0) {
    if (field.type !== 'ref' || field.to === null) throw new RuleError('rule-unknown-field', { field: rule.field })
    const alias = `${place.alias}r`
    const found = fieldCondition(rule, rest, { ...place, entity: field.to, alias })
    const missing = holdsOfNothing(rule) ? 'true' : 'false'
    const from = `from ${quoted(field.to)} ${alias} where ${alias}."id" = ${field.at.text}`
    return around('coalesce((select ', found, ` ${from}), ${missing})`)
  }
  if (!fits(rule.is, field.type)) throw new RuleError('rule-comparison-unfit', { field: rule.field, comparison: rule.is })
  return comparison(rule, field, place.context)
}

/** What a comparison says of an empty value. */
const holdsOfNothing = (rule: FieldRule): boolean =>
  rule.is === 'empty' || rule.is === 'no' || (rule.is === 'has-not' && !isEmpty(rule.value))

/** Where the value of a field is found: one SQL expression for every way to read it. */
interface Found {
  readonly type: RuleFieldType
  /** Of a ref: where it points. */
  readonly to: string | null
  readonly at: {
    readonly text: string
    readonly number: string
    readonly flag: string
    readonly cents: string
    readonly currency: string
    /** As JSON text. */
    readonly json: string
    /** In milliseconds, or as ISO text inside the user's own fields. */
    readonly time: string
    readonly timeOf: (milliseconds: number) => Cell
  }
}

function fieldNamed(place: Place, name: string): Found | null {
  const type = place.context.type(place.entity)
  if (!type) return null
  const column = (of: string) => `${place.alias}.${quoted(of)}`
  if (name === 'id') return { type: 'ref', to: place.entity, at: inColumn(column, 'id') }
  const field = Object.hasOwn(type.entity.fields, name) ? type.entity.fields[name] : fieldOf(type.entity, name)
  if (field) return { type: field.type, to: field.type === 'ref' ? field.entity : null, at: inColumn(column, name) }
  const custom = place.context.custom(place.entity)
  const own = Object.hasOwn(custom, name) ? custom[name] : undefined
  if (!own) return null
  return { type: own.type, to: own.type === 'ref' ? own.entity : null, at: inCustom(column('custom'), name, place.context.dialect) }
}

function inColumn(column: (name: string) => string, name: string): Found['at'] {
  const at = column(name)
  return {
    text: at,
    number: at,
    flag: at,
    json: at,
    time: at,
    cents: asNumber(column(`${name}_cents`)),
    currency: column(`${name}_currency`),
    timeOf: (milliseconds) => milliseconds,
  }
}

/** PostgreSQL would refuse to compare a whole number with 2.5. */
const asNumber = (sql: string): string => `cast(${sql} as double precision)`

function inCustom(column: string, name: string, dialect: Dialect): Found['at'] {
  const text = dialect.member(column, [name], 'text')
  return {
    text,
    number: dialect.member(column, [name], 'number'),
    flag: dialect.member(column, [name], 'flag'),
    json: dialect.member(column, [name], 'json'),
    time: dialect.bytewise(text),
    cents: dialect.member(column, [name, 'cents'], 'number'),
    currency: dialect.member(column, [name, 'currency'], 'text'),
    timeOf: (milliseconds) => new Date(milliseconds).toISOString(),
  }
}

function comparison(rule: FieldRule, field: Found, context: RuleContext): Fragment {
  const { at } = field
  if (rule.is === 'empty') return emptiness(field)
  if (rule.is === 'not-empty') return filledness(field)
  if (rule.is === 'yes') return compared(`${at.flag} = 1`)
  if (rule.is === 'no') return negated(compared(`${at.flag} = 1`))
  if (rule.is === 'has') return entry(rule.value, at.json, context)
  if (rule.is === 'has-not') return isEmpty(rule.value) ? never : negated(entry(rule.value, at.json, context))
  switch (field.type) {
    case 'number':
      return typeof rule.value === 'number' ? numbers(rule.is, at.number, rule.value) : never
    case 'money':
      return amounts(rule, field)
    case 'day':
      return days(rule, field, context)
    case 'time':
      return within(at.time, timeRange(rule, context.now, context.zone), at.timeOf)
    case 'ref':
      return refs(rule, at.text)
    default:
      return texts(rule, at.text, context.dialect)
  }
}

function emptiness({ type, at }: Found): Fragment {
  switch (type) {
    case 'number':
      return { sql: `(${at.number} is null)`, params: [] }
    case 'money':
      return { sql: `(${at.cents} is null)`, params: [] }
    case 'time':
      return { sql: `(${at.time} is null)`, params: [] }
    case 'tags':
    case 'json':
      return { sql: `(${at.json} is null or ${at.json} in ('null', '[]', '""'))`, params: [] }
    default:
      return { sql: `(${at.text} is null or ${at.text} = '')`, params: [] }
  }
}

/** Said so that an index over filled values can answer it. */
function filledness(field: Found): Fragment {
  const { type, at } = field
  switch (type) {
    case 'number':
      return { sql: `(${at.number} is not null)`, params: [] }
    case 'money':
      return { sql: `(${at.cents} is not null)`, params: [] }
    case 'time':
      return { sql: `(${at.time} is not null)`, params: [] }
    case 'tags':
    case 'json':
      return negated(emptiness(field))
    default:
      return { sql: `(${at.text} <> '')`, params: [] }
  }
}

function entry(value: Json | undefined, list: string, { dialect }: RuleContext): Fragment {
  if (typeof value !== 'string' || value === '') return never
  return { sql: `exists (select 1 from ${dialect.entries(list)} as e where ${dialect.folded('e.entry')} = ?)`, params: [folded(value)] }
}

const signs: Readonly<Record<string, string>> = { is: '=', 'is-not': '<>', over: '>', under: '<', 'at-least': '>=', 'at-most': '<=' }

function numbers(is: string | undefined, found: string, wanted: number): Fragment {
  const sign = signs[is ?? '']
  return sign ? compared(`${found} ${sign} ?`, wanted) : never
}

function amounts(rule: FieldRule, { at }: Found): Fragment {
  const wanted = amountOf(rule.value)
  if (!wanted) return never
  const cents = numbers(rule.is, at.cents, wanted.cents)
  if (wanted.currency === null) return cents
  const other = rule.is === 'is-not'
  return joined([cents, compared(`${at.currency} ${other ? '<>' : '='} ?`, wanted.currency)], other ? ' or ' : ' and ', never)
}

function days(rule: FieldRule, { at }: Found, { dialect, now, zone }: RuleContext): Fragment {
  if (rule.is !== 'anniversary') return within(dialect.bytewise(at.text), dayRange(rule, now, zone), (day) => day)
  const wanted = anniversaryDays(rule.value, now, zone)
  return wanted ? compared(`substr(${at.text}, 6) in (${wanted.map(() => '?').join(', ')})`, ...wanted) : never
}

function within<Point>(found: string, range: DateRange<Point> | null, cell: (point: Point) => Cell): Fragment {
  if (!range) return never
  const bounds: Fragment[] = []
  if (range.from !== null) bounds.push({ sql: `${found} ${range.outside ? '<' : '>='} ?`, params: [cell(range.from)] })
  if (range.before !== null) bounds.push({ sql: `${found} ${range.outside ? '>=' : '<'} ?`, params: [cell(range.before)] })
  return joined(bounds, range.outside ? ' or ' : ' and ', never)
}

/** Ids are ours and have one form, so an index can find them. */
function refs(rule: FieldRule, found: string): Fragment {
  if (rule.is === 'one-of') {
    const wanted = (Array.isArray(rule.value) ? rule.value : []).filter(isText).map(String)
    return wanted.length > 0 ? compared(`${found} in (${wanted.map(() => '?').join(', ')})`, ...wanted) : never
  }
  return isText(rule.value) ? compared(`${found} ${rule.is === 'is' ? '=' : '<>'} ?`, String(rule.value)) : never
}

function texts(rule: FieldRule, text: string, dialect: Dialect): Fragment {
  const found = dialect.folded(text)
  const filled = (condition: string, ...params: Cell[]) => compared(`${text} <> '' and ${condition}`, ...params)
  if (rule.is === 'one-of') {
    const wanted = (Array.isArray(rule.value) ? rule.value : []).filter(isText).map((one) => folded(String(one)))
    return wanted.length > 0 ? compared(`${found} in (${wanted.map(() => '?').join(', ')})`, ...wanted) : never
  }
  if (!isText(rule.value)) return never
  const wanted = folded(String(rule.value))
  switch (rule.is) {
    case 'is':
      return compared(`${found} = ?`, wanted)
    case 'is-not':
      return filled(`${found} <> ?`, wanted)
    case 'contains':
      return compared(`${dialect.indexOf(found, '?')} > 0`, wanted)
    case 'starts-with':
      return compared(`${dialect.indexOf(found, '?')} = 1`, wanted)
    default:
      return never
  }
}

const isText = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '')

/** Counts the related records that are not archived. */
function relatedCondition(rule: RelatedRule, place: Place): Fragment {
  const name = relationIn(rule)
  const relations = place.context.type(place.entity)?.entity.relations ?? {}
  const relation = Object.hasOwn(relations, name) ? relations[name] : undefined
  if (!relation || !place.context.type(relation.entity)) throw new RuleError('rule-unknown-relation', { relation: name })
  const alias = `${place.alias}n`
  const there: Place = { ...place, entity: relation.entity, alias, depth: place.depth + 1 }
  const conditions = [
    { sql: `${alias}.${quoted(relation.by)} = ${place.alias}."id" and ${alias}."archivedAt" is null`, params: [] as Cell[] },
  ]
  const add = (condition: Fragment) => conditions.push({ sql: condition.sql, params: [...condition.params] })
  if (rule.last !== undefined) add(conditionAt({ field: relation.date, is: 'within-last', value: rule.last }, { ...there, depth: 0 }))
  if (rule.where !== undefined) add(conditionAt(rule.where, there))
  const where = joined(conditions, ' and ', always)
  const from = `from ${quoted(relation.entity)} ${alias} where `
  if (rule.some !== undefined) return around(`exists (select 1 ${from}`, where, ')')
  if (rule.none !== undefined) return around(`not exists (select 1 ${from}`, where, ')')
  const sign = signs[rule.is ?? '']
  if (!sign || typeof rule.value !== 'number') return never
  const count = around(`(select count(*) ${from}`, where, ')')
  return { sql: `(${asNumber(count.sql)} ${sign} ?)`, params: [...count.params, rule.value] }
}

/** Null where the value is empty. */
const compared = (sql: string, ...params: Cell[]): Fragment => ({ sql: `(${sql})`, params })

/** True also where the condition is null. */
const negated = (condition: Fragment): Fragment => around('not coalesce(', condition, ', false)')

const around = (before: string, inner: Fragment, after: string): Fragment => ({ sql: before + inner.sql + after, params: inner.params })

/** Several conditions with one word between them, in brackets; `none` where there are none. */
export function joined(fragments: readonly Fragment[], word: string, none: Fragment): Fragment {
  if (fragments.length === 0) return none
  return { sql: `(${fragments.map((one) => one.sql).join(word)})`, params: fragments.flatMap((one) => one.params) }
}
