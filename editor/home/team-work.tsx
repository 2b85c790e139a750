import { IconUserCircle } from '@tabler/icons-react'
import { useSession } from '../api/session.ts'
import { TeamCounts } from '../team/team-counts.tsx'
import { keyOf, totalOf, useTeam } from '../team/team-queries.ts'
import { useWords } from '../words/use-words.ts'
import { Panel } from './panel.tsx'
import { Row } from './row.tsx'

const shown = 6

/** For those who lead: what waits for each colleague, and for nobody, those with most that is late first. */
export function TeamWork() {
  const { t } = useWords()
  const { user } = useSession()
  const team = useTeam()
  const lines = (team.data?.people ?? []).filter((line) => line.person?.id !== user.id && totalOf(line, 'count') > 0)
  return (
    <Panel title={t('home.team')} to="/team" empty={t('home.noTeam')} lists={[team]} total={team.data && lines.length}>
      {lines.slice(0, shown).map((line) => (
        <Row
          key={keyOf(line)}
          to={`/team/${keyOf(line)}`}
          icon={IconUserCircle}
          category="record"
          title={line.person?.name ?? t('team.nobody')}
          about={<TeamCounts line={line} />}
        />
      ))}
    </Panel>
  )
}
