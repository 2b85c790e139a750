import { Alert, Button, Text } from '@mantine/core'
import { IconBolt, IconFilterPlus, IconHandStop } from '@tabler/icons-react'
import { isAsked, unless } from '../../shared/declines.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { decisionsIn, proposedMode } from '../../shared/trust.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useActions } from '../canvas/actions.ts'
import { useRuleScope } from '../rules/rule-editor.tsx'
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
      <ProposedCondition node={node} common={trust.common} />
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

/** What declined suggestions had in common, as a condition that one click puts into the draft. */
function ProposedCondition({ node, common }: { readonly node: WorkflowNode; readonly common: StepDecisions['common'] }) {
  const { t, language } = useWords()
  const actions = useActions()
  const scope = useRuleScope(true)
  const subject = useWorkflow(({ settings }) => settings.subject)
  if (subject === null) return null
  const proposed = common
    .map((each) => ({ ...each, condition: unless(subject, each.fact) }))
    .find(({ condition }) => !isAsked(condition, node.common?.relevance))
  if (!proposed) return null
  const { fact, declined, approved, condition } = proposed
  return (
    <Alert mt={8} p="xs" variant="light" color="blue" icon={<IconFilterPlus size={18} stroke={1.75} />}>
      <Text size="sm">{t('trust.common', { ...declined, fact: ruleWords(fact, subject, language, scope) })}</Text>
      <Text size="sm">{t('trust.commonApproved', { ...approved })}</Text>
      <Text size="xs" mt={4}>
        {t('trust.condition', { condition: ruleWords(condition, subject, language, scope) })}
      </Text>
      <Button mt={8} size="compact-sm" variant="default" onClick={() => actions.addRelevance(node.id, condition)}>
        {t('trust.addCondition')}
      </Button>
    </Alert>
  )
}

/** Each verdict that there was, with its number, in words. */
export function useVerdicts(trust: Pick<StepDecisions, 'unchanged' | 'edited' | 'declined'>): string[] {
  const { t } = useWords()
  return (['unchanged', 'edited', 'declined'] as const).flatMap((how) => (trust[how] > 0 ? [t(`trust.${how}`, { count: trust[how] })] : []))
}
