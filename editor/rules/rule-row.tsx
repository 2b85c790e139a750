import { ActionIcon, Box, Group, NumberInput, Select, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { comparisonsFor, type FieldScope, fieldAt, type RuleField, relationAt } from '../../shared/rule-fields.ts'
import { comparisonWords } from '../../shared/rule-words.ts'
import {
  type Comparison,
  type FieldRule,
  type RelatedRule,
  type Rule,
  type RuleLine,
  relationIn,
  type SegmentRule,
} from '../../shared/rules.ts'
import { useEntities } from '../api/records.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useWords } from '../words/use-words.ts'
import { DurationInput } from './duration-input.tsx'
import { FieldChooser, relationMark, segmentMark } from './field-chooser.tsx'
import { useFoundValue } from './found-value.ts'
import type { ExtraField } from './rule-editor.tsx'
import styles from './rule-row.module.css'
import {
  asGroup,
  comparedBy,
  emptied,
  isField,
  isRelated,
  isSegment,
  keyedEntity,
  orNothing,
  rowFor,
  withMore,
  withoutRule,
  withRule,
} from './rule-shape.ts'
import { RuleValue } from './rule-value.tsx'

interface Props {
  readonly entity: string | null
  readonly extra: readonly ExtraField[]
  readonly scope: FieldScope
  /** Null: a row that has only just been added. */
  readonly rule: Rule | null
  readonly verdict: RuleLine | null
  readonly onChange: (rule: Rule) => void
  readonly onRemove: () => void
  readonly plain?: boolean
}

/** One row: what is asked, how it is compared, with what; and, after "check one", what was found. */
export function RuleRow({ entity, extra, scope, rule, verdict, onChange, onRemove, plain = false }: Props) {
  const { t } = useWords()
  const related = rule && isRelated(rule) ? rule : null
  const asked = rule && isField(rule) ? rule : null
  const segment = rule && isSegment(rule) ? rule : null
  const path = segment ? segmentMark : related ? `${relationMark}${relationIn(related)}` : (asked?.field ?? null)
  const choose = (next: string) => {
    if (next === segmentMark) onChange({ segment: '', is: 'in' })
    else if (next.startsWith(relationMark)) onChange({ some: next.slice(1) })
    else onChange(rowFor(next, askedField(entity, next, scope, extra), asked))
  }
  return (
    <Box className={styles['row'] ?? ''}>
      <FieldChooser {...{ entity, extra, plain }} value={path} onChange={choose} />
      {asked && <Compared {...{ entity, scope, extra }} rule={asked} onChange={onChange} />}
      {segment && <InSegment entity={entity} rule={segment} onChange={onChange} />}
      {related && <Related {...{ entity, scope }} rule={related} onChange={onChange} />}
      <ActionIcon className={styles['remove'] ?? ''} aria-label={t('rules.removeRow')} onClick={onRemove} c="var(--t-secondary)">
        <IconX size={18} />
      </ActionIcon>
      {verdict && <Found line={verdict} field={asked && askedField(entity, asked.field, scope, extra)} />}
    </Box>
  )
}

function askedField(entity: string | null, path: string, scope: FieldScope, extra: readonly ExtraField[]): RuleField | null {
  const offered = extra.find((each) => each.path === path)
  if (offered?.type) return { type: offered.type, titles: [], field: null, entity: null }
  return fieldAt(entity, path, scope)
}

interface ComparedProps {
  readonly entity: string | null
  readonly scope: FieldScope
  readonly extra: readonly ExtraField[]
  readonly rule: FieldRule
  readonly onChange: (rule: Rule) => void
}

function Compared({ entity, scope, extra, rule, onChange }: ComparedProps) {
  const { t, of } = useWords()
  const entities = useEntities()
  const field = askedField(entity, rule.field, scope, extra)
  const keyed = keyedEntity(entity, rule.field, scope, (name) => entities(name).key)
  const type = keyed ? 'ref' : (field?.type ?? 'any')
  const offered = comparisonsFor(type)
  const shown = offered.includes(rule.is) ? offered : [...offered, rule.is]
  return (
    <>
      <Select
        aria-label={t('rules.comparison')}
        allowDeselect={false}
        data={shown.map((is) => ({ value: is, label: of(comparisonWords(is, type)) }))}
        value={rule.is}
        onChange={(is) => is !== null && onChange(comparedBy(rule, is as Comparison))}
      />
      <RuleValue {...{ rule, field, keyed }} onChange={(value) => onChange({ ...rule, value })} onClear={() => onChange(emptied(rule))} />
    </>
  )
}

/** "Segment: is in, Debtors", by the key, so that the segment may be called otherwise. */
function InSegment({ entity, rule, onChange }: Pick<RelatedProps, 'entity' | 'onChange'> & { readonly rule: SegmentRule }) {
  const { t } = useWords()
  return (
    <>
      <Select
        aria-label={t('rules.comparison')}
        allowDeselect={false}
        value={rule.is}
        onChange={(is) => onChange({ ...rule, is: is === 'in' ? 'in' : 'not-in' })}
        data={[
          { value: 'in', label: t('rules.inSegment') },
          { value: 'not-in', label: t('rules.notInSegment') },
        ]}
      />
      <RecordPicker
        aria-label={t('rules.value')}
        entity="segment"
        store="key"
        sort="name"
        clearable={false}
        within={{ field: 'entity', is: 'is', value: entity }}
        value={rule.segment === '' ? null : rule.segment}
        onChange={(segment) => onChange({ ...rule, segment: segment ?? '' })}
      />
    </>
  )
}

const counting = ['over', 'under', 'at-least', 'at-most', 'is'] as const

interface RelatedProps {
  readonly entity: string | null
  readonly scope: FieldScope
  readonly rule: RelatedRule
  readonly onChange: (rule: Rule) => void
}

/** "Orders: there are more than 3 in the last 90 days, which …" */
function Related({ entity, scope, rule, onChange }: RelatedProps) {
  const { t } = useWords()
  const name = relationIn(rule)
  const relation = relationAt(entity, name)
  const how = rule.some !== undefined ? 'some' : rule.none !== undefined ? 'none' : (rule.is ?? 'over')
  const rest: RelatedRule = { ...(rule.where ? { where: rule.where } : {}), ...(rule.last ? { last: rule.last } : {}) }
  const where = asGroup(rule.where ?? null)
  const change = (next: string | null) => {
    if (next === 'some') onChange({ some: name, ...rest })
    else if (next === 'none') onChange({ none: name, ...rest })
    else onChange({ count: name, ...rest, is: counting.find((each) => each === next) ?? 'over', value: rule.value ?? 1 })
  }
  const narrow = (group: typeof where) => {
    const { where: _, ...other } = rule
    const next = orNothing(group)
    onChange(next ? { ...other, where: next } : other)
  }
  const { workflow: _, ...inner } = scope
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <Select
          style={{ flex: 1 }}
          aria-label={t('rules.comparison')}
          allowDeselect={false}
          value={how}
          onChange={change}
          data={[
            { value: 'some', label: t('rules.has') },
            { value: 'none', label: t('rules.hasNone') },
            ...counting.map((each) => ({ value: each, label: t(`rules.count.${each}`) })),
          ]}
        />
        {rule.count !== undefined && (
          <NumberInput
            w={90}
            aria-label={t('rules.number')}
            min={0}
            value={rule.value ?? ''}
            onChange={(value) => typeof value === 'number' && onChange({ ...rule, value })}
          />
        )}
      </Group>
      <Group gap="xs">
        <Select
          flex="1 1 150px"
          aria-label={t('rules.when')}
          allowDeselect={false}
          value={rule.last === undefined ? 'any' : 'last'}
          onChange={(when) => {
            const { last: _, ...other } = rule
            onChange(when === 'last' ? { ...other, last: 'P90D' } : other)
          }}
          data={[
            { value: 'any', label: t('rules.anyTime') },
            { value: 'last', label: t('rules.inLast') },
          ]}
        />
        {rule.last !== undefined && (
          <DurationInput label={t('rules.number')} value={rule.last} set={(last) => last && onChange({ ...rule, last })} />
        )}
      </Group>
      {relation && (
        <div className={styles['where']}>
          {where.rules.length > 0 && (
            <Text size="xs" c="dimmed">
              {t('rules.where')}
            </Text>
          )}
          {where.rules.map((each, at) => (
            <RuleRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own; its place is what it is
              key={at}
              plain
              entity={relation.entity}
              extra={[]}
              scope={inner}
              rule={isField(each) && each.field === '' ? null : each}
              verdict={null}
              onChange={(next) => narrow(withRule(where, at, next))}
              onRemove={() => narrow(withoutRule(where, at))}
            />
          ))}
          <button type="button" className={styles['add'] ?? ''} onClick={() => narrow(withMore(where, { field: '', is: 'is' }))}>
            {t('rules.addWhere')}
          </button>
        </div>
      )}
    </>
  )
}

/** ✓ or ✗ beside the value that was found; a record by its name. */
function Found({ line, field }: { readonly line: RuleLine; readonly field: RuleField | null }) {
  const { t } = useWords()
  const value = useFoundValue(line, field) ?? t('common.empty')
  return (
    <Group gap={6} className={styles['found'] ?? ''} c={line.holds ? 'var(--t-done)' : 'var(--t-error)'}>
      {line.holds ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
      <Text size="xs">
        {isSegment(line.rule)
          ? t(line.holds ? 'rules.holds' : 'rules.holdsNot')
          : t(line.holds ? 'rules.lineHolds' : 'rules.lineHoldsNot', { value })}
      </Text>
    </Group>
  )
}
