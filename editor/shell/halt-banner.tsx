import { Button, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useSession } from '../api/session.ts'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { useCommands } from './commands.ts'
import styles from './shell.module.css'
import { useHalt } from './use-halt.ts'

/**
 * While everything is paused every page says so, with who did it and when; admins can let it go on from here, and find
 * the switch among the commands.
 */
export function HaltBanner() {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const now = useNow()
  const { halt, mayTurn, isTurning, goOn, pause } = useHalt()
  const isPaused = Boolean(halt)
  useCommands(
    mayTurn && halt !== undefined
      ? [
          {
            id: 'halt',
            title: t(isPaused ? 'halt.letAllGoOn' : 'halt.pause'),
            group: t('keys.everywhere'),
            run: () => (isPaused ? goOn() : void pause()),
          },
        ]
      : [],
  )
  if (!halt) return null
  return (
    <div className={styles['halt']} role="status" data-halt>
      <IconPlayerPause size={20} stroke={1.75} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm" style={{ flex: 1 }}>
        {t('halt.banner', { name: halt.name, when: exactTime(halt.at, { language, zone, now }) })}
      </Text>
      {mayTurn && (
        <Button
          size="compact-md"
          variant="default"
          flex="none"
          leftSection={<IconPlayerPlay size={16} />}
          loading={isTurning}
          onClick={goOn}
        >
          {t('halt.goOn')}
        </Button>
      )}
    </div>
  )
}
