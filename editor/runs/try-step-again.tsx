import { Button, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Trial, TrialBody } from '../../shared/api/workflows.ts'
import { type Workflow, type WorkflowNode, withoutNote } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { renewed, type Visit } from './visits.ts'

/**
 * Tries one step of the last trial again, as it stands in the draft now, with the same that came in. What comes of it takes
 * the place of what had come of it; steps after it stay as they were tried, and are old from then on.
 */
export function TryStepAgain({ flow, visit }: { readonly flow: string; readonly visit: Visit }) {
  const { t } = useWords()
  const { view } = useScene()
  const describe = useProblemText()
  const tried = useView((each) => each.tried)
  const node = useWorkflow(({ nodes }) => nodes.find(({ id }) => id === visit.node))
  const stay = { node: visit.node, visit: visit.steps[0].visit }
  const again = useMutation({
    mutationFn: (body: TrialBody) => api.post<Trial>(`/api/workflows/${encodeURIComponent(flow)}/trials`, body),
    onSuccess: ({ steps: [first, ...more] }, { draft }) => {
      if (!tried || !draft || !first) return
      view.getState().setTried({ ...tried, workflow: draft as Workflow, ...renewed(tried, [first, ...more]) })
    },
  })
  if (!tried || !node) return null
  const before = tried.workflow.nodes.find(({ id }) => id === node.id)
  const isChanged = JSON.stringify(before && withoutNote(before)) !== JSON.stringify(withoutNote(node))
  return (
    <div className="trail__again">
      {isChanged && <Text size="sm">{t('trial.stepChanged')}</Text>}
      <Button
        size="compact-md"
        variant={isChanged ? 'filled' : 'default'}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={again.isPending}
        onClick={() => again.mutate({ ...tried.request, draft: withNode(tried.workflow, node), only: stay })}
      >
        {t('trial.stepAgain')}
      </Button>
      <Text size="sm" role="status" c={again.isError ? 'var(--t-error)' : 'dimmed'}>
        {again.isError && describe(again.error)}
        {again.data?.steps.length === 0 && t('trial.stepGone')}
        {again.data && again.data.steps.length > 0 && !isChanged && t('trial.stepTried')}
      </Text>
    </div>
  )
}

const withNode = (workflow: Workflow, node: WorkflowNode): Workflow => ({
  ...workflow,
  nodes: workflow.nodes.map((each) => (each.id === node.id ? node : each)),
})
