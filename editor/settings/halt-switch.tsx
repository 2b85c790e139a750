import { Button, Group, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useSession } from '../api/session.ts'
import { useHalt } from '../shell/use-halt.ts'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

/** Pauses everything that goes by itself, or lets it go on. */
export function HaltSwitch() {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const now = useNow()
  const { halt, last, isTurning, goOn, pause } = useHalt()
  if (halt === undefined) return null
  const when = (at: string) => exactTime(at, { language, zone, now })
  return (
    <Section title={t('halt.title')}>
      <Text size="sm" maw={720}>
        {t('halt.hint')}
      </Text>
      {last && (
        <Text size="sm" c="dimmed" maw={720}>
          {t('halt.last', {
            paused: last.paused.name,
            from: when(last.paused.at),
            letGo: last.letGo.name,
            to: when(last.letGo.at),
          })}
        </Text>
      )}
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
