import { Box, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconUsers, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import type { RuleMatches } from '../../shared/api/records.ts'
import { checkRule } from '../../shared/rule-check.ts'
import type { Rule, Verdict } from '../../shared/rules.ts'
import { api } from '../api/client.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { FlowValues } from './flow-values.ts'
import { RuleEditor, type RuleEditorProps, useRuleScope } from './rule-editor.tsx'
import { dependsOnRun } from './rule-shape.ts'

interface Props extends Omit<RuleEditorProps, 'lines' | 'entity'> {
  readonly entity: string
}

/**
 * A rule with its effect beside it: whom it finds, a few of them, and what it says of one of them. A rule about values
 * of a run finds nobody before there is one, so there it only says so.
 */
export function RulePanel({ entity, rule, onChange, extra = [] }: Props) {
  const { t } = useWords()
  const check = t(entity === 'contact' ? 'rules.checkPerson' : 'rules.checkOne')
  const [checked, setChecked] = useState<string | null>(null)
  const [settled] = useDebouncedValue(rule, 300)
  const finished = useIsFinished(entity, settled)
  const isOpen = settled !== null && dependsOnRun(settled, entity)
  const verdict = useQuery({
    queryKey: ['rules', 'explanation', entity, checked, settled],
    queryFn: () => api.post<Verdict>('/api/rules/explanation', { entity, id: checked, rule: settled ?? { all: [] } }),
    enabled: checked !== null && finished && !isOpen,
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="sm">
      <RuleEditor {...{ entity, rule, onChange, extra }} lines={checked === null || isOpen ? [] : (verdict.data?.lines ?? [])} />
      <Matches entity={entity} rule={settled} />
      {!isOpen && (
        <Group gap="sm">
          <RecordPicker
            flex="1 1 200px"
            placeholder={check}
            aria-label={check}
            entity={entity}
            value={checked}
            onChange={(id) => setChecked(id)}
          />
          {checked !== null && verdict.data && (
            <StateBadge tone={verdict.data.holds ? 'done' : 'error'} icon={verdict.data.holds ? IconCheck : IconX}>
              {t(verdict.data.holds ? 'rules.holds' : 'rules.holdsNot')}
            </StateBadge>
          )}
        </Group>
      )}
    </Stack>
  )
}

/** "Matches 312 of 1,240", kept up to date while the rule is drawn; in words where only the flow that runs will know. */
export function Matches({ entity, rule }: { readonly entity: string; readonly rule: Rule | null }) {
  const { t, language } = useWords()
  const problemText = useProblemText()
  const finished = useIsFinished(entity, rule)
  const isOpen = rule !== null && dependsOnRun(rule, entity)
  const counted = finished && !isOpen
  const matches = useQuery({
    queryKey: ['rules', 'matches', entity, rule],
    queryFn: () => api.post<RuleMatches>('/api/rules/matches', { entity, rule: rule ?? { all: [] } }),
    enabled: counted,
    placeholderData: keepPreviousData,
  })
  const figures = new Intl.NumberFormat(language)
  return (
    <Box role="status" aria-live="polite">
      {!counted && (
        <Text size="sm" c="dimmed">
          {t(finished ? 'rules.dependsOnRun' : 'rules.unfinished')}
        </Text>
      )}
      {counted && matches.isError && (
        <Text size="sm" c="var(--t-error)">
          {problemText(matches.error)}
        </Text>
      )}
      {counted && matches.data && (
        <Group gap="sm">
          <IconUsers size={18} aria-hidden color="var(--t-secondary)" />
          <Text size="sm" fw={600}>
            {t('rules.matches', { found: figures.format(matches.data.count), total: figures.format(matches.data.total) })}
          </Text>
          {matches.data.samples.map((sample) => (
            <RecordLink key={sample.id} {...sample} />
          ))}
        </Group>
      )}
    </Box>
  )
}

function useIsFinished(entity: string, rule: Rule | null): boolean {
  const scope = useRuleScope(true)
  const references = useContext(FlowValues) !== null
  return rule === null || checkRule(rule, entity, { ...scope, references }).length === 0
}
