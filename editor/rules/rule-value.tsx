import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useContext } from 'react'
import { entityNamed } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { RuleField } from '../../shared/rule-fields.ts'
import { titleOf, useRecords } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { MoneyInput } from '../crm/field-input.tsx'
import { RecordPicker } from '../crm/record-picker.tsx'
import { DecimalInput } from '../ui/decimal-input.tsx'
import { browserZone, fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { useWords } from '../words/use-words.ts'
import { DurationInput, readDuration, writeDuration } from './duration-input.tsx'
import { FlowValues, type RuleValueProps } from './flow-values.ts'
import { valueKind } from './rule-shape.ts'

/**
 * What a row is compared with, in the form that its field and comparison want. Inside a flow a value of the flow may
 * take its place.
 */
export function RuleValue(props: RuleValueProps) {
  const flow = useContext(FlowValues)
  const plain = <PlainValue {...props} />
  return flow && valueKind(props.rule.is) !== 'none' ? flow.beside(plain, props) : plain
}

function PlainValue({ rule, field, keyed, onChange }: RuleValueProps) {
  const { t, of } = useWords()
  const label = t('rules.value')
  const { value } = rule
  const kind = valueKind(rule.is)
  const type = field?.type ?? 'any'
  if (kind === 'none') return <span />
  if (kind === 'length')
    return <DurationInput label={t('rules.number')} value={textOf(value) ?? 'P30D'} set={(next) => next && onChange(next)} />
  if (kind === 'days') return <DaysAhead value={value} onChange={onChange} />
  if (kind === 'many') return <Many {...{ value, field, keyed, onChange }} />
  if (keyed) return <RecordPicker aria-label={label} entity={keyed} store="key" value={textOf(value)} onChange={(next) => onChange(next)} />
  if (type === 'ref' && field?.entity)
    return <RecordPicker aria-label={label} entity={field.entity} value={textOf(value)} onChange={(next) => onChange(next)} />
  if (type === 'day' || type === 'time') return <Moment type={type} value={value} onChange={onChange} />
  // A value whose type nobody knows may be compared with a moment all the same.
  if (isJsonObject(value) && ('ago' in value || 'in' in value)) return <Moment type="time" value={value} onChange={onChange} />
  if (type === 'number') return <DecimalInput aria-label={label} value={typeof value === 'number' ? value : null} onChange={onChange} />
  if (type === 'money') return <Amount value={value} onChange={onChange} />
  if (field?.field?.type === 'choice')
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        value={textOf(value)}
        onChange={(next) => next !== null && onChange(next)}
        data={Object.entries(field.field.options).map(([key, words]) => ({ value: key, label: of(words) }))}
      />
    )
  return (
    <TextInput
      aria-label={label}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onChange(type === 'any' ? guessed(event.currentTarget.value) : event.currentTarget.value)}
    />
  )
}

/** A value of unknown type: what looks like a number is one. */
const guessed = (text: string): Json => (/^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text)

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function Amount({ value, onChange }: { readonly value: Json | undefined; readonly onChange: (value: Json) => void }) {
  const { t } = useWords()
  const { company } = useSession()
  const currency = isJsonObject(value) && typeof value['currency'] === 'string' ? value['currency'] : company.currency
  return (
    <MoneyInput
      aria-label={t('rules.value')}
      currency={currency}
      value={typeof value === 'number' ? { cents: value, currency } : value}
      onChange={(next) => onChange((next ?? null) as Json)}
    />
  )
}

interface ManyProps {
  readonly value: Json | undefined
  readonly field: RuleField | null
  readonly keyed: string | null
  readonly onChange: (value: Json) => void
}

function Many({ value, field, keyed, onChange }: ManyProps) {
  const { t, of } = useWords()
  const entity = keyed ?? (field?.type === 'ref' ? field.entity : null)
  const list = useRecords(entity ?? 'user', {}, 200, entity !== null)
  const chosen = Array.isArray(value) ? value.map(String) : []
  const common = { 'aria-label': t('rules.value'), value: chosen, onChange: (next: string[]) => onChange(next) }
  if (entity) {
    const described = entityNamed(entity)
    const options = (list.data?.items ?? []).map((record) => ({
      value: keyed ? String(record[described.key ?? 'id'] ?? record.id) : record.id,
      label: titleOf(described, record),
    }))
    return <MultiSelect {...common} searchable data={[...new Map(options.map((option) => [option.value, option])).values()]} />
  }
  if (field?.field?.type === 'choice')
    return <MultiSelect {...common} data={Object.entries(field.field.options).map(([key, words]) => ({ value: key, label: of(words) }))} />
  return <TagsInput {...common} />
}

function DaysAhead({ value, onChange }: { readonly value: Json | undefined; readonly onChange: (value: Json) => void }) {
  const { t } = useWords()
  const ahead = isJsonObject(value) && typeof value['in'] === 'string' ? readDuration(value['in']) : null
  return (
    <NumberInput
      aria-label={t('rules.daysAhead')}
      suffix={` ${t('rules.daysAhead')}`}
      min={0}
      max={365}
      value={ahead?.count ?? 0}
      onChange={(next) => typeof next === 'number' && onChange({ in: writeDuration(next, 'days') })}
    />
  )
}

/** A date, or one that moves with the day it is read: 30 days ago, in a week. */
function Moment({
  type,
  value,
  onChange,
}: {
  readonly type: 'day' | 'time'
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}) {
  const { t } = useWords()
  const { user } = useSession()
  const zone = user.zone || browserZone()
  const how = isJsonObject(value) ? ('ago' in value ? 'ago' : 'in') : 'date'
  const length = isJsonObject(value) ? String(value[how] ?? 'P30D') : 'P30D'
  const text = typeof value === 'string' ? value : ''
  const isDay = type === 'day' || /^\d{4}-\d\d-\d\d$/.test(text)
  return (
    <Group gap="xs" wrap="wrap">
      {how === 'date' ? (
        <TextInput
          style={{ flex: 1, minWidth: 130 }}
          aria-label={t('rules.value')}
          type={isDay ? 'date' : 'datetime-local'}
          value={isDay || text === '' ? text : toLocalInput(text, zone)}
          onChange={(event) => onChange(isDay ? event.currentTarget.value : fromLocalInput(event.currentTarget.value, zone))}
        />
      ) : (
        <DurationInput label={t('rules.number')} value={length} set={(next) => next && onChange({ [how]: next })} />
      )}
      <Select
        w={110}
        aria-label={t('rules.moment')}
        allowDeselect={false}
        value={how}
        onChange={(next) => onChange(next === 'date' ? '' : { [next === 'in' ? 'in' : 'ago']: length })}
        data={[
          { value: 'date', label: t('rules.moment.date') },
          { value: 'ago', label: t('rules.moment.ago') },
          { value: 'in', label: t('rules.moment.in') },
        ]}
      />
    </Group>
  )
}
