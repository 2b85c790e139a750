import { IconAlertTriangle, IconCheck, IconCheckbox, IconClockPause } from '@tabler/icons-react'
import type { RecordData } from '../api/records.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'

/** Overdue, put off, done: in words, with an icon. An open task in time needs no word. */
export function TaskState({ task, always = false }: { readonly task: RecordData; readonly always?: boolean }) {
  const { t } = useWords()
  const now = useNow()
  const isPast = (value: unknown) => typeof value === 'string' && new Date(value) < now
  if (task['state'] === 'done')
    return (
      <StateBadge tone="done" icon={IconCheck}>
        {t('tasks.isDone')}
      </StateBadge>
    )
  if (task['state'] === 'withdrawn') return <StateBadge icon={IconCheck}>{t('tasks.isWithdrawn')}</StateBadge>
  if (typeof task['snoozedUntil'] === 'string' && !isPast(task['snoozedUntil']))
    return <StateBadge icon={IconClockPause}>{t('tasks.isSnoozed')}</StateBadge>
  if (isPast(task['dueAt']))
    return (
      <StateBadge tone="error" icon={IconAlertTriangle}>
        {t('tasks.isOverdue')}
      </StateBadge>
    )
  return always ? <StateBadge icon={IconCheckbox}>{t('tasks.isOpen')}</StateBadge> : null
}
