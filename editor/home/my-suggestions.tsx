import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { SuggestionData, SuggestionList } from '../../shared/api/suggestions.ts'
import { api } from '../api/client.ts'
import { kindOf, lookOf } from '../suggestions/effect-looks.ts'
import { usePreviewNames } from '../suggestions/preview-names.ts'
import { FirstWords, placeOf, whoOf } from '../suggestions/suggestion-row.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Panel, Row } from './panel.tsx'

const shown = 8

/** What the signed-in person has to decide, the most urgent first. */
export function MySuggestions() {
  const { t } = useWords()
  const namesOf = usePreviewNames()
  const list = useQuery({
    queryKey: ['suggestions', 'home'],
    queryFn: () => api.get<SuggestionList>('/api/suggestions', { status: 'open', mine: true, limit: 100 }),
  })
  const urgent = [...(list.data?.items ?? [])].sort(bySooner).slice(0, shown)
  return (
    <Panel title={t('home.suggestions')} to="/inbox" empty={t('home.noSuggestions')} lists={[list]} total={list.data?.total}>
      {urgent.map((suggestion) => (
        <Row
          key={suggestion.id}
          to={`/inbox/${suggestion.id}`}
          {...lookOf(kindOf(suggestion))}
          title={[whoOf(suggestion), placeOf(suggestion)].filter(Boolean).join(' · ')}
          about={<FirstWords suggestion={suggestion} names={namesOf(suggestion)} />}
        >
          {suggestion.warnings.length > 0 && <IconAlertTriangle size={16} color="var(--t-warning)" aria-label={t('home.warned')} />}
          <When at={suggestion.decideBy ?? suggestion.createdAt} />
        </Row>
      ))}
    </Panel>
  )
}

/** What has to be decided by a time, then what has waited longest. */
const bySooner = (one: SuggestionData, other: SuggestionData): number =>
  (one.decideBy ?? '9').localeCompare(other.decideBy ?? '9') || one.createdAt.localeCompare(other.createdAt)
