/** How a run or one of its branches stands, in words. */
import { IconAlertTriangle, IconCheck, IconClockHour4, IconHandStop, IconPlayerPause, IconPlayerStop, IconRun } from '@tabler/icons-react'
import type { RunSummary } from '../../shared/api/runs.ts'
import { useSession } from '../api/session.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'

/** One branch of a run. */
export type Position = RunSummary['positions'][number]

/** The whole run: how it ended, or how its most urgent branch stands. */
export function RunState({ run }: { readonly run: RunSummary }) {
  const { t } = useWords()
  if (run.state === 'finished') {
    return (
      <StateBadge tone="done" icon={IconCheck}>
        {t('runs.finished')}
      </StateBadge>
    )
  }
  if (run.state === 'stopped') return <StateBadge icon={IconPlayerStop}>{t('runs.stopped')}</StateBadge>
  if (run.paused) return <PausedRun />
  const [first] = [...run.positions].sort((a, b) => weight(b.state) - weight(a.state))
  return first ? <PositionState position={first} /> : <StateBadge icon={IconRun}>{t('runs.active')}</StateBadge>
}

/** A run that a person has paused. */
export function PausedRun() {
  const { t } = useWords()
  return (
    <StateBadge tone="warning" icon={IconPlayerPause}>
      {t('runs.paused')}
    </StateBadge>
  )
}

/** What needs a person is said first. */
const weight = (state: string) => (state === 'parked' ? 3 : state === 'suggested' ? 2 : state === 'waiting' ? 1 : 0)

/** One branch: with the time until which it waits, if there is one. */
export function PositionState({ position: { state, dueAt } }: { readonly position: Position }) {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const now = useNow()
  switch (state) {
    case 'parked':
      return (
        <StateBadge tone="error" icon={IconAlertTriangle}>
          {t('runs.parked')}
        </StateBadge>
      )
    case 'suggested':
      return (
        <StateBadge tone="warning" icon={IconHandStop}>
          {t('runs.suggested')}
        </StateBadge>
      )
    case 'waiting':
      return (
        <StateBadge tone="primary" icon={IconClockHour4}>
          {dueAt === null ? t('runs.waiting') : t('runs.waitingUntil', { until: exactTime(dueAt, { language, zone, now }) })}
        </StateBadge>
      )
    default:
      return <StateBadge icon={IconRun}>{t('runs.active')}</StateBadge>
  }
}
