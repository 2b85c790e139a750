import { ActionIcon, Group, NumberInput, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { durationWords } from '../../shared/duration-words.ts'
import { workingDays as inWorkingDays, workingDaysIn } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'

const units = ['minutes', 'hours', 'days', 'working-days', 'weeks', 'months', 'years'] as const
type Unit = (typeof units)[number]

const patterns: Readonly<Record<Exclude<Unit, 'working-days'>, { readonly read: RegExp; readonly write: (count: number) => string }>> = {
  minutes: { read: /^PT(\d+)M$/, write: (count) => `PT${count}M` },
  hours: { read: /^PT(\d+)H$/, write: (count) => `PT${count}H` },
  days: { read: /^P(\d+)D$/, write: (count) => `P${count}D` },
  weeks: { read: /^P(\d+)W$/, write: (count) => `P${count}W` },
  months: { read: /^P(\d+)M$/, write: (count) => `P${count}M` },
  years: { read: /^P(\d+)Y$/, write: (count) => `P${count}Y` },
}

/** The number and unit of a stored duration; null when it has several parts or is none. */
export function readDuration(stored: string): { readonly count: number; readonly unit: Unit } | null {
  const days = workingDaysIn(stored)
  if (days !== null) return { count: days, unit: 'working-days' }
  for (const unit of units) {
    if (unit === 'working-days') continue
    const count = patterns[unit].read.exec(stored)?.[1]
    if (count !== undefined) return { count: Number(count), unit }
  }
  return null
}

/** As a duration parameter stores it: `"P3D"`, `"PT4H"`, `"2 working days"`. */
export const writeDuration = (count: number, unit: Unit): string =>
  unit === 'working-days' ? inWorkingDays(count) : patterns[unit].write(count)

/** `label` is the name of the number, read aloud. */
export interface DurationProps {
  readonly label: string
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
  readonly workingDays?: boolean
  readonly clearable?: boolean
  readonly invalid?: boolean
}

/**
 * A length of time in words: a number and a unit, working days among them. Stored as ISO 8601 or as working days.
 * `clearable`: it may be left empty, which is undefined.
 */
export function DurationInput({ label, value, set, workingDays = false, clearable = false, invalid = false }: DurationProps) {
  const { t, language } = useWords()
  const read = value === undefined ? null : readDuration(value)
  const [unit, setUnit] = useState<Unit>(read?.unit ?? 'days')
  const shownUnit = read?.unit ?? unit
  return (
    <Group gap={6} wrap="nowrap">
      <NumberInput
        w={88}
        min={0}
        max={9999}
        allowDecimal={false}
        allowNegative={false}
        error={invalid}
        aria-label={label}
        // What has several parts, such as a day and a half, is shown in words until it is typed anew.
        placeholder={value !== undefined && read === null ? durationWords(value, language) : undefined}
        value={read?.count ?? ''}
        onChange={(count) => set(typeof count === 'number' ? writeDuration(count, shownUnit) : undefined)}
      />
      <Select
        w={110}
        flex={1}
        aria-label={t('duration.unit')}
        allowDeselect={false}
        value={shownUnit}
        data={units
          .filter((each) => each !== 'working-days' || workingDays || shownUnit === each)
          .map((each) => ({ value: each, label: t(`duration.${each}`, { count: read?.count ?? 2 }) }))}
        onChange={(next) => {
          const chosen = units.find((each) => each === next) ?? 'days'
          setUnit(chosen)
          if (read) set(writeDuration(read.count, chosen))
        }}
      />
      {clearable && value !== undefined && (
        <ActionIcon color="gray" aria-label={t('common.remove')} onClick={() => set(undefined)}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </Group>
  )
}
