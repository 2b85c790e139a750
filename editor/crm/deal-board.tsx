import { ActionIcon, Group, Menu, Select, Text } from '@mantine/core'
import { IconArrowRight, IconDots } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { Rule } from '../../shared/rules.ts'
import { api } from '../api/client.ts'
import { listQuery, type RecordData, type RecordList, useEntity } from '../api/records.ts'
import { Money } from '../ui/money.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { dayInWords, moneyInWords } from '../ui/time-words.ts'
import { whenThere } from '../ui/when-there.ts'
import { useWords } from '../words/use-words.ts'
import styles from './deal-board.module.css'
import { isMoney } from './field-value.tsx'
import { sumsOf } from './owed.ts'
import { useMove } from './use-move.tsx'
import { usePipeline } from './use-pipeline.ts'

/** Cards drawn in one column; the rest are found in the table. */
const mostCards = 200

/**
 * Deals in the columns of a pipeline. A deal is dragged, or moved with the menu on its card; either can be taken back.
 * `filter` and `search` are those of the list.
 */
export function DealBoard({ filter, search }: { readonly filter: Rule | null; readonly search: string }) {
  const { t } = useWords()
  const { pipelines, pipeline, stages, choose, isPending, error, again } = usePipeline()
  const lists = useColumns(stages, filter, search)
  if (isPending) return <LoadingRows />
  if (error !== null) return <FailureState error={error} again={again} />
  if (stages.length === 0) return <EmptyState title={t('deals.noStages')} hint={t('deals.noStagesHint')} />
  return (
    <div className={styles['whole']}>
      {pipelines.length > 1 && (
        <Select
          mb="sm"
          w={260}
          aria-label={t('deals.pipeline')}
          allowDeselect={false}
          value={pipeline}
          onChange={(next) => next !== null && choose(next)}
          data={pipelines.map(({ id, name }) => ({ value: id, label: String(name) }))}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section className={styles['board']} tabIndex={0} aria-label={t('list.board')}>
        {stages.map((stage, at) => (
          <Column key={stage.id} stage={stage} stages={stages} list={lists[at]?.data ?? null} failed={lists[at]?.error ?? null} />
        ))}
      </section>
    </div>
  )
}

function useColumns(stages: readonly RecordData[], filter: Rule | null, search: string) {
  return useQueries({
    queries: stages.map((stage) => {
      const inStage: Rule = { field: 'stage', is: 'is', value: stage.id }
      const query = listQuery({ filter: filter ? { all: [inStage, filter] } : inStage, search, sort: '-updatedAt' })
      return {
        queryKey: ['records', 'deal', 'column', query],
        queryFn: () => api.get<RecordList>('/api/deals', { ...query, limit: mostCards }),
        placeholderData: (before: RecordList | undefined) => before,
      }
    }),
  })
}

interface ColumnProps {
  readonly stage: RecordData
  readonly stages: readonly RecordData[]
  readonly list: RecordList | null
  readonly failed: unknown
}

function Column({ stage, stages, list, failed }: ColumnProps) {
  const { t, language } = useWords()
  const problemText = useProblemText()
  const move = useMove()
  const [over, setOver] = useState(false)
  const name = String(stage['name'])
  const deals = list?.items ?? []
  const hidden = (list?.total ?? 0) - deals.length
  return (
    <section
      className={styles['column']}
      data-over={over || undefined}
      data-stage={stage.id}
      aria-label={name}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const deal = JSON.parse(event.dataTransfer.getData('application/x-deal') || 'null') as RecordData | null
        if (deal && deal['stage'] !== stage.id) move.to(deal, stage)
      }}
    >
      <header className={styles['head']}>
        <Text fw={600}>{name}</Text>
        <Text size="xs" c="dimmed">
          {t('deals.column', { count: list?.total ?? 0 })}
          {sumsOf(deals.map(({ amount }) => amount)).map((sum) => ` · ${moneyInWords(sum, language)}${hidden > 0 ? '+' : ''}`)}
        </Text>
      </header>
      {failed !== null && <Text c="var(--t-error)">{problemText(failed)}</Text>}
      {list === null && failed === null && <LoadingRows rows={3} height={72} />}
      <ul className={styles['cards']}>
        {deals.map((deal) => (
          <DealCard key={deal.id} deal={deal} refs={list?.refs ?? {}} stages={stages} move={move.to} />
        ))}
      </ul>
      {hidden > 0 && (
        <Text size="xs" c="dimmed" ta="center">
          {t('deals.more', { count: hidden })}
        </Text>
      )}
      {move.dialog}
    </section>
  )
}

interface CardProps {
  readonly deal: RecordData
  readonly refs: RecordList['refs']
  readonly stages: readonly RecordData[]
  readonly move: (deal: RecordData, stage: RecordData) => void
}

function DealCard({ deal, refs, stages, move }: CardProps) {
  const { t, language } = useWords()
  const { mayWrite } = useEntity('deal')
  const title = String(deal['title'] ?? '')
  /** The card is drawn anew in its new column; the keyboard goes with it. */
  const moveWithFocus = (stage: RecordData) => {
    move(deal, stage)
    whenThere(`[data-stage="${CSS.escape(stage.id)}"] [data-deal="${CSS.escape(deal.id)}"] button`, (menu) => menu.focus())
  }
  return (
    <li
      className={styles['card']}
      data-deal={deal.id}
      draggable={mayWrite}
      onDragStart={(event) => event.dataTransfer.setData('application/x-deal', JSON.stringify(deal))}
    >
      <Group justify="space-between" wrap="nowrap" gap={4} align="flex-start">
        <RecordLink entity="deal" id={deal.id} title={title} />
        {mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={24} aria-label={t('deals.moveTo', { name: title })} c="var(--t-secondary)">
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('deals.move')}</Menu.Label>
              {stages
                .filter(({ id }) => id !== deal['stage'])
                .map((stage) => (
                  <Menu.Item key={stage.id} leftSection={<IconArrowRight size={16} />} onClick={() => moveWithFocus(stage)}>
                    {String(stage['name'])}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {refs[String(deal['company'] ?? '')]?.title || refs[String(deal['contact'] ?? '')]?.title}
      </Text>
      <Group justify="space-between" gap={4} fz={12}>
        <strong>{isMoney(deal['amount']) && <Money value={deal['amount']} />}</strong>
        <Text size="xs" c="dimmed">
          {typeof deal['closesOn'] === 'string' ? dayInWords(deal['closesOn'], language) : ''}
        </Text>
      </Group>
    </li>
  )
}
