import { Button, Group, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useHalt } from '../shell/use-halt.ts'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

/** Pauses everything that goes by itself, or lets it go on. */
export function HaltSwitch() {
  const { t } = useWords()
  const { halt, isTurning, goOn, pause } = useHalt()
  if (halt === undefined) return null
  return (
    <Section title={t('halt.title')}>
      <Text size="sm" maw={720}>
        {t('halt.hint')}
      </Text>
      <Group>
        {halt === null ? (
          <Button variant="default" leftSection={<IconPlayerPause size={18} />} loading={isTurning} onClick={() => void pause()}>
            {t('halt.pause')}
          </Button>
        ) : (
          <Button leftSection={<IconPlayerPlay size={18} />} loading={isTurning} onClick={goOn}>
            {t('halt.goOn')}
          </Button>
        )}
      </Group>
    </Section>
  )
}
