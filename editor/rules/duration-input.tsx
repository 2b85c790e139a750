import { Group, NumberInput, Select } from '@mantine/core'
import { useWords } from '../words/use-words.ts'

const units = ['H', 'D', 'W', 'M'] as const
type Unit = (typeof units)[number]

/** The number and unit of a simple duration; days where it is none of ours. */
export function readDuration(text: string): { readonly count: number; readonly unit: Unit } {
  const [, hours] = /^PT(\d+)H$/.exec(text) ?? []
  if (hours !== undefined) return { count: Number(hours), unit: 'H' }
  const [, count, unit] = /^P(\d+)([DWM])$/.exec(text) ?? []
  return { count: Number(count ?? 1), unit: units.find((each) => each === unit) ?? 'D' }
}

/** ISO 8601, of one unit. */
export const writeDuration = (count: number, unit: Unit): string => (unit === 'H' ? `PT${count}H` : `P${count}${unit}`)

/** A length of time: a number and a unit, kept as ISO 8601 (`P30D`, `PT4H`). */
export function DurationInput({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useWords()
  const { count, unit } = readDuration(value)
  return (
    <Group gap={4} wrap="nowrap">
      <NumberInput
        w={72}
        min={0}
        max={9999}
        aria-label={t('rules.number')}
        value={count}
        onChange={(next) => typeof next === 'number' && onChange(writeDuration(next, unit))}
      />
      <Select
        w={110}
        aria-label={t('rules.unit')}
        allowDeselect={false}
        value={unit}
        onChange={(next) => onChange(writeDuration(count, units.find((each) => each === next) ?? 'D'))}
        data={units.map((each) => ({ value: each, label: t(`rules.unit.${each}`) }))}
      />
    </Group>
  )
}
