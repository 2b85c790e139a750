import { ActionIcon, Badge, Button, Group, Menu, Paper, Tabs, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowLeft,
  IconCheckbox,
  IconDots,
  IconMail,
  IconNote,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { entityAt } from '../../shared/entities.ts'
import { titleInWords } from '../../shared/record-title.ts'
import { type DescribedEntity, type OpenedRecord, useEntity, useRecord, useRecordWriter } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { EntityIcon } from '../ui/entity-icon.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { About } from './about.tsx'
import { Answers } from './answers.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { Missing } from './missing.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { Now } from './now.tsx'
import { OrderLines } from './order-lines.tsx'
import styles from './record-page.module.css'
import { Score } from './score.tsx'
import { StageBar } from './stage-bar.tsx'
import { TimelineList } from './timeline-list.tsx'

/** The card of any record: who and what it is, what happened, what is going on. Which kind is told by the address. */
export default function RecordPage() {
  const [location] = useLocation()
  const { id = '' } = useParams<{ id: string }>()
  const described = entityAt(location.split('/')[1] ?? '')
  if (!described) throw new Error(`No card lives at ${location}`)
  const entity = useEntity(described.name)
  const opened = useRecord(entity.name, id)
  if (opened.isPending) return <LoadingRows />
  if (opened.isError) return <FailureState error={opened.error} again={() => opened.refetch()} />
  return <Card key={id} entity={entity} opened={opened.data} />
}

function Card({ entity, opened }: { readonly entity: DescribedEntity; readonly opened: OpenedRecord }) {
  const { t } = useWords()
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false })
  const { record } = opened
  const lines = entity.name === 'order' && <OrderLines order={record.id} />
  const timeline = <TimelineList entity={entity} id={record.id} />
  const about = (
    <>
      <About entity={entity} opened={opened} />
      {entity.name === 'contact' && <Answers contact={record.id} />}
    </>
  )
  const now = <Now entity={entity.name} id={record.id} />
  return (
    <>
      <Head entity={entity} opened={opened} />
      {record['archivedAt'] != null && (
        <Paper p="xs" mb="md" bg="var(--t-warning-tint)">
          <Text c="var(--t-warning)">{t('card.archivedNotice')}</Text>
        </Paper>
      )}
      <Missing entity={entity} record={record} />
      {entity.name === 'deal' && <StageBar deal={record} />}
      {narrow ? (
        <Tabs defaultValue="now" keepMounted={false}>
          <Tabs.List mb="md" grow>
            <Tabs.Tab value="now">{t('card.now')}</Tabs.Tab>
            <Tabs.Tab value="timeline">{t('card.timeline')}</Tabs.Tab>
            <Tabs.Tab value="about">{t('card.about')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="now">
            {lines}
            {now}
          </Tabs.Panel>
          <Tabs.Panel value="timeline">{timeline}</Tabs.Panel>
          <Tabs.Panel value="about">{about}</Tabs.Panel>
        </Tabs>
      ) : (
        <div className={styles['columns']}>
          <div>{about}</div>
          <div>
            {lines}
            {timeline}
          </div>
          <div>{now}</div>
        </div>
      )}
    </>
  )
}

function Head({ entity, opened }: { readonly entity: DescribedEntity; readonly opened: OpenedRecord }) {
  const { t, of, language } = useWords()
  const [dialog, setDialog] = useState<'task' | 'note' | 'erase' | null>(null)
  const { archive } = useRecordWriter(entity.name)
  const task = useEntity('task')
  const { user } = useSession()
  const { record, refs, title } = opened
  const owner = refs[String(record['owner'] ?? '')]?.title
  const email = textOf(record['email'])
  const phone = textOf(record['phone'])
  const isArchived = record['archivedAt'] != null
  const about = {
    [entity.name]: record.id,
    ...(record['contact'] ? { contact: record['contact'] } : {}),
    ...(record['company'] ? { company: record['company'] } : {}),
  }
  const setArchived = async (archived: boolean) => {
    await archive.mutateAsync({ ids: [record.id], archived })
    toast.undoable(t(archived ? 'list.archived' : 'list.restored', { count: 1 }), t('common.undo'), () =>
      archive.mutate({ ids: [record.id], archived: !archived }),
    )
  }
  return (
    <>
      <PageHeader
        before={
          <ActionIcon component={Link} href={`/${entity.plural}`} color="gray" aria-label={of(entity.titles)}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        }
        title={
          <Group gap={8} component="span" wrap="nowrap">
            <EntityIcon entity={entity.name} />
            {title === '' || title === record.id ? t('card.nameless') : titleInWords(entity, title, language)}
          </Group>
        }
        about={
          <Group gap="sm">
            <span>{of(entity.title)}</span>
            {entity.access === 'owned' && <span>{owner === undefined ? t('card.noOwner') : t('card.owner', { name: owner })}</span>}
            {entity.name === 'contact' && <Score contact={record.id} score={Number(record['score'] ?? 0)} />}
            {isArchived && <Badge variant="default">{t('card.archivedNotice')}</Badge>}
          </Group>
        }
      >
        {email && (
          <Button component="a" href={`mailto:${email}`} variant="default" leftSection={<IconMail size={18} stroke={1.75} />}>
            {t('card.write')}
          </Button>
        )}
        {phone && (
          <Button component="a" href={`tel:${phone}`} variant="default" leftSection={<IconPhone size={18} stroke={1.75} />}>
            {t('card.call')}
          </Button>
        )}
        {withTasks.has(entity.name) && task.mayWrite && (
          <Button leftSection={<IconCheckbox size={18} stroke={1.75} />} onClick={() => setDialog('task')}>
            {t('card.addTask')}
          </Button>
        )}
        {entity.mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" px={8} aria-label={t('common.more')}>
                <IconDots size={20} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconNote size={18} stroke={1.75} />} onClick={() => setDialog('note')}>
                {t('card.addNote')}
              </Menu.Item>
              <Menu.Item
                leftSection={isArchived ? <IconArrowBackUp size={18} stroke={1.75} /> : <IconArchive size={18} stroke={1.75} />}
                onClick={() => setArchived(!isArchived)}
              >
                {t(isArchived ? 'card.restore' : 'card.archive')}
              </Menu.Item>
              {entity.name === 'contact' && user.role === 'admin' && (
                <Menu.Item color="red.9" leftSection={<IconTrash size={18} stroke={1.75} />} onClick={() => setDialog('erase')}>
                  {t('erase.menu')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </PageHeader>
      {dialog === 'task' && (
        <CreateDialog entity={task} given={onlyKnown(task, about)} close={() => setDialog(null)} created={() => undefined} />
      )}
      {dialog === 'erase' && <EraseDialog contact={record.id} close={() => setDialog(null)} />}
      {dialog === 'note' && <NoteDialog entity={entity.name} id={record.id} close={() => setDialog(null)} />}
    </>
  )
}

/** Kinds of records that a task can be about. */
const withTasks = new Set(['contact', 'company', 'deal', 'order', 'invoice', 'product'])

const onlyKnown = (entity: DescribedEntity, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(entity.fields, name)))

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
