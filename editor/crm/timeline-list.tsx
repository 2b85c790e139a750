import { Button, SegmentedControl, Text, Title } from '@mantine/core'
import {
  IconBolt,
  IconCheckbox,
  IconClick,
  IconForms,
  IconGauge,
  IconHandStop,
  IconMail,
  IconNote,
  IconPencil,
  IconPlus,
  type TablerIcon,
} from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Timeline, TimelineItem } from '../../shared/api/records.ts'
import { addressOf } from '../../shared/record-address.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import type { DescribedEntity } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './record-page.module.css'

type Kind = TimelineItem['kind']

const looks: Readonly<Record<string, readonly [icon: TablerIcon, colour: string]>> = {
  change: [IconPencil, 'var(--t-logic)'],
  created: [IconPlus, 'var(--t-record)'],
  message: [IconMail, 'var(--t-message)'],
  task: [IconCheckbox, 'var(--t-task)'],
  note: [IconNote, 'var(--t-custom)'],
  score: [IconGauge, 'var(--t-score)'],
  visit: [IconClick, 'var(--t-wait)'],
  submission: [IconForms, 'var(--t-trigger)'],
  run: [IconBolt, 'var(--t-trigger)'],
  suggestion: [IconHandStop, 'var(--t-approval)'],
}

const filters = {
  all: null,
  mail: ['message', 'submission'],
  tasks: ['task'],
  flows: ['run', 'suggestion'],
  changes: ['change', 'created', 'score'],
  notes: ['note'],
  visits: ['visit'],
} as const satisfies Record<string, readonly Kind[] | null>
type Filter = keyof typeof filters

/** Everything that has happened with a record, newest first. Changes that can be undone are undone from here. */
export function TimelineList({ entity, id }: { readonly entity: DescribedEntity; readonly id: string }) {
  const { t } = useWords()
  const [filter, setFilter] = useState<Filter>('all')
  const kinds: readonly string[] | null = filters[filter]
  const pages = useInfiniteQuery({
    queryKey: ['timeline', entity.name, id, filter],
    queryFn: ({ pageParam }) => api.get<Timeline>(`/api/${entity.plural}/${id}/timeline`, { cursor: pageParam, kinds: kinds?.join(',') }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const items = (pages.data?.pages.flatMap((page) => page.items) ?? []).filter(({ kind }) => kinds === null || kinds.includes(String(kind)))
  return (
    <section className={styles['panel']} aria-label={t('card.timeline')}>
      <Title order={2} mb="xs">
        {t('card.timeline')}
      </Title>
      <div style={{ overflowX: 'auto', marginBottom: 8 }}>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.filter')}
          value={filter}
          onChange={setFilter}
          data={(Object.keys(filters) as Filter[]).map((value) => ({ value, label: t(`timeline.${value}`) }))}
        />
      </div>
      {pages.isPending && <LoadingRows rows={4} />}
      {pages.isError && <FailureState error={pages.error} again={() => pages.refetch()} />}
      {!pages.isPending && !pages.isError && items.length === 0 && <Text c="dimmed">{t('timeline.empty')}</Text>}
      <ol style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {items.map((item) => (
          <Item key={`${String(item.kind)}/${item.id}`} item={item} />
        ))}
      </ol>
      <ShowMore of={pages} fullWidth mt="xs" />
    </section>
  )
}

function Item({ item }: { readonly item: TimelineItem }) {
  const { language } = useWords()
  const { user } = useSession()
  const [Icon, colour] = looks[String(item.kind)] ?? [IconPencil, 'var(--t-secondary)']
  const sentence = say(item.said, language, user.zone)
  // A link that only repeats the sentence, or leads nowhere, is noise.
  const links = item.links.filter((link) => addressOf(link.entity, link.id) !== null && link.title !== sentence)
  const text = typeof item.detail['text'] === 'string' ? item.detail['text'] : null
  return (
    <li className={styles['item']}>
      <Icon size={20} stroke={1.75} color={colour} aria-hidden />
      <div style={{ minWidth: 0 }}>
        <div>{sentence}</div>
        {text !== null && text !== sentence && (
          <Text size="sm" c="dimmed" lineClamp={3}>
            {text}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {item.by && (
            <>
              <Author by={item.by} />
              {' · '}
            </>
          )}
          {links.map((link) => (
            <span key={`${link.entity}/${link.id}`}>
              <RecordLink {...link} />
              {' · '}
            </span>
          ))}
          <When at={item.at} />
        </Text>
      </div>
      {item.undoable && <Undo id={item.id} />}
    </li>
  )
}

/** Who or what did it. */
function Author({ by: { kind, id, name, entity } }: { readonly by: NonNullable<TimelineItem['by']> }) {
  const { t } = useWords()
  switch (kind) {
    case 'run':
      return id === null || name === '' ? t('timeline.by.run') : <RecordLink entity="run" id={id} title={name} />
    case 'record':
      return (
        <>
          {t('timeline.by.record')} <RecordLink entity={entity ?? ''} id={id ?? ''} title={name} icon />
        </>
      )
    case 'undo':
      return name === '' ? t('timeline.by.undoImport') : t('timeline.by.undo', { name })
    case 'person':
    case 'import':
    case 'form':
    case 'hook':
    case 'mailbox':
      return name === '' ? t('timeline.by.system') : t(`timeline.by.${kind}`, { name })
    case 'outside':
      return t('timeline.by.outside')
    default:
      return t('timeline.by.system')
  }
}

function Undo({ id }: { readonly id: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const undo = useMutation({
    mutationFn: () => api.put(`/api/changes/${id}/undone`),
    onSuccess: () => toast.done(t('timeline.undone')),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <Button size="compact-xs" variant="subtle" aria-label={t('timeline.undo')} loading={undo.isPending} onClick={() => undo.mutate()}>
      {t('common.undo')}
    </Button>
  )
}
