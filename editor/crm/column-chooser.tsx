import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { type DescribedEntity, fieldsOf } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import { startColumns } from './list-state.ts'

interface Props {
  readonly entity: DescribedEntity
  readonly columns: readonly string[]
  readonly onChange: (columns: readonly string[]) => void
  readonly icon: ReactNode
}

/** Which fields the list shows; they stand in the order of the description. */
export function ColumnChooser({ entity, columns, onChange, icon }: Props) {
  const { t, of } = useWords()
  const fields = Object.entries(fieldsOf(entity)).filter(([name, field]) => !entity.titleFields.includes(name) && field.type !== 'json')
  const toggle = (name: string) =>
    onChange(fields.map(([each]) => each).filter((each) => (each === name ? !columns.includes(each) : columns.includes(each))))
  return (
    <Popover position="bottom-start" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={icon} visibleFrom="sm">
          {t('list.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah="60dvh" style={{ overflow: 'auto' }} aria-label={t('list.columns')}>
        <Stack gap={6}>
          {fields.map(([name, field]) => (
            <Checkbox key={name} label={of(field.title)} checked={columns.includes(name)} onChange={() => toggle(name)} />
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(startColumns(entity))}>
            {t('list.columnsReset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
