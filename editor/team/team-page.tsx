import { Button, Checkbox, Group, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCheck, IconChevronLeft, IconPlayerPause, IconPlayerPlay, IconUserCheck, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import type { QueueItem } from '../../shared/api/queue.ts'
import { useSession } from '../api/session.ts'
import { QueueRow } from '../home/queue-row.tsx'
import { useHalt } from '../shell/use-halt.ts'
import { GiveDialog } from '../suggestions/give-dialog.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { useWords } from '../words/use-words.ts'
import styles from './team.module.css'
import { TeamCounts } from './team-counts.tsx'
import { keyOf, type TeamLine, useMove, useQueueOf, useTeam } from './team-queries.ts'

/** For those who lead: what waits for each colleague, one queue whole, and moving what is in it; on a phone one after the other. */
export default function TeamPage() {
  const { t } = useWords()
  const { id } = useParams<{ id?: string }>()
  const { user } = useSession()
  const phone = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false })
  const team = useTeam()
  const lines = team.data?.people ?? []
  const here = id ?? (phone ? undefined : lines[0] && keyOf(lines[0]))
  const line = lines.find((one) => keyOf(one) === here)
  if (user.role !== 'supervisor' && user.role !== 'admin') return <EmptyState title={t('team.notYours')} />
  const list = (
    <nav className={styles['list']} aria-label={t('team.title')}>
      {team.isPending && <LoadingRows />}
      {team.isError && <FailureState error={team.error} again={() => team.refetch()} />}
      {lines.map((one) => (
        <Person key={keyOf(one)} line={one} isHere={one === line} />
      ))}
    </nav>
  )
  const queue = line && <PersonQueue key={keyOf(line)} line={line} />
  if (phone && id !== undefined)
    return (
      <>
        <Button component={Link} href="/team" variant="subtle" px={4} mb="xs" leftSection={<IconChevronLeft size={18} />}>
          {t('team.title')}
        </Button>
        {queue}
      </>
    )
  return (
    <>
      <PageHeader title={t('team.title')} about={t('team.about')}>
        <Pause />
      </PageHeader>
      <div className={styles['columns']}>
        {list}
        {!phone && <div className={styles['panel']}>{queue}</div>}
      </div>
    </>
  )
}

function Pause() {
  const { t } = useWords()
  const { halt, isTurning, goOn, pause } = useHalt()
  if (halt === undefined) return null
  return halt === null ? (
    <Button variant="default" leftSection={<IconPlayerPause size={18} />} loading={isTurning} onClick={() => void pause()}>
      {t('halt.pause')}
    </Button>
  ) : (
    <Button leftSection={<IconPlayerPlay size={18} />} loading={isTurning} onClick={goOn}>
      {t('halt.goOn')}
    </Button>
  )
}

function Person({ line, isHere }: { readonly line: TeamLine; readonly isHere: boolean }) {
  const { t } = useWords()
  return (
    <Link href={`/team/${keyOf(line)}`} className={styles['row'] ?? ''} aria-current={isHere ? 'true' : undefined}>
      <Text fw={500}>{line.person?.name ?? t('team.nobody')}</Text>
      <Away line={line} />
      <TeamCounts line={line} />
    </Link>
  )
}

function Away({ line: { awayUntil, deputy } }: { readonly line: TeamLine }) {
  const { t, language } = useWords()
  if (awayUntil === null) return null
  const day = dayInWords(awayUntil, language)
  return (
    <Text size="xs" c="dimmed">
      {deputy === null ? t('team.away', { day }) : t('team.awayWith', { day, name: deputy.name })}
    </Text>
  )
}

function PersonQueue({ line }: { readonly line: TeamLine }) {
  const { t } = useWords()
  const { user } = useSession()
  const queue = useQueueOf(keyOf(line))
  const move = useMove()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [isGiving, setGiving] = useState(false)
  const items = queue.data?.items ?? []
  const chosen = items.filter((item) => picked.has(nameOf(item)))
  const isOwn = line.person?.id === user.id
  const moveTo = (to: { readonly id: string; readonly name: string }) => {
    move.mutate({ items: chosen, to, from: line.person?.id ?? null })
    setPicked(new Set())
  }
  const pick = (item: QueueItem, isPicked: boolean) =>
    setPicked((before) => new Set(isPicked ? [...before, nameOf(item)] : [...before].filter((one) => one !== nameOf(item))))
  return (
    <section aria-label={line.person?.name ?? t('team.nobody')}>
      <Title order={2}>{line.person?.name ?? t('team.nobody')}</Title>
      <Away line={line} />
      {queue.isPending && <LoadingRows />}
      {queue.isError && <FailureState error={queue.error} again={() => queue.refetch()} />}
      {queue.isSuccess && items.length === 0 && <EmptyState icon={IconCheck} title={t('team.nothing')} />}
      {items.length > 0 && (
        <>
          <Group className={styles['deeds'] ?? ''}>
            <Checkbox
              label={chosen.length > 0 ? t('team.chosen', { count: chosen.length }) : t('team.chooseAll')}
              checked={chosen.length === items.length}
              indeterminate={chosen.length > 0 && chosen.length < items.length}
              onChange={() => setPicked(new Set(chosen.length === items.length ? [] : items.map(nameOf)))}
            />
            <Group gap="xs" ml="auto">
              {!isOwn && (
                <Button
                  variant="default"
                  leftSection={<IconUserCheck size={18} />}
                  disabled={chosen.length === 0}
                  loading={move.isPending}
                  onClick={() => moveTo(user)}
                >
                  {t('team.takeOver')}
                </Button>
              )}
              <Button leftSection={<IconUserShare size={18} />} disabled={chosen.length === 0} onClick={() => setGiving(true)}>
                {t('team.give')}
              </Button>
            </Group>
          </Group>
          <ul className={styles['items']}>
            {items.map((item) => (
              <li key={nameOf(item)} className={styles['item']}>
                <Checkbox
                  aria-label={t('team.choose', { what: item.links[0]?.title || item.title })}
                  checked={picked.has(nameOf(item))}
                  onChange={(event) => pick(item, event.currentTarget.checked)}
                />
                <QueueRow item={item} showsAge />
              </li>
            ))}
          </ul>
          {(queue.data?.total ?? 0) > items.length && (
            <Text size="xs" c="dimmed" pt="xs">
              {t('team.first', { count: items.length, total: queue.data?.total ?? 0 })}
            </Text>
          )}
        </>
      )}
      {isGiving && (
        <GiveDialog
          title={t('team.giveTitle', { count: chosen.length })}
          besides={line.person?.id ?? null}
          close={() => setGiving(false)}
          give={({ id, title }) => {
            setGiving(false)
            moveTo({ id, name: title })
          }}
        />
      )}
    </section>
  )
}

const nameOf = ({ kind, id }: Pick<QueueItem, 'kind' | 'id'>): string => `${kind} ${id}`
