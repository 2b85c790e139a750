import {
  IconAlertTriangle,
  IconArrowDownLeft,
  IconBan,
  IconCheck,
  IconClock,
  IconClockPause,
  IconRefresh,
  IconRobot,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { useWords } from '../words/use-words.ts'

const states = ['queued', 'sending', 'sent', 'deferred', 'failed', 'unknown', 'cancelled', 'received', 'automatic'] as const

type LetterState = (typeof states)[number]

const looks: Readonly<Record<LetterState, readonly [icon: TablerIcon, tone: Tone]>> = {
  queued: [IconClock, 'plain'],
  sending: [IconSend, 'primary'],
  sent: [IconCheck, 'done'],
  deferred: [IconRefresh, 'warning'],
  failed: [IconAlertTriangle, 'error'],
  unknown: [IconClockPause, 'warning'],
  cancelled: [IconBan, 'plain'],
  received: [IconArrowDownLeft, 'primary'],
  automatic: [IconRobot, 'plain'],
}

/** A state that this version does not know counts as waiting. */
const letterState = (state: unknown): LetterState => states.find((each) => each === state) ?? 'queued'

/** The state of a letter in words. One that is not known is shown as queued. */
export function LetterStateBadge({ state }: { readonly state: unknown }) {
  const { t } = useWords()
  const known = letterState(state)
  const [icon, tone] = looks[known]
  return (
    <StateBadge icon={icon} tone={tone}>
      {t(`mailbox.state.${known}`)}
    </StateBadge>
  )
}
