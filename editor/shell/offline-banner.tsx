import { Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './shell.module.css'

/** While the browser has no connection every page says so: what is on the screen may be old, and nothing leaves it. */
export function OfflineBanner() {
  const { t } = useWords()
  const isOnline = useSyncExternalStore(heard, () => navigator.onLine)
  if (isOnline) return null
  return (
    <div className={styles['halt']} role="status" data-offline>
      <IconCloudOff size={20} stroke={1.75} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{t('shell.offline')}</Text>
    </div>
  )
}

function heard(changed: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, changed)
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, changed)
  }
}
