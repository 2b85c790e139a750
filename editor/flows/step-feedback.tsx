import { Text } from '@mantine/core'
import { IconMessageReport } from '@tabler/icons-react'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { useFeedback } from './use-feedback.ts'

/** What people who decide say is wrong with a step, and how it is closed. Nothing where nobody said anything. */
export function StepFeedback({ node }: { readonly node: WorkflowNode }) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const flow = useWorkflow(({ id }) => id)
  const feedback = useFeedback(flow, !readOnly)?.get(node.id)
  if (!feedback) return null
  return (
    <section className="step-feedback" aria-label={t('feedback.title')}>
      <h3>
        <IconMessageReport size={16} stroke={1.75} aria-hidden />
        {t('feedback.title')}
      </h3>
      <ul>
        {feedback.map(({ id, text, by, at, suggestion }) => (
          <li key={id}>
            <Text size="sm">{text}</Text>
            <Text size="xs" c="dimmed" component="div">
              {by ?? t('feedback.somebody')}, <When at={at} /> ·{' '}
              <RecordLink entity="suggestion" id={suggestion} title={t('feedback.suggestion')} />
            </Text>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {t('feedback.close')}
      </Text>
    </section>
  )
}
