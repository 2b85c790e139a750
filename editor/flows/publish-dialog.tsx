import { Alert, Anchor, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Impact } from '../../shared/api/moves.ts'
import type { OpenedWorkflow, Published, Standing } from '../../shared/api/workflows.ts'
import { canPublish, type Problem } from '../../shared/problem.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { ChangeList } from '../compare/change-list.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { AnsweredFeedback } from './answered-feedback.tsx'
import { LoadForecast } from './load-forecast.tsx'
import { MovePlan } from './move-plan.tsx'
import { isAnything, isComplete, nobodyMoves } from './plan-choices.ts'
import { ProblemRow } from './problem-list.tsx'
import { StartFor } from './start-for.tsx'
import { useFeedback } from './use-feedback.ts'

interface Props {
  readonly opened: OpenedWorkflow
  readonly revision: number
  /** What becomes live: the draft, or what an older version holds. */
  readonly draft: Workflow
  /** The number of that older version. */
  readonly older?: number
  readonly problems: readonly Problem[]
  readonly close: () => void
  readonly done: () => void
}

/**
 * Before a draft or an older version becomes live: who is inside and what becomes of them, how much there will be to
 * decide, what changes in words, for whom it begins, a note. With errors it is not possible, and they are listed. `revision` is that of the saved draft; `done` is called after the publication.
 */
export function PublishDialog({ opened, revision, draft, older, problems, close, done }: Props) {
  const { t } = useWords()
  const { types, known } = useScene()
  const client = useQueryClient()
  const describe = useProblemText()
  const [, go] = useLocation()
  const [note, setNote] = useState(older === undefined ? '' : t('versions.againNote', { number: older }))
  const [plan, setPlan] = useState(nobodyMoves)
  const next = (opened.liveVersion ?? 0) + 1
  const blocking = problems.filter(({ level }) => level !== 'warning')
  const path = `/api/workflows/${encodeURIComponent(opened.id)}`
  const impact = useQuery({
    queryKey: ['workflows', opened.id, 'impact', older ?? null],
    enabled: opened.liveVersion !== null,
    staleTime: 0,
    queryFn: () => api.get<Impact>(`${path}/impact`, { version: older ?? null }),
  })
  // Whoever is paused begins for nobody.
  const asksWhom = opened.state !== 'paused'
  const standing = useQuery({
    queryKey: ['workflows', opened.id, 'standing', older ?? null],
    enabled: asksWhom,
    staleTime: 0,
    queryFn: () => api.get<Standing>(`${path}/standing`, { version: older ?? null }),
  })
  const [also, setAlso] = useState(false)
  const feedback = useFeedback(opened.id, true)
  const [answers, setAnswers] = useState<ReadonlySet<string>>(new Set())
  const publish = useMutation({
    mutationFn: () =>
      api.put<Published>(`${path}/publication`, {
        revision,
        ...(older === undefined ? {} : { version: older }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(isAnything(plan) ? { plan } : {}),
        ...(also ? { standing: true } : {}),
        ...(answers.size > 0 ? { answers: [...answers] } : {}),
      }),
    onSuccess: ({ version, job }) => {
      toast.done(t('publish.done', { version }))
      close()
      void client.invalidateQueries({ queryKey: ['workflows'] })
      if (answers.size > 0) void client.invalidateQueries({ queryKey: ['records', 'feedback'] })
      done()
      if (job !== null) go(`/flows/${opened.id}/people?move=${job}`)
    },
  })
  const isReady = canPublish(problems) && (!impact.data || isComplete(plan, impact.data))
  return (
    <Modal
      opened
      onClose={close}
      title={t('publish.title', { version: next })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {canPublish(problems) ? (
          <>
            {opened.liveVersion === null && <Text size="sm">{t('publish.first')}</Text>}
            {impact.data?.inside === 0 && <Text size="sm">{t('plan.nobody')}</Text>}
            {impact.data && impact.data.inside > 0 && (
              <MovePlan {...{ flow: opened.id, impact: impact.data, version: next, next: draft, live: opened.live, plan }} set={setPlan} />
            )}
            <LoadForecast flow={opened.id} draft={draft} {...(older === undefined ? {} : { older })} />
            <section>
              <Group justify="space-between" gap={8} mb={6}>
                <Text fw={600} size="sm">
                  {t('publish.changes')}
                </Text>
                {opened.liveVersion !== null && (
                  <Anchor href={`/flows/${opened.id}/versions/${opened.liveVersion}/${older ?? 'draft'}`} target="_blank" size="sm">
                    {t('compare.onCanvas')}
                  </Anchor>
                )}
              </Group>
              <ChangeList before={opened.live ?? emptyWorkflow(opened.id, draft.name)} after={draft} types={types} known={known} />
            </section>
            {asksWhom && standing.data && <StartFor standing={standing.data} also={also} set={setAlso} />}
            {feedback && feedback.size > 0 && (
              <AnsweredFeedback feedback={[...feedback.values()].flat()} draft={draft} answers={answers} set={setAnswers} />
            )}
            <Textarea
              label={t('publish.note')}
              placeholder={t('publish.notePlaceholder')}
              autosize
              minRows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {publish.isError && (
              <Alert color="red" role="alert">
                {describe(publish.error)}
              </Alert>
            )}
          </>
        ) : (
          <>
            <Alert icon={<IconAlertTriangle size={18} />} color="red" variant="light">
              {t('publish.blocked', { count: blocking.length })}
            </Alert>
            <ul className="problem-list__plain">
              {blocking.map((problem, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own
                <ProblemRow key={at} problem={problem} openPanel={close} />
              ))}
            </ul>
          </>
        )}
        <Group justify="flex-end" className="dialog-deeds">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!isReady} loading={publish.isPending} onClick={() => publish.mutate()} data-autofocus>
            {also ? t('publish.doAlso', { version: next, count: standing.data?.count ?? 0 }) : t('publish.do', { version: next })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
