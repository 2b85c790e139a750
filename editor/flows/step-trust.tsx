import { Alert, Button, Text } from '@mantine/core'
import { IconBolt, IconHandStop } from '@tabler/icons-react'
import { decisionsIn, proposedMode } from '../../shared/trust.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useActions } from '../canvas/actions.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { type StepDecisions, useTrust } from './use-trust.ts'

/** How often people approved a step as it is, corrected or declined it, and what the step could do then. */
export function StepTrust({ node }: { readonly node: WorkflowNode }) {
  const { readOnly } = useScene()
  const flow = useWorkflow(({ id }) => id)
  const trust = useTrust(flow, !readOnly)?.get(node.id)
  return trust ? <Decisions node={node} trust={trust} /> : null
}

function Decisions({ node, trust }: { readonly node: WorkflowNode; readonly trust: StepDecisions }) {
  const { t } = useWords()
  const actions = useActions()
  const proposed = proposedMode(trust, node.mode)
  const all = decisionsIn(trust)
  const Icon = proposed === 'act' ? IconBolt : IconHandStop
  return (
    <section className="step-trust" aria-label={t('trust.title')}>
      <Text size="xs">
        {t('trust.decided', { count: all })}: {useVerdicts(trust).join(', ')}
      </Text>
      {trust.reasons.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('trust.declinedFor')}: {trust.reasons.map(({ reason, count }) => `${t(`reason.${reason}`)} (${count})`).join(', ')}
        </Text>
      )}
      {trust.notes.length > 0 && (
        <ul className="step-trust__notes" aria-label={t('trust.notes')}>
          {trust.notes.map((note) => (
            <li key={note}>“{note}”</li>
          ))}
        </ul>
      )}
      {proposed && (
        <Alert mt={8} p="xs" variant="light" color="blue" icon={<Icon size={18} stroke={1.75} />}>
          <Text size="sm">
            {t(`trust.propose.${proposed}`, { count: proposed === 'act' ? all : trust.editedLately, unchanged: trust.unchanged })}
          </Text>
          <Button mt={8} size="compact-sm" variant="default" onClick={() => actions.setMode([node.id], proposed)}>
            {t(`trust.do.${proposed}`)}
          </Button>
        </Alert>
      )}
    </section>
  )
}

/** Each verdict that there was, with its number, in words. */
export function useVerdicts(trust: Pick<StepDecisions, 'unchanged' | 'edited' | 'declined'>): string[] {
  const { t } = useWords()
  return (['unchanged', 'edited', 'declined'] as const).flatMap((how) => (trust[how] > 0 ? [t(`trust.${how}`, { count: trust[how] })] : []))
}
