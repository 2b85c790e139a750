import { Radio, Stack, Text } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { Standing } from '../../shared/api/workflows.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly standing: Standing
  /** Begin for those who match now, too. */
  readonly also: boolean
  readonly set: (also: boolean) => void
}

/** For whom a version begins: for new people alone, or also for those who stand already where its triggers bring others. */
export function StartFor({ standing: { count, sample }, also, set }: Props) {
  const { t } = useWords()
  if (count === null) return null
  if (count === 0) return <Text size="sm">{t('standing.nobody')}</Text>
  const more = count - sample.length
  return (
    <Radio.Group
      label={
        <span className="start-for__label">
          <IconUserPlus size={18} aria-hidden />
          {t('standing.title')}
        </span>
      }
      value={also ? 'also' : 'new'}
      onChange={(value) => set(value === 'also')}
    >
      <Stack gap={6} mt={6}>
        <Radio value="new" label={t('standing.new')} />
        <Radio value="also" label={t('standing.also', { count })} />
      </Stack>
      <Text size="sm" c="dimmed" mt={6} data-standing-sample>
        {sample.map((record, at) => (
          <Fragment key={record.id}>
            {at > 0 && ', '}
            <RecordLink {...record} />
          </Fragment>
        ))}
        {more > 0 && ` ${t('standing.more', { count: more })}`}
      </Text>
      {also && (
        <Text size="sm" mt={6} role="status">
          {t('standing.what')}
        </Text>
      )}
    </Radio.Group>
  )
}
