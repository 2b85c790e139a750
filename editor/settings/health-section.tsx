import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { HealthReport, HealthState } from '../../shared/api/health.ts'
import { api } from '../api/client.ts'
import { spanInWords } from '../ui/amount-words.ts'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { Warning } from '../ui/warning.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { HealthRow, healthLook, ReportRow } from './health-row.tsx'
import { Section } from './section.tsx'
import styles from './settings.module.css'

const everyMs = 5_000
/** People set their clocks by hand; what they do not notice is no trouble. */
const mostApartSeconds = 120
const order: Readonly<Record<HealthState, number>> = { broken: 0, attention: 1, ok: 2 }

/** Is everything running? What an admin looks at first when something seems wrong. It asks anew by itself. */
export default function HealthSection() {
  const { t } = useWords()
  const report = useQuery({
    queryKey: ['health-report'],
    queryFn: () => api.get<HealthReport>('/api/health-report'),
    refetchInterval: everyMs,
  })
  if (report.isPending) return <LoadingRows />
  if (report.data === undefined) return <FailureState error={report.error} again={() => report.refetch()} />
  const { lines, clock, program } = report.data
  const apart = Math.abs(report.dataUpdatedAt - Date.parse(clock.real)) / 1000
  const state = report.data.state === 'ok' && apart > mostApartSeconds ? 'attention' : report.data.state
  const sorted = [...lines].sort((a, b) => order[a.state] - order[b.state])
  return (
    <>
      {report.isError && <FailureState error={report.error} again={() => report.refetch()} />}
      <Section title={t('settings.health')}>
        {report.isError ? <Warning>{t('health.unanswered')}</Warning> : <Verdict state={state} />}
        <ul className={styles['lines']} aria-label={t('health.lines')}>
          {apart > mostApartSeconds && <ClockRow clock={clock} apart={apart} />}
          {sorted.map((line) => (
            <ReportRow key={line.key} line={line} />
          ))}
          {apart <= mostApartSeconds && <ClockRow clock={clock} apart={apart} />}
        </ul>
      </Section>
      <Installation clock={clock} program={program} />
    </>
  )
}

function Verdict({ state }: { readonly state: HealthState }) {
  const { t } = useWords()
  const { icon: Icon, colour } = healthLook[state]
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <Icon size={24} stroke={2} color={colour} aria-hidden style={{ flex: 'none' }} />
      <Text fw={600} size="lg">
        {t(`health.state.${state}`)}
      </Text>
    </Group>
  )
}

/** Compared with the clock of whoever looks: the one thing that the server cannot know. */
function ClockRow({ clock, apart }: { readonly clock: HealthReport['clock']; readonly apart: number }) {
  const { t, language } = useWords()
  const title = t('health.title.clock')
  if (apart > mostApartSeconds) {
    const text = t('health.clockDiffers', { span: spanInWords(apart, language) })
    return <HealthRow title={title} state="attention" text={text} advice={{ words: 'health.clockDiffersDo' }} />
  }
  return <HealthRow title={title} state="ok" text={t(clock.manual ? 'health.clockManual' : 'health.clockAgrees')} />
}

function Installation({ clock, program }: Pick<HealthReport, 'clock' | 'program'>) {
  const { t } = useWords()
  const facts = [
    [t('health.version'), `Tandem ${program.version}`],
    [t('health.runsOn'), `Node ${program.node}, ${program.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`],
    [t('health.since'), <When key="since" at={program.startedAt} exact />],
    [t('health.now'), <When key="now" at={clock.now} exact />],
    [t('health.zone'), clock.zone],
  ] as const
  return (
    <Section title={t('health.installation')}>
      <Stack component="dl" gap={4} m={0}>
        {facts.map(([name, value]) => (
          <Group key={name} gap="xs" wrap="nowrap" align="baseline">
            <Text component="dt" c="dimmed" w={120} style={{ flex: 'none' }}>
              {name}
            </Text>
            <Text component="dd" m={0}>
              {value}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
