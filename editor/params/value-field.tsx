import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Param } from '../../shared/params.ts'
import { useValueText } from '../crm/value-text.ts'
import { useWords } from '../words/use-words.ts'
import { DataPicker } from './data-picker.tsx'
import { useBroken, useReferenceName } from './references.ts'
import { useSample } from './sample.ts'
import { isTaken } from './suiting.ts'

interface Props {
  readonly label: string
  readonly param: Extract<Param, { kind: 'value' }>
  /** Records of which are meant; null for any. */
  readonly entity: string | null
  readonly node: string | null
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
  readonly invalid?: boolean
}

/** One value, kept as it is: a list to go through, a date, a number. Stored as a path. */
export function ValueField({ label, param, entity, node, value, set, invalid = false }: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const nameOf = useReferenceName()
  const sample = useSample(node)
  const valueText = useValueText()
  const isBroken = useBroken()
  const broken = value === undefined ? null : isBroken(value)
  const shown = value === undefined ? null : (valueText(sample.resolve(value)) ?? t('picker.empty'))
  return (
    <Group gap={6} wrap="nowrap">
      <Popover opened={open} onDismiss={() => setOpen(false)} position="bottom-start" width={320} trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Button
            flex={1}
            variant="default"
            justify="space-between"
            fw={400}
            aria-label={value === undefined ? label : `${label}: ${nameOf(value)}`}
            px={11}
            styles={{ label: { overflow: 'hidden', textOverflow: 'ellipsis' } }}
            {...(invalid || broken !== null ? { style: { borderColor: 'var(--t-error)' } } : {})}
            rightSection={
              value !== undefined && (
                <span className="data-picker__value" style={{ maxWidth: 140 }}>
                  {broken !== null ? t(`chip.gone.${broken.kind}`) : shown}
                </span>
              )
            }
            onClick={() => setOpen(!open)}
          >
            {value === undefined ? t('pick.choose') : nameOf(value)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={label}>
          <DataPicker
            node={node}
            suits={(each) => isTaken(param, entity, each)}
            pick={({ path }) => {
              set(path)
              setOpen(false)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {value !== undefined && (
        <ActionIcon color="gray" aria-label={t('common.remove')} onClick={() => set(undefined)}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </Group>
  )
}
