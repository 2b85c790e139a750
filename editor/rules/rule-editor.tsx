/**
 * Rows *field – is – value* in groups "all of / any of / none of", two levels deep; used by filters, segments and
 * conditions of flows alike. What is nested deeper is shown in words and kept as it is.
 */
import { ActionIcon, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useContext, useState } from 'react'
import { namesIn } from '../../shared/param-words.ts'
import type { RuleFieldType } from '../../shared/rule-fields.ts'
import { type RuleSpeech, ruleWords } from '../../shared/rule-words.ts'
import type { Rule, RuleLine } from '../../shared/rules.ts'
import { useKnown } from '../api/known.ts'
import { useEntities } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import { FlowValues } from './flow-values.ts'
import styles from './rule-row.module.css'
import { RuleRow } from './rule-row.tsx'
import { asGroup, groupOf, isDrawn, orNothing, type Group as RuleGroup, toRule, withMore, withoutRule, withRule } from './rule-shape.ts'

/** A value of the workflow that a row may ask about: of the event, an earlier step, a variable, the item of a list. */
export interface ExtraField {
  readonly path: string
  readonly label: string
  /** Its heading among the fields. */
  readonly group: string
  readonly type?: RuleFieldType
}

/** What a rule is about, and what else it may ask. */
export interface RuleEditorProps {
  /** What the rule is about; null: only `extra` can be asked. */
  readonly entity: string | null
  readonly rule: Rule | null
  /** Null when the last row is gone. */
  readonly onChange: (rule: Rule | null) => void
  readonly extra?: readonly ExtraField[]
  /** The answer of "check one", line by line in the order of the rule. */
  readonly lines?: readonly RuleLine[]
}

/** Rows that are not finished yet are handed out, too, so a rule of it need not be one that can be tested. */
export function RuleEditor({ entity, rule, onChange, extra = [], lines = [] }: RuleEditorProps) {
  const scope = useRuleScope(extra.length > 0)
  return (
    <div className={styles['wrap']}>
      <GroupRows
        entity={entity}
        group={asGroup(rule)}
        depth={0}
        extra={extra}
        scope={scope}
        verdict={(one) => lines.find((line) => JSON.stringify(line.rule) === JSON.stringify(one)) ?? null}
        onChange={(group) => onChange(orNothing(group))}
      />
    </div>
  )
}

/** The fields that rules may name here, those of users included, and the names of what rules point to. */
export function useRuleScope(workflow: boolean): RuleSpeech {
  const entities = useEntities()
  const known = useKnown()
  return {
    workflow,
    custom: (name) => entities(name).customFields,
    nameOf: namesIn(known),
    ...(known.currency ? { currency: known.currency } : {}),
  }
}

interface RowsProps {
  readonly entity: string | null
  readonly group: RuleGroup
  readonly depth: number
  readonly extra: readonly ExtraField[]
  readonly scope: RuleSpeech
  readonly verdict: (rule: Rule) => RuleLine | null
  readonly onChange: (group: RuleGroup) => void
  readonly onRemove?: () => void
}

function GroupRows({ entity, group, depth, extra, scope, verdict, onChange, onRemove }: RowsProps) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const rows = group.rules
  return (
    <Stack
      gap="xs"
      style={depth > 0 ? { borderLeft: '3px solid var(--t-divider)', paddingLeft: 12 } : undefined}
      role="group"
      aria-label={t(`rules.${group.kind}`)}
    >
      {(rows.length > 1 || depth > 0 || group.kind !== 'all') && (
        <Group justify="space-between" wrap="nowrap">
          <SegmentedControl
            size="xs"
            aria-label={t('rules.combine')}
            value={group.kind}
            onChange={(kind) => onChange({ ...group, kind })}
            data={[
              { value: 'all', label: t('rules.all') },
              { value: 'any', label: t('rules.any') },
              { value: 'not', label: t('rules.not') },
            ]}
          />
          {onRemove && (
            <ActionIcon aria-label={t('rules.removeGroup')} onClick={onRemove} c="var(--t-secondary)">
              <IconX size={18} />
            </ActionIcon>
          )}
        </Group>
      )}
      {rows.length === 0 && !adding && depth === 0 && (
        <Text size="sm" c="dimmed">
          {t('rules.empty')}
        </Text>
      )}
      {rows.map((rule, at) => {
        const change = (next: Rule) => onChange(withRule(group, at, next))
        const remove = () => onChange(withoutRule(group, at))
        const inner = groupOf(rule)
        // biome-ignore-start lint/suspicious/noArrayIndexKey: a row has no name of its own; its place is what it is
        if (!isDrawn(rule, depth + 1)) return <InWords key={at} rule={rule} entity={entity} scope={scope} remove={remove} />
        if (inner)
          return (
            <GroupRows
              key={at}
              {...{ entity, extra, scope, verdict }}
              group={inner}
              depth={depth + 1}
              onChange={(next) => (next.rules.length === 0 ? remove() : change(toRule(next)))}
              onRemove={remove}
            />
          )
        return <RuleRow key={at} {...{ entity, extra, scope, rule }} verdict={verdict(rule)} onChange={change} onRemove={remove} />
        // biome-ignore-end lint/suspicious/noArrayIndexKey: a row has no name of its own; its place is what it is
      })}
      {adding && (
        <RuleRow
          {...{ entity, extra, scope }}
          rule={null}
          verdict={null}
          onChange={(rule) => {
            setAdding(false)
            onChange(withMore(group, rule))
          }}
          onRemove={() => setAdding(false)}
        />
      )}
      <Group gap="xs">
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} disabled={adding}>
          {t('rules.addRow')}
        </Button>
        {depth === 0 && rows.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            onClick={() => onChange(withMore(group, { any: [] }))}
          >
            {t('rules.addGroup')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function InWords(props: { readonly rule: Rule; readonly entity: string | null; readonly scope: RuleSpeech; readonly remove: () => void }) {
  const { t, language } = useWords()
  const flow = useContext(FlowValues)
  const speech = flow ? { ...props.scope, labelOf: flow.nameOf } : props.scope
  return (
    <Group wrap="nowrap" justify="space-between" align="flex-start">
      <div>
        <Text size="sm">{ruleWords(props.rule, props.entity, language, speech)}</Text>
        <Text size="xs" c="dimmed">
          {t('rules.inWords')}
        </Text>
      </div>
      <ActionIcon aria-label={t('rules.removeRow')} onClick={props.remove} c="var(--t-secondary)">
        <IconX size={18} />
      </ActionIcon>
    </Group>
  )
}
