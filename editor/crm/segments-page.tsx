import { Button, Group, Modal, Select, Text, TextInput } from '@mantine/core'
import { IconChartPie, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { entityNamed } from '../../shared/entities.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { type Rule, segmentedEntities } from '../../shared/rules.ts'
import { useEntity, useRecords, useRecordWriter } from '../api/records.ts'
import { useRuleScope } from '../rules/rule-editor.tsx'
import { Matches } from '../rules/rule-panel.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { keyFrom } from './key-from.ts'
import styles from './record-page.module.css'

/** The segments, each with its rule in words. */
export default function SegmentsPage() {
  const { t, language } = useWords()
  const segments = useRecords('segment', { sort: 'name' }, 200)
  const { mayWrite } = useEntity('segment')
  const scope = useRuleScope(false)
  const [creating, setCreating] = useState(false)
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
      {t('segments.new')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('nav.segments')} about={t('segments.about')}>
        {add}
      </PageHeader>
      {segments.isPending && <LoadingRows />}
      {segments.isError && <FailureState error={segments.error} again={() => segments.refetch()} />}
      {segments.data?.items.length === 0 && (
        <EmptyState icon={IconChartPie} title={t('segments.empty')} hint={t('segments.about')}>
          {add}
        </EmptyState>
      )}
      {segments.data?.items.map((segment) => {
        const rule = segment['rule'] as Rule
        const entity = String(segment['entity'])
        return (
          <section key={segment.id} className={styles['panel']} aria-label={String(segment['name'])}>
            <Link href={`/segments/${segment.id}`} className="plain-link">
              <strong>{String(segment['name'])}</strong>
            </Link>
            <Text size="sm" c="dimmed" mb={4}>
              {ruleWords(rule, entity, language, scope)}
            </Text>
            <Matches entity={entity} rule={rule} />
          </section>
        )
      })}
      {creating && <NewSegment close={() => setCreating(false)} />}
    </>
  )
}

function NewSegment({ close }: { readonly close: () => void }) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const [, go] = useLocation()
  const { create } = useRecordWriter('segment')
  const [name, setName] = useState('')
  const [entity, setEntity] = useState('contact')
  const save = () =>
    create.mutate(
      { name, key: keyFrom(name), entity, rule: { all: [] } },
      { onSuccess: ({ record }) => go(`/segments/${record.id}`), onError: (error) => toast.failed(problemText(error)) },
    )
  return (
    <Modal opened onClose={close} title={t('segments.new')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextInput data-autofocus required label={t('list.nameOf')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          mt="sm"
          label={t('segments.of')}
          allowDeselect={false}
          value={entity}
          onChange={(next) => next && setEntity(next)}
          data={segmentedEntities.map((value) => ({ value, label: of(entityNamed(value).titles) }))}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            {t('list.create')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
