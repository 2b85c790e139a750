/** Which values of a flow suit a place: a row of a rule, a parameter that takes one value, a text. Pure. */
import type { Param } from '../../shared/params.ts'
import type { RuleField, RuleFieldType } from '../../shared/rule-fields.ts'
import { type Format, formats, type Reference } from '../../shared/template.ts'
import type { Choosable } from './references.ts'

const kinds: Readonly<Partial<Record<RuleFieldType | Choosable['type'], 'text' | 'number' | 'date' | 'record'>>> = {
  text: 'text',
  'long-text': 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  choice: 'text',
  tags: 'text',
  number: 'number',
  money: 'number',
  day: 'date',
  date: 'date',
  time: 'date',
  ref: 'record',
  record: 'record',
}

/** A date wants a date, a choice of a record a record of that kind; what is of no known type may turn out to be anything. */
export function isComparable(field: Pick<RuleField, 'type' | 'entity'> | null, value: Pick<Choosable, 'type' | 'entity'>): boolean {
  if (value.type === 'any') return true
  const kind = kinds[value.type]
  if (kind === undefined) return false
  if (field === null || field.type === 'any') return true
  return kind === kinds[field.type] && (kind !== 'record' || value.entity === field.entity)
}

type ValueParam = Extract<Param, { kind: 'value' }>

/** Can a parameter take this value? `entity`: records of which are meant; null for any. What is of no known type may turn out to be it. */
export function isTaken({ takes }: Pick<ValueParam, 'takes'>, entity: string | null, value: Pick<Choosable, 'type' | 'entity'>): boolean {
  const { type } = value
  if (takes === undefined || type === 'any' || type === 'json') return true
  if (takes === 'list') return type === 'list' || type === 'tags'
  if (takes === 'date') return kinds[type] === 'date'
  return kinds[type] === 'record' && (entity === null || value.entity === null || value.entity === entity)
}

type Typed = Pick<Choosable, 'type'>

/** The formats that make sense for a value, the usual one of texts first. */
export function formatsFor({ type }: Typed): readonly Format[] {
  switch (type) {
    case 'day':
    case 'date':
      return ['date', 'plain']
    case 'time':
      return ['date-time', 'date', 'time', 'plain']
    case 'money':
      return ['money', 'number', 'plain']
    case 'number':
      return ['plain', 'number', 'money']
    case 'any':
    case 'json':
      return formats
    default:
      return ['plain', 'upper', 'lower', 'title']
  }
}

/** A value as it is put into a text: a date is written as a date, not as a machine keeps it. */
export function asReference({ path, type }: Pick<Choosable, 'path' | 'type'>): Reference {
  const [format = 'plain'] = formatsFor({ type })
  return format === 'plain' ? { ref: path } : { ref: path, format }
}
