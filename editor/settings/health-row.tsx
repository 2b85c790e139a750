import { Button, Code, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { HealthItem, HealthLine, HealthState } from '../../shared/api/health.ts'
import { say } from '../../shared/say.ts'
import { useMaybeSession } from '../api/session.ts'
import { bytesInWords, spanInWords } from '../ui/amount-words.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { relativeTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { type Advice, adviceFor } from './health-advice.ts'
import styles from './settings.module.css'

/** How a state looks: the icon and the colour go together. */
export const healthLook: Record<HealthState, { readonly tone: Tone; readonly icon: TablerIcon; readonly colour: string }> = {
  ok: { tone: 'done', icon: IconCheck, colour: 'var(--t-done)' },
  attention: { tone: 'warning', icon: IconAlertTriangle, colour: 'var(--t-warning)' },
  broken: { tone: 'error', icon: IconX, colour: 'var(--t-error)' },
}

interface RowProps {
  readonly title: string
  readonly state: HealthState
  readonly text: string
  readonly advice?: Advice | null
  readonly children?: ReactNode
}

/** One subject: its state, what is so, and what to do about it. */
export function HealthRow({ title, state, text, advice, children }: RowProps) {
  const { t } = useWords()
  const { tone, icon } = healthLook[state]
  return (
    <li className={styles['health']} data-state={state}>
      <Title order={3}>{title}</Title>
      <Stack gap={6}>
        <Text>{text}</Text>
        {advice && (
          <Text size="sm" c="dimmed" maw={640}>
            {t(advice.words)}
          </Text>
        )}
        {advice?.command !== undefined && <Code className={styles['command'] ?? ''}>{advice.command}</Code>}
        {children}
        {advice?.to !== undefined && advice.label !== undefined && (
          <Button component={Link} href={advice.to} variant="default" size="compact-md" style={{ alignSelf: 'flex-start' }}>
            {t(advice.label)}
          </Button>
        )}
      </Stack>
      <StateBadge tone={tone} icon={icon}>
        {t(`health.badge.${state}`)}
      </StateBadge>
    </li>
  )
}

/** A line of the report as a row. */
export function ReportRow({ line }: { readonly line: HealthLine }) {
  const { t, language } = useWords()
  const zone = useMaybeSession()?.user.zone
  const now = useNow()
  const { key, state, code, figures, at, items } = line
  const { bytes = 0, more = 0, seconds = 0 } = figures
  const values = {
    ...figures,
    bytes: bytesInWords(bytes, language),
    more: bytesInWords(more, language),
    span: spanInWords(seconds, language),
    time: at === null ? '' : relativeTime(at, { language, zone, now }),
  }
  return (
    <HealthRow title={t(`health.title.${key}`)} state={state} text={t(`health.is.${code}`, values)} advice={adviceFor(code)}>
      {items.length > 0 && (
        <ul className={styles['behind']}>
          {items.map((item) => (
            <Behind key={item.id ?? item.title} item={item} />
          ))}
        </ul>
      )}
    </HealthRow>
  )
}

/** One of those that a line is about. */
function Behind({ item: { kind, id, title, count, said, text } }: { readonly item: HealthItem }) {
  const { language } = useWords()
  return (
    <li>
      {kind === 'workflow' && id !== null ? <RecordLink entity="workflow" id={id} title={title} /> : <span>{title}</span>}
      {count !== null && ` · ${count.toLocaleString(language)}`}
      {said && <Text size="sm">{say(said, language)}</Text>}
      {text !== null && <Code block>{text}</Code>}
    </li>
  )
}
