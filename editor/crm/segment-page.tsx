import { ActionIcon, Button, Group, Paper, Stack, TextInput } from '@mantine/core'
import { IconArchive, IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { entityNamed } from '../../shared/entities.ts'
import type { Rule } from '../../shared/rules.ts'
import { address } from '../api/client.ts'
import { type OpenedRecord, useEntity, useRecord, useRecordWriter } from '../api/records.ts'
import { RulePanel } from '../rules/rule-panel.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** A segment: its name and rule, and at once whom it holds. */
export default function SegmentPage() {
  const { id = '' } = useParams<{ id: string }>()
  const opened = useRecord('segment', id)
  if (opened.isPending) return <LoadingRows />
  if (opened.isError) return <FailureState error={opened.error} again={() => opened.refetch()} />
  return <Segment key={`${id}/${opened.data.record.revision}`} opened={opened.data} />
}

function Segment({ opened }: { readonly opened: OpenedRecord }) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const [, go] = useLocation()
  const { record } = opened
  const { mayWrite } = useEntity('segment')
  const { change, archive } = useRecordWriter('segment')
  const stored = record['rule'] as Rule | null
  const [name, setName] = useState(opened.title)
  const [rule, setRule] = useState(stored)
  const about = entityNamed(String(record['entity'] ?? 'contact'))
  const changed = name !== opened.title || JSON.stringify(rule) !== JSON.stringify(stored)
  // Awaited here and not told by a callback: the card is drawn anew with each revision.
  const save = () =>
    change
      .mutateAsync({ id: record.id, revision: record.revision, fields: { name, rule: rule ?? { all: [] } } })
      .then(() => toast.done(t('common.saved')))
      .catch((error) => toast.failed(problemText(error)))
  const away = async () => {
    await archive.mutateAsync({ ids: [record.id], archived: true })
    toast.undoable(t('list.archived', { count: 1 }), t('common.undo'), () => archive.mutate({ ids: [record.id], archived: false }))
    go('/segments')
  }
  return (
    <>
      <PageHeader
        title={opened.title}
        about={of(about.titles)}
        before={
          <ActionIcon component={Link} href="/segments" color="gray" aria-label={t('nav.segments')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        }
      >
        <Button component={Link} variant="default" href={address(`/${about.plural}`, { filter: JSON.stringify(rule ?? { all: [] }) })}>
          {t('segments.showAll')}
        </Button>
        {mayWrite && (
          <>
            <Button variant="default" leftSection={<IconArchive size={18} stroke={1.75} />} onClick={away}>
              {t('card.archive')}
            </Button>
            <Button disabled={!changed || name.trim() === ''} loading={change.isPending} onClick={save}>
              {t('common.save')}
            </Button>
          </>
        )}
      </PageHeader>
      <Paper p="md" withBorder style={{ borderColor: 'var(--t-divider)' }}>
        <Stack>
          <Group>
            <TextInput
              w={360}
              maw="100%"
              label={t('list.nameOf')}
              value={name}
              readOnly={!mayWrite}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Group>
          <RulePanel entity={about.name} rule={rule} onChange={setRule} />
        </Stack>
      </Paper>
    </>
  )
}
