import { IconAlertTriangle } from '@tabler/icons-react'
import { StateBadge } from '../ui/state-badge.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './team.module.css'
import { oldestOf, type TeamLine, totalOf } from './team-queries.ts'

/** How much waits for somebody, by kind, how much of it is late, and since when the oldest is there. */
export function TeamCounts({ line }: { readonly line: TeamLine }) {
  const { t } = useWords()
  const { suggestions, tasks, letters } = line
  const oldest = oldestOf(line)
  const late = totalOf(line, 'late')
  const counts = [
    suggestions.count > 0 && t('team.suggestions', { count: suggestions.count }),
    tasks.count > 0 && t('team.tasks', { count: tasks.count }),
    letters.count > 0 && t('team.letters', { count: letters.count }),
  ].filter((text) => text !== false)
  return (
    <span className={styles['counts']}>
      {late > 0 && (
        <StateBadge tone="error" icon={IconAlertTriangle}>
          {t('team.late', { count: late })}
        </StateBadge>
      )}
      <span>{counts.length === 0 ? t('team.free') : counts.join(' · ')}</span>
      {oldest !== null && (
        <span>
          {t('team.oldest')} <When at={oldest} />
        </span>
      )}
    </span>
  )
}
