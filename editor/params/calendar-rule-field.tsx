import { Button, Chip, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { calendarWords } from '../../shared/calendar-words.ts'
import type { CalendarRule } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly value: CalendarRule | undefined
  readonly set: (value: CalendarRule) => void
}

const every = ['day', 'working-day', 'week', 'month', 'year', 'minutes'] as const
type Every = (typeof every)[number]

const start = '09:00'

/** The rule with another rhythm; the time of day is kept. */
function inRhythm(rhythm: Every, before: CalendarRule | undefined): CalendarRule {
  const at = before && 'at' in before ? before.at : start
  switch (rhythm) {
    case 'day':
    case 'working-day':
      return { every: rhythm, at }
    case 'week':
      return { every: 'week', on: [1], at }
    case 'month':
      return { every: 'month', day: 1, at }
    case 'year':
      return { every: 'year', month: 1, day: 1, at }
    case 'minutes':
      return { every: 'minutes', count: 30 }
  }
}

/** When something repeats, in the words of a calendar. A cron pattern is the way out behind "more". */
export function CalendarRuleField({ value, set }: Props) {
  const { t, language } = useWords()
  const [more, setMore] = useState(value !== undefined && 'cron' in value)
  const rule = value !== undefined && 'every' in value ? value : undefined
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  return (
    <Stack gap={8}>
      <Group gap={6} align="flex-end">
        <Select
          flex={1}
          miw={150}
          aria-label={t('repeats.every')}
          allowDeselect={false}
          placeholder={t('pick.choose')}
          data={every.map((each) => ({ value: each, label: t(`repeats.${each}`) }))}
          value={rule?.every ?? null}
          onChange={(next) => {
            const rhythm = every.find((each) => each === next)
            if (rhythm) set(inRhythm(rhythm, value))
          }}
        />
        {rule?.every === 'minutes' && (
          <NumberInput
            w={110}
            min={1}
            max={1440}
            aria-label={t('repeats.count')}
            value={rule.count}
            onChange={(count) => typeof count === 'number' && set({ ...rule, count })}
          />
        )}
        {rule && 'at' in rule && (
          <TextInput
            type="time"
            w={132}
            aria-label={t('repeats.at')}
            value={rule.at}
            onChange={(event) => event.currentTarget.value !== '' && set({ ...rule, at: event.currentTarget.value })}
          />
        )}
      </Group>
      {rule?.every === 'week' && (
        <Chip.Group
          multiple
          value={rule.on.map(String)}
          onChange={(on) => on.length > 0 && set({ ...rule, on: on.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap={4}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Chip key={day} value={String(day)} size="sm" variant="light">
                {weekday.format(new Date(Date.UTC(2024, 0, day)))}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {rule?.every === 'month' && (
        <Select
          aria-label={t('repeats.dayOfMonth')}
          allowDeselect={false}
          data={[
            ...Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: t('repeats.dayNumber', { day: at + 1 }) })),
            { value: 'last', label: t('repeats.last') },
            { value: 'first-working', label: t('repeats.firstWorking') },
          ]}
          value={String(rule.day)}
          onChange={(day) => set({ ...rule, day: day === 'last' || day === 'first-working' ? day : Number(day) })}
        />
      )}
      {rule?.every === 'year' && (
        <Group gap={6} grow>
          <NumberInput
            min={1}
            max={31}
            aria-label={t('repeats.dayOfMonth')}
            value={rule.day}
            onChange={(day) => typeof day === 'number' && set({ ...rule, day })}
          />
          <Select
            aria-label={t('repeats.month.name')}
            allowDeselect={false}
            data={Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), label: month.format(new Date(Date.UTC(2024, at, 1))) }))}
            value={String(rule.month)}
            onChange={(next) => set({ ...rule, month: Number(next) })}
          />
        </Group>
      )}
      {value && (
        <Text size="xs" c="dimmed">
          {calendarWords(value, language)}
        </Text>
      )}
      {more ? (
        <TextInput
          label={t('repeats.cron')}
          description={t('repeats.cronHint')}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={value && 'cron' in value ? value.cron : ''}
          placeholder="0 9 * * MON-FRI"
          onChange={(event) => set(event.currentTarget.value === '' ? inRhythm('day', undefined) : { cron: event.currentTarget.value })}
        />
      ) : (
        <Button variant="subtle" size="compact-xs" style={{ alignSelf: 'flex-start' }} onClick={() => setMore(true)}>
          {t('repeats.cron')}
        </Button>
      )}
    </Stack>
  )
}
