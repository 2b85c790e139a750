import { Group, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Forecast } from '../../shared/api/forecast.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { type Speech, useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'

interface Props {
  readonly flow: string
  /** What becomes live, and the number of the older version that it is, if it is one. */
  readonly draft: Workflow
  readonly older?: number
}

/** How many suggestions a version would bring, for how many people, and what that is judged by. Where nothing tells, it says so. */
export function LoadForecast({ flow, draft, older }: Props) {
  const words = useWords()
  const { t } = words
  const { types } = useScene()
  const forecast = useQuery({
    queryKey: ['workflows', flow, 'forecast', older ?? null],
    staleTime: 0,
    queryFn: () => api.get<Forecast>(`/api/workflows/${encodeURIComponent(flow)}/forecast`, { version: older ?? null }),
  })
  // Publishing needs no forecast: one that does not come holds nobody up.
  if (!forecast.data) return null
  const names = forecast.data.assumed.flatMap((id) => {
    const node = draft.nodes.find((each) => each.id === id)
    return node ? [words.of(nodeTitle(node, types.get(node.type)))] : []
  })
  const [said, ...basis] = forecastWords(forecast.data, names, words)
  return (
    <section aria-label={t('forecast.title')} data-forecast>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconHandStop size={18} aria-hidden style={{ flex: 'none' }} />
        <div>
          <Text fw={basis.length > 0 ? 600 : 400} size="sm">
            {said}
          </Text>
          {basis.length > 0 && (
            <Text size="sm" c="dimmed">
              {basis.join(' ')}
            </Text>
          )}
        </div>
      </Group>
    </section>
  )
}

/** First what is expected, then what that is judged by. `assumed` are the names of steps of whose ways nothing is known. */
export function forecastWords(forecast: Forecast, assumed: readonly string[], { t }: Speech): readonly string[] {
  const { days, entered, suggesting, suggestions, deciders } = forecast
  if (suggesting === 0) return [t('forecast.acts')]
  if (entered === null || suggestions === null) return [t('forecast.unknown')]
  const count = Math.round(days)
  if (entered === 0) return [t('forecast.quiet', { count })]
  const [daily, weekly] = [Math.round(suggestions / days), Math.round((suggestions / days) * 7)]
  const load =
    daily > 0 ? t('forecast.perDay', { count: daily }) : weekly > 0 ? t('forecast.perWeek', { count: weekly }) : t('forecast.rarely')
  return [
    deciders > 0 ? `${load}, ${t('forecast.deciders', { count: deciders })}` : load,
    t('forecast.basis', { count }),
    t('forecast.began', { count: entered }),
    ...(assumed.length > 0 ? [t('forecast.assumed', { steps: assumed.join(', ') })] : []),
  ]
}
