import { Select } from '@mantine/core'
import { useRef } from 'react'
import { isNumeric, truths } from '../../shared/check-assigned.ts'
import type { Field } from '../../shared/entities/entity.ts'
import type { Json } from '../../shared/json.ts'
import { majorUnits, minorUnits } from '../../shared/money.ts'
import type { Template } from '../../shared/template.ts'
import { useSession } from '../api/session.ts'
import { FieldInput } from '../crm/field-input.tsx'
import { isMoney } from '../crm/field-value.tsx'
import { useWords } from '../words/use-words.ts'
import type { Choosable } from './references.ts'
import { isComparable } from './suiting.ts'
import { TemplateInput } from './template-input.tsx'
import { ValueButton } from './value-button.tsx'
import { ValueChip } from './value-chip.tsx'

interface Props {
  /** Null where it is a variable, or not chosen yet. */
  readonly field: Field | null
  readonly node: string
  /** As it is stored: a template, or a constant. */
  readonly stored: Json
  readonly set: (value: Template) => void
}

/** Kinds of field that hold more than text: they have the control of their card, or one value of the flow. */
const typed: readonly Field['type'][] = ['number', 'money', 'flag', 'choice', 'ref', 'day', 'time', 'tags']

/** What a step writes into a field, by the type of the field. */
export function AssignedValue({ field, node, stored, set }: Props) {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const value = templateIn(stored)
  const [only] = value
  const isPlain = value.length === 0 || (value.length === 1 && typeof only === 'string')
  if (field === null || !typed.includes(field.type) || value.length > 1)
    return (
      <TemplateInput
        label={t('fields.value')}
        placeholder={t('fields.value')}
        node={node}
        kept
        lines={field?.type === 'long-text' ? 'many' : 'one'}
        value={value}
        set={set}
      />
    )
  const suits = (each: Choosable) => isComparable({ type: field.type, entity: field.type === 'ref' ? field.entity : null }, each)
  /** Chip and control take each other's place: the keyboard goes on where the other stood. */
  const put = (next: Template) => {
    set(next)
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('input, button')?.focus())
  }
  return (
    <div ref={place} className="flow-value">
      {isPlain ? (
        <>
          <div className="flow-value__plain">
            <Constant field={field} text={typeof only === 'string' ? only : ''} set={(text) => set(text === '' ? [] : [text])} />
          </div>
          <ValueButton name={t('picker.fromFlow')} node={node} suits={suits} choose={({ path }) => put([{ ref: path }])} />
        </>
      ) : (
        typeof only === 'object' && (
          <ValueChip reference={only} node={node} change={({ ref }) => put([{ ref }])} remove={() => put([])} compared={suits} />
        )
      )}
    </div>
  )
}

interface ConstantProps {
  readonly field: Field
  /** Empty for nothing. */
  readonly text: string
  readonly set: (text: string) => void
}

/** A value that is the same for everybody, in the control of its field; kept as a text that the step reads by the type. */
function Constant({ field, text, set }: ConstantProps) {
  const { t, of } = useWords()
  const { currency } = useSession().company
  if (field.type === 'flag')
    return (
      <Select
        aria-label={of(field.title)}
        placeholder={t('pick.choose')}
        clearable
        data={[
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]}
        value={Object.hasOwn(truths, text.toLowerCase()) ? String(truths[text.toLowerCase()]) : null}
        onChange={(next) => set(next ?? '')}
      />
    )
  const { required: _, ...free } = withChoice(field, text, t('pick.missing', { name: text }))
  return <FieldInput field={free as Field} label={null} value={read(field, text, currency)} onChange={(next) => set(written(next))} />
}

/** A choice that is not among the options is seen all the same, and said not to be there. */
const withChoice = (field: Field, text: string, label: string): Field =>
  field.type !== 'choice' || text === '' || Object.hasOwn(field.options, text)
    ? field
    : { ...field, options: { ...field.options, [text]: { en: label, ru: label } } }

function read(field: Field, text: string, currency: string): unknown {
  if (text === '') return null
  switch (field.type) {
    case 'number':
      return isNumeric(text) ? Number(text) : null
    case 'money':
      return isNumeric(text) ? { cents: minorUnits(Number(text), currency), currency } : null
    case 'tags':
      return text.split(',').flatMap((tag) => tag.trim() || [])
    default:
      return text
  }
}

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (isMoney(value)) return String(majorUnits(value.cents, value.currency))
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** A number or a truth may stand in a file as it is; it is written out, and becomes a text when somebody changes it. */
const templateIn = (value: Json): Template =>
  Array.isArray(value) ? (value as unknown as Template) : value === null ? [] : [String(value)]
