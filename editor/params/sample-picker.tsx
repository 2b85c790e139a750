import { Group, Text } from '@mantine/core'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useWords } from '../words/use-words.ts'
import { useChosenSample, useSample } from './sample.ts'

/** "Preview as": whose values are shown. Nothing for a flow without a subject. */
export function SamplePicker() {
  const { t } = useWords()
  const sample = useSample()
  const choose = useChosenSample((each) => each.choose)
  const { entity, id, title } = sample
  if (entity === null) return null
  return (
    <Group gap={8} mt="md" wrap="nowrap" className="sample-picker">
      <Text size="xs" c="dimmed" style={{ flex: 'none' }}>
        {t('picker.as')}
      </Text>
      <RecordPicker
        size="xs"
        style={{ flex: 1 }}
        aria-label={t('picker.as')}
        entity={entity}
        value={id}
        shownTitle={title === '' ? undefined : title}
        clearable={false}
        placeholder={t('pick.choose')}
        onChange={(next) => choose(entity, next)}
      />
    </Group>
  )
}
