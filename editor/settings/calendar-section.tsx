import { ActionIcon, Button, Group, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { isJsonObject } from '../../shared/json.ts'
import { type RecordData, useEntity } from '../api/records.ts'
import { ZoneSelect } from '../ui/zone-select.tsx'
import { useWords } from '../words/use-words.ts'
import { RecordDialog, RecordSection } from './record-section.tsx'
import styles from './settings.module.css'

/** When the company works: hours of the week and days off, by calendar. */
export default function CalendarSection() {
  const { t } = useWords()
  return (
    <RecordSection
      entity="calendar"
      title={t('settings.calendars')}
      about={t('settings.calendarsAbout')}
      dialog={(record, close) => <CalendarDialog record={record} close={close} />}
    />
  )
}

type Span = readonly [from: string, to: string]
type Hours = Readonly<Record<string, readonly Span[]>>

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const
const usual: Span = ['09:00', '18:00']
const usualWeek: Hours = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [usual]]))

function CalendarDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t } = useWords()
  const entity = useEntity('calendar')
  return (
    <RecordDialog
      entity={entity}
      record={record}
      close={close}
      without={['zone']}
      given={record ? {} : { hours: usualWeek, holidays: [], zone: Intl.DateTimeFormat().resolvedOptions().timeZone }}
    >
      {(values, set) => (
        <>
          <ZoneSelect mt="sm" label={t('setup.zone')} value={String(values['zone'] ?? '')} onChange={(zone) => set('zone', zone)} />
          <Title order={3} mt="md" mb="xs">
            {t('settings.hours')}
          </Title>
          <Week
            hours={isJsonObject(values['hours']) ? (values['hours'] as unknown as Hours) : usualWeek}
            onChange={(hours) => set('hours', hours)}
          />
          <TagsInput
            mt="md"
            label={t('settings.holidays')}
            description={t('settings.holidaysHint')}
            placeholder="2027-01-01"
            value={Array.isArray(values['holidays']) ? values['holidays'].map(String) : []}
            onChange={(days) => set('holidays', [...new Set(days.filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)))].sort())}
          />
        </>
      )}
    </RecordDialog>
  )
}

function Week({ hours, onChange }: { readonly hours: Hours; readonly onChange: (hours: Hours) => void }) {
  const { t, language } = useWords()
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  const put = (day: string, spans: readonly Span[]) => onChange({ ...hours, [day]: spans })
  return (
    <div className={styles['days']}>
      {weekdays.map((day, at) => {
        const spans = hours[day] ?? []
        // The fifth of January 1970 was a Monday.
        const title = name.format(new Date(Date.UTC(1970, 0, 5 + at)))
        return [
          <Switch
            key={`${day}-on`}
            label={title}
            checked={spans.length > 0}
            onChange={(event) => put(day, event.currentTarget.checked ? [usual] : [])}
          />,
          <Group key={`${day}-hours`} gap="xs">
            {spans.length === 0 && <Text c="dimmed">{t('settings.dayOff')}</Text>}
            {spans.map(([from, to], place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stretch of time has no name of its own
              <Group key={place} gap={4} wrap="nowrap">
                <TextInput
                  type="time"
                  w={132}
                  aria-label={t('settings.opens', { day: title })}
                  value={from}
                  onChange={(event) => put(day, spans.with(place, [event.currentTarget.value, to]))}
                />
                <span aria-hidden>–</span>
                <TextInput
                  type="time"
                  w={132}
                  aria-label={t('settings.closes', { day: title })}
                  value={to}
                  onChange={(event) => put(day, spans.with(place, [from, event.currentTarget.value]))}
                />
                {spans.length > 1 && (
                  <ActionIcon
                    aria-label={t('common.remove')}
                    onClick={() =>
                      put(
                        day,
                        spans.filter((_, each) => each !== place),
                      )
                    }
                  >
                    <IconX size={16} />
                  </ActionIcon>
                )}
              </Group>
            ))}
            {spans.length > 0 && spans.length < 3 && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlus size={14} />}
                onClick={() => put(day, [...spans, ['14:00', '18:00']])}
              >
                {t('settings.addHours')}
              </Button>
            )}
          </Group>,
        ]
      })}
    </div>
  )
}
