import type { RuleField } from '../../shared/rule-fields.ts'
import type { RuleLine } from '../../shared/rules.ts'
import { useRecord } from '../api/records.ts'
import { useValueText } from '../crm/value-text.ts'

/** What a row of a rule found, in words: a record by its name. Null for nothing, and while a name is not known yet. */
export function useFoundValue({ value }: Pick<RuleLine, 'value'>, field: RuleField | null): string | null {
  const valueText = useValueText()
  const id = field?.type === 'ref' && typeof value === 'string' ? value : ''
  const record = useRecord(field?.entity ?? 'contact', id)
  return id === '' ? valueText(value, field?.field) : (record.data?.title ?? null)
}
