/** Tests a rule in memory, and tells line by line what was found and whether it held. */
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { fits, type RuleFieldType } from './rule-fields.ts'
import { amountOf, anniversaryDays, type DateRange, dayRange, folded, isEmpty, timeRange } from './rule-values.ts'
import { type FieldRule, maxRuleDepth, type RelatedRule, type Rule, type RuleLine, type SegmentRule, type Verdict } from './rules.ts'
import { isDay, isInstant } from './time.ts'

/** Where the values come from. `recordSource` of `rule-source.ts` makes one from a record. */
export interface RuleSource {
  /** The value of a field; undefined for a field that does not exist. */
  value(path: string): Json | undefined
  /** The type of a field; null for a field that does not exist. */
  type(path: string): RuleFieldType | null
  /** How many related records there are, `where` and `last` applied; throws for an unknown relation. */
  related(rule: RelatedRule): number
  /** The rule of a segment of such records, by its key; throws for an unknown one. */
  segment(key: string): Rule
  /** What "today" means; UTC without it. */
  readonly zone?: string
}

/** A rule that cannot be tested: its field is unknown, its comparison does not fit, or it is nested too deeply. */
export class RuleError extends Error {
  readonly code: string
  readonly with: JsonObject

  constructor(code: string, values: JsonObject) {
    super(`${code}: ${JSON.stringify(values)}`)
    this.code = code
    this.with = values
  }
}

/** Is the rule true? Every line is tested, also where the answer is clear before. Throws `RuleError`. */
export function testRule(rule: Rule, source: RuleSource, now: Date): Verdict {
  const lines: RuleLine[] = []
  return { holds: testAt(rule, 0, source, now, lines), lines }
}

function testAt(rule: Rule, depth: number, source: RuleSource, now: Date, lines: RuleLine[]): boolean {
  if (depth > maxRuleDepth) throw new RuleError('rule-too-deep', { most: maxRuleDepth })
  const line = lines.push({ rule, depth, value: null, holds: false }) - 1
  const test = (inner: Rule) => testAt(inner, depth + 1, source, now, lines)
  const { value, holds } = answer(rule, test, source, now)
  lines[line] = { rule, depth, value, holds }
  return holds
}

interface Answer {
  readonly value: Json
  readonly holds: boolean
}

function answer(rule: Rule, test: (inner: Rule) => boolean, source: RuleSource, now: Date): Answer {
  if ('all' in rule) return { value: null, holds: !rule.all.map(test).includes(false) }
  if ('any' in rule) return { value: null, holds: rule.any.map(test).includes(true) }
  if ('not' in rule) return { value: null, holds: !rule.not.map(test).includes(true) }
  if ('segment' in rule) return testSegment(rule, source, now)
  return 'field' in rule ? testField(rule, source, now) : testRelated(rule, source)
}

/** The lines of the segment's own rule are not told: who asks about a segment knows it by its name. */
function testSegment({ segment, is }: SegmentRule, source: RuleSource, now: Date): Answer {
  const isIn = testRule(source.segment(segment), source, now).holds
  return { value: null, holds: isIn === (is === 'in') }
}

function testField(rule: FieldRule, source: RuleSource, now: Date): Answer {
  const type = source.type(rule.field)
  const found = source.value(rule.field)
  if (type === null || found === undefined) throw new RuleError('rule-unknown-field', { field: rule.field })
  if (!fits(rule.is, type)) throw new RuleError('rule-comparison-unfit', { field: rule.field, comparison: rule.is })
  const value = idOf(found)
  return { value, holds: compare(rule, value, type, now, source.zone ?? 'UTC') }
}

/** A ref may come as the record it points to. */
const idOf = (value: Json): Json => (isJsonObject(value) && typeof value['id'] === 'string' ? value['id'] : value)

function testRelated(rule: RelatedRule, source: RuleSource): Answer {
  const count = source.related(rule)
  if (rule.some !== undefined) return { value: count, holds: count > 0 }
  if (rule.none !== undefined) return { value: count, holds: count === 0 }
  return { value: count, holds: compareNumbers(rule.is, count, rule.value) }
}

function compare(rule: FieldRule, value: Json, type: RuleFieldType, now: Date, zone: string): boolean {
  if (rule.is === 'empty') return isEmpty(value)
  if (rule.is === 'not-empty') return !isEmpty(value)
  if (rule.is === 'yes') return value === true
  if (rule.is === 'no') return value !== true
  if (rule.is === 'has') return hasEntry(value, rule.value)
  if (rule.is === 'has-not') return !isEmpty(rule.value) && !hasEntry(value, rule.value)
  if (isEmpty(value)) return false
  switch (type === 'any' ? typeOfValue(value, rule) : type) {
    case 'number':
      return compareNumbers(rule.is, Number(value), rule.value)
    case 'money':
      return compareAmounts(rule, value)
    case 'day':
      return compareDay(rule, value, now, zone)
    case 'time':
      return typeof value === 'string' && isInstant(value) && inRange(Date.parse(value), timeRange(rule, now, zone))
    case 'text':
    case 'long-text':
    case 'email':
    case 'phone':
    case 'url':
    case 'choice':
    case 'ref':
      return compareTexts(rule, value)
    default:
      return false
  }
}

function hasEntry(value: Json, wanted: Json | undefined): boolean {
  if (!Array.isArray(value) || typeof wanted !== 'string' || wanted === '') return false
  return value.some((entry) => typeof entry === 'string' && folded(entry) === folded(wanted))
}

function compareNumbers(is: FieldRule['is'] | undefined, found: number, wanted: Json | undefined): boolean {
  if (typeof wanted !== 'number') return false
  switch (is) {
    case 'is':
      return found === wanted
    case 'is-not':
      return found !== wanted
    case 'over':
      return found > wanted
    case 'under':
      return found < wanted
    case 'at-least':
      return found >= wanted
    case 'at-most':
      return found <= wanted
    default:
      return false
  }
}

/** Amounts in different currencies are different, and neither is over the other. */
function compareAmounts(rule: FieldRule, value: Json): boolean {
  const [found, wanted] = [amountOf(value), amountOf(rule.value)]
  if (!found || !wanted) return false
  const comparable = found.currency === wanted.currency || wanted.currency === null
  return comparable ? compareNumbers(rule.is, found.cents, wanted.cents) : rule.is === 'is-not'
}

function compareDay(rule: FieldRule, value: Json, now: Date, zone: string): boolean {
  if (typeof value !== 'string' || !isDay(value)) return false
  if (rule.is === 'anniversary') return anniversaryDays(rule.value, now, zone)?.includes(value.slice(5)) ?? false
  return inRange(value, dayRange(rule, now, zone))
}

function inRange<Point extends string | number>(point: Point, range: DateRange<Point> | null): boolean {
  if (!range) return false
  const inside = (range.from === null || point >= range.from) && (range.before === null || point < range.before)
  return inside !== range.outside
}

function compareTexts(rule: FieldRule, value: Json): boolean {
  const found = folded(String(value))
  if (rule.is === 'one-of') return Array.isArray(rule.value) && rule.value.some((one) => isText(one) && folded(String(one)) === found)
  if (!isText(rule.value)) return false
  const wanted = folded(String(rule.value))
  switch (rule.is) {
    case 'is':
      return found === wanted
    case 'is-not':
      return found !== wanted
    case 'contains':
      return found.includes(wanted)
    case 'starts-with':
      return found.startsWith(wanted)
    default:
      return false
  }
}

const isText = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '')

/** A value whose type nobody described: from a form or a webhook numbers often come as texts. */
function typeOfValue(value: Json, rule: FieldRule): RuleFieldType {
  if (amountOf(value)?.currency) return 'money'
  if (typeof value === 'object') return 'json'
  if (asDates.includes(rule.is) && typeof value === 'string') {
    if (isDay(value)) return 'day'
    if (isInstant(value)) return 'time'
  }
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  return isNumber && typeof rule.value === 'number' ? 'number' : 'text'
}

const asDates: readonly FieldRule['is'][] = [
  'before',
  'after',
  'over',
  'under',
  'at-least',
  'at-most',
  'within-last',
  'within-next',
  'anniversary',
]
