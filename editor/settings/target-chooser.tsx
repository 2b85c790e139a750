import { Select } from '@mantine/core'
import { entityNamed } from '../../shared/entities.ts'
import type { IntakeTarget } from '../../shared/intake.ts'
import { isIntakeTarget } from '../../shared/intake.ts'
import { useEntities, writableFields } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly value: IntakeTarget | null
  readonly onChange: (target: IntakeTarget | null) => void
  readonly label?: string
  readonly autoFocus?: boolean
}

/**
 * Where a value that comes in lands: a field of the contact, the company or the deal, a note, or nowhere but the
 * submission. Null for nowhere.
 */
export function TargetChooser({ value, onChange, label, autoFocus = false }: Props) {
  const { t, of } = useWords()
  const targets = useTargets()
  const shown = label ?? t('intake.landsIn')
  return (
    <Select
      {...(label === undefined ? { 'aria-label': shown } : { label: shown })}
      searchable
      clearable
      autoFocus={autoFocus}
      placeholder={t('intake.nowhere')}
      clearButtonProps={{ 'aria-label': t('common.remove') }}
      value={value}
      onChange={(next) => onChange(isIntakeTarget(next) ? next : null)}
      data={[
        ...targets.map(({ entity, items }) => ({ group: of(entityNamed(entity).title), items: [...items] })),
        { group: t('common.more'), items: [{ value: 'note', label: t('intake.note') }] },
      ]}
    />
  )
}

/** The places a value may land, by entity. */
export function useTargets(): readonly {
  readonly entity: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
}[] {
  const { t, of } = useWords()
  const entities = useEntities()
  return ['contact', 'company', 'deal'].map((entity) => ({
    entity,
    items: [
      ...(entity === 'contact' ? [{ value: 'contact.name', label: t('intake.wholeName') }] : []),
      ...writableFields(entities(entity))
        .filter(([, field]) => field.type !== 'json' && field.type !== 'ref')
        // A company and a deal have names and phones too: outside of the list nothing else tells whose it is.
        .map(([name, field]) => ({
          value: `${entity}.${name}`,
          label: entity === 'contact' ? of(field.title) : `${of(entityNamed(entity).title)}: ${of(field.title)}`,
        })),
    ],
  }))
}
