import { Checkbox, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Field } from '../../shared/entities/entity.ts'
import { majorUnits, minorDigits, minorUnits } from '../../shared/money.ts'
import type { Rule } from '../../shared/rules.ts'
import { useSession } from '../api/session.ts'
import { DecimalInput } from '../ui/decimal-input.tsx'
import { browserZone, fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { useWords } from '../words/use-words.ts'
import { isMoney } from './field-value.tsx'
import { RecordPicker } from './record-picker.tsx'

interface Props {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** Null: the label stands elsewhere and is only read aloud. */
  readonly label?: ReactNode
  readonly error?: string | undefined
  readonly autoFocus?: boolean
  readonly refTitle?: string | undefined
  /** Which records may be chosen; null: any. */
  readonly within?: Rule | null
  /** The field stands open for this one choice: its list opens at once, and this is told when it closes. */
  readonly onListClosed?: () => void
}

/**
 * A field to fill in, by its type. Values have the form of the API: ids, `{ cents, currency }`, "2026-03-02", ISO
 * instants. An empty field is null.
 */
export function FieldInput({ field, value, onChange, label, error, autoFocus, refTitle, within = null, onListClosed }: Props) {
  const { t, of } = useWords()
  const { user, company } = useSession()
  const zone = user.zone || browserZone()
  const name = of(field.title)
  const common = {
    ...(label === null ? { 'aria-label': name } : { label: label ?? name }),
    ...(error === undefined ? {} : { error }),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
    required: field.required ?? false,
  }
  const list = onListClosed ? { defaultDropdownOpened: true, onDropdownClose: onListClosed } : {}
  const text = typeof value === 'string' ? value : ''
  const typed = (event: { currentTarget: { value: string } }) =>
    onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)
  switch (field.type) {
    case 'long-text':
      return <Textarea {...common} autosize minRows={2} maxRows={10} value={text} onChange={typed} />
    case 'number':
      return <DecimalInput {...common} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'money':
      return <MoneyInput {...common} value={value} currency={isMoney(value) ? value.currency : company.currency} onChange={onChange} />
    case 'flag':
      return (
        <Checkbox
          {...(label === null ? { 'aria-label': name } : { label: label ?? name })}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          py={6}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          {...list}
          clearable={!field.required}
          clearButtonProps={{ 'aria-label': t('common.remove') }}
          value={text === '' ? null : text}
          onChange={onChange}
          data={Object.entries(field.options).map(([key, words]) => ({ value: key, label: of(words) }))}
        />
      )
    case 'ref':
      return (
        <RecordPicker
          {...common}
          {...list}
          entity={field.entity}
          value={text === '' ? null : text}
          shownTitle={refTitle}
          within={within}
          onChange={onChange}
        />
      )
    case 'tags':
      return <TagsInput {...common} required={false} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} clearable />
    case 'day':
      return <TextInput {...common} type="date" value={text} onChange={typed} />
    case 'time':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={text === '' ? '' : toLocalInput(text, zone)}
          onChange={(event) => onChange(fromLocalInput(event.currentTarget.value, zone))}
        />
      )
    case 'email':
      return <TextInput {...common} type="email" value={text} onChange={typed} />
    case 'phone':
      return <TextInput {...common} type="tel" value={text} onChange={typed} />
    case 'url':
      return <TextInput {...common} type="url" value={text} onChange={typed} placeholder="https://" />
    default:
      return <TextInput {...common} value={text} onChange={typed} />
  }
}

interface MoneyProps {
  readonly value: unknown
  readonly currency: string
  readonly onChange: (value: unknown) => void
}

/** A sum in whole and fractional units; what is kept is whole minor units. */
export function MoneyInput({ value, currency, onChange, ...rest }: MoneyProps & Record<string, unknown>) {
  return (
    <DecimalInput
      {...rest}
      grouped
      value={isMoney(value) ? majorUnits(value.cents, value.currency) : null}
      onChange={(next) => onChange(next === null ? null : { cents: minorUnits(next, currency), currency })}
      decimalScale={minorDigits(currency)}
      suffix={` ${currency}`}
    />
  )
}
