/** The conditions of n8n as rules. What cannot be compared here keeps its text, marked, so that a person replaces the row. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import type { Comparison, Rule } from '../rules.ts'
import { literalOf, momentOf } from './n8n-expression.ts'
import { type Find, keptExpression, loneExpression, paramAt, pathIn, plainOf, rowsAt, writtenIn } from './n8n-step.ts'

/** One comparison of either form: what is compared, how, and with what. */
interface Row {
  readonly left: Json | undefined
  readonly type: string
  readonly operation: string
  readonly right: Json | undefined
}

/** The rule of an `if` or a `filter`, of their old form and of the present one. */
export function ruleOf(params: JsonObject, find: Find): Rule {
  const conditions = params['conditions'] ?? null
  const present = rowsAt(conditions, 'conditions')
  const rows = present.length > 0 ? present.map(presentRow) : oldRows(conditions)
  const isAny = paramAt(conditions, 'combinator') === 'or' || params['combineOperation'] === 'any'
  const rules = rows.map((row) => rowRule(row, find))
  const [only] = rules
  if (rules.length === 1 && only) return only
  return isAny ? { any: rules } : { all: rules }
}

const presentRow = (row: JsonObject): Row => ({
  left: row['leftValue'],
  type: writtenIn(paramAt(row, 'operator', 'type'), 'string'),
  operation: writtenIn(paramAt(row, 'operator', 'operation'), 'equals'),
  right: row['rightValue'],
})

/** `{ "string": [{ "value1": …, "operation": …, "value2": … }], "number": […] }`, with what it meant where it says nothing. */
function oldRows(conditions: Json): Row[] {
  if (!isJsonObject(conditions)) return []
  return Object.entries(usualOperations).flatMap(([type, usual]) =>
    rowsAt(conditions, type).map((row) => ({
      left: row['value1'],
      type,
      operation: writtenIn(row['operation'], usual.operation),
      right: row['value2'] ?? usual.right,
    })),
  )
}

const usualOperations = {
  string: { operation: 'equal', right: '' },
  number: { operation: 'smaller', right: 0 },
  boolean: { operation: 'equal', right: false },
  dateTime: { operation: 'after', right: '' },
}

interface Compared {
  readonly is: Comparison
  /** Without it the comparison asks for no value. */
  readonly with?: 'text' | 'number' | 'moment'
  readonly not?: true
}

const texts: Readonly<Record<string, Compared>> = {
  equals: { is: 'is', with: 'text' },
  // Ours is never true of an empty value, theirs is.
  notEquals: { is: 'is', with: 'text', not: true },
  contains: { is: 'contains', with: 'text' },
  notContains: { is: 'contains', with: 'text', not: true },
  startsWith: { is: 'starts-with', with: 'text' },
  notStartsWith: { is: 'starts-with', with: 'text', not: true },
}

const presence: Readonly<Record<string, Compared>> = {
  exists: { is: 'not-empty' },
  notExists: { is: 'empty' },
  empty: { is: 'empty' },
  notEmpty: { is: 'not-empty' },
}

const comparedAs: Readonly<Record<string, Readonly<Record<string, Compared>>>> = {
  string: { ...texts, ...presence },
  number: {
    ...presence,
    equals: { is: 'is', with: 'number' },
    notEquals: { is: 'is', with: 'number', not: true },
    gt: { is: 'over', with: 'number' },
    gte: { is: 'at-least', with: 'number' },
    lt: { is: 'under', with: 'number' },
    lte: { is: 'at-most', with: 'number' },
  },
  dateTime: {
    ...presence,
    before: { is: 'before', with: 'moment' },
    after: { is: 'after', with: 'moment' },
    beforeOrEquals: { is: 'at-most', with: 'moment' },
    afterOrEquals: { is: 'at-least', with: 'moment' },
  },
  boolean: { ...presence, true: { is: 'yes' }, false: { is: 'no' } },
  array: {
    ...presence,
    contains: { is: 'has', with: 'text' },
    notContains: { is: 'has', with: 'text', not: true },
  },
  object: presence,
}

/** The operations of the old form by their present names. */
const presentNames: Readonly<Record<string, string>> = {
  equal: 'equals',
  notEqual: 'notEquals',
  isEmpty: 'empty',
  isNotEmpty: 'notEmpty',
  larger: 'gt',
  largerEqual: 'gte',
  smaller: 'lt',
  smallerEqual: 'lte',
}

function rowRule(row: Row, find: Find): Rule {
  const { type, left } = row
  const operation = own(presentNames, row.operation) ?? row.operation
  const field = pathIn(left, find)
  if (type === 'array' && operation.startsWith('length') && field !== null) return lengthRule(row, operation, field)
  const asFlag = type === 'boolean' && (operation === 'equals' || operation === 'notEquals') ? flagOf(row.right) : undefined
  const compared =
    asFlag === undefined
      ? own(own(comparedAs, type) ?? {}, operation)
      : ({ is: asFlag === (operation === 'equals') ? 'yes' : 'no' } as const)
  if (field === null || compared === undefined) return kept(row)
  if (compared.with === undefined) return { field, is: compared.is }
  const value = compared.with === 'moment' ? momentValue(row.right) : constantOf(row.right, compared.with)
  const rule = { field, is: compared.is, value: value ?? keptValue(row.right) }
  return compared.not ? { not: [rule] } : rule
}

/** How long a list is, asked by the number that every list has. */
function lengthRule(row: Row, operation: string, field: string): Rule {
  const sizes: Readonly<Record<string, string>> = { lengthEquals: 'equals', lengthNotEquals: 'notEquals', lengthGt: 'gt', lengthLt: 'lt' }
  const asked = own(sizes, operation) ?? operation.replace('length', '').toLowerCase()
  const size: Find = { all: () => null, value: () => `${field}.length` }
  return rowRule({ ...row, type: 'number', operation: asked, left: '={{ $json.length }}' }, size)
}

function flagOf(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const code = loneExpression(value)
  const literal = code === null ? plainOf(value) : literalOf(code)
  return literal === true || literal === 'true' ? true : literal === false || literal === 'false' ? false : undefined
}

/** A number or a text that stands there; null for an expression, and for what is no number where one is needed. */
function constantOf(value: Json | undefined, kind: 'text' | 'number'): Json {
  const code = loneExpression(value)
  const constant = code === null ? plainOf(value) : (literalOf(code) ?? null)
  if (constant === null) return null
  if (kind === 'text') return String(constant)
  return constant !== '' && Number.isFinite(Number(constant)) ? Number(constant) : null
}

function momentValue(value: Json | undefined): Json {
  const code = loneExpression(value)
  if (code !== null) return momentOf(code)
  const plain = plainOf(value)
  return plain !== null && /^\d{4}-\d{2}-\d{2}/.test(plain) ? plain : null
}

const keptValue = (value: Json | undefined): Json => ({ ...keptExpression(loneExpression(value) ?? JSON.stringify(value ?? '')) })

/** A row that only a person can make anew, with the text that stood there. */
function kept({ left, operation, right }: Row): Rule {
  const source = loneExpression(left) ?? JSON.stringify(left ?? '')
  const compared = right === undefined || right === '' ? '' : ` ${loneExpression(right) ?? JSON.stringify(right)}`
  return { field: keptExpression(`${source} ${operation}${compared}`).ref, is: 'not-empty' }
}

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
