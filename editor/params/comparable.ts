/** Which values of a flow a row of a rule can be compared with. Pure. */
import type { RuleField, RuleFieldType } from '../../shared/rule-fields.ts'
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
