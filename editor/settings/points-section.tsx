import { Button, Checkbox, Group, Modal, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingsData } from '../../shared/api/settings.ts'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import type { RecordData } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { RecordSection } from './record-section.tsx'
import { Section } from './section.tsx'

/** What signs of interest are worth, counting them anew, and from where on a score is an A or a B. */
export default function PointsSection() {
  const { t } = useWords()
  const { user } = useSession()
  const [recounting, setRecounting] = useState<RecordData | null>(null)
  return (
    <>
      <RecordSection
        entity="scoreRule"
        title={t('settings.points')}
        about={t('settings.pointsAbout')}
        sort="name"
        extra={(rule) => (
          <Button size="compact-sm" variant="subtle" leftSection={<IconRefresh size={16} />} onClick={() => setRecounting(rule)}>
            {t('points.recount')}
          </Button>
        )}
      />
      {user.role === 'admin' && <Grades />}
      {recounting && <RecountDialog rule={recounting} close={() => setRecounting(null)} />}
    </>
  )
}

function RecountDialog({ rule, close }: { readonly rule: RecordData; readonly close: () => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [startFlows, setStartFlows] = useState(false)
  const recount = useMutation({
    mutationFn: () => api.post(`/api/score-rules/${rule.id}/recounts`, { startFlows }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['jobs'] })
      toast.done(t('points.started'))
      close()
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  return (
    <Modal
      opened
      onClose={close}
      title={t('points.recountOf', { name: String(rule['name']) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text>{t('points.recountAbout')}</Text>
        <Checkbox
          label={t('points.startFlows')}
          description={t('points.startFlowsHint')}
          checked={startFlows}
          onChange={(event) => setStartFlows(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button onClick={() => recount.mutate()} loading={recount.isPending} data-autofocus>
            {t('points.recount')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Grades() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => api.get<SettingsData>('/api/settings') })
  if (settings.isPending) return <LoadingRows rows={2} />
  if (settings.isError) return <FailureState error={settings.error} again={() => settings.refetch()} />
  return <GradeForm key={JSON.stringify(settings.data)} stored={settings.data} />
}

function GradeForm({ stored }: { readonly stored: SettingsData }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [grades, setGrades] = useState(stored.grades)
  const save = useMutation({
    mutationFn: () => api.put('/api/settings', { ...stored, grades }),
    onSuccess: async () => {
      toast.done(t('common.saved'))
      await Promise.all([client.invalidateQueries({ queryKey: ['settings'] }), client.invalidateQueries({ queryKey: sessionKey })])
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  return (
    <Section title={t('settings.grades')} about={t('settings.gradesAbout')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" maw={720}>
        {(['a', 'b'] as const).map((grade) => (
          <NumberInput
            key={grade}
            label={t('settings.gradeFrom', { grade: grade.toUpperCase() })}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={grades[grade]}
            onChange={(value) => typeof value === 'number' && setGrades({ ...grades, [grade]: value })}
          />
        ))}
      </SimpleGrid>
      <Group>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </Group>
    </Section>
  )
}
