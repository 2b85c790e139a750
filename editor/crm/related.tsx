/** What belongs to a record: open deals and unpaid invoices, latest orders, the people of a company, the prices of a product. */
import { Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { entityNamed } from '../../shared/entities.ts'
import { addressOf } from '../../shared/record-address.ts'
import type { Rule } from '../../shared/rules.ts'
import { type RecordData, type RecordList, recordsQuery, titleOf } from '../api/records.ts'
import { Money } from '../ui/money.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { useToday } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { FieldValue, isMoney } from './field-value.tsx'
import { Line, Panel } from './now-panel.tsx'
import { owedOf, owedRule, sumsOf } from './owed.ts'
import { type Related, relatedOf } from './related-kinds.ts'

/** The panels of a record that have something to show. */
export function useRelated(entity: string, id: string): readonly ReactNode[] {
  const kinds = relatedOf(entity)
  const lists = useQueries({
    queries: kinds.map((kind) => recordsQuery(kind.entity, { filter: ruleOf(kind, id), sort: kind.sort }, kind.most)),
  })
  return kinds.flatMap((kind, at) => {
    const list = lists[at]?.data
    return list && list.items.length > 0 ? [<RelatedPanel key={kind.title} kind={kind} list={list} id={id} />] : []
  })
}

function ruleOf({ by, rule }: Related, id: string): Rule {
  const own: Rule = { field: by, is: 'is', value: id }
  return rule ? { all: [own, rule] } : own
}

interface Props {
  readonly kind: Related
  readonly list: RecordList
  readonly id: string
}

function RelatedPanel({ kind, list, id }: Props) {
  const { t } = useWords()
  const { plural } = entityNamed(kind.entity)
  const isDebt = kind.rule === owedRule
  const hidden = list.total - list.items.length
  return (
    <Panel
      title={t(kind.title)}
      about={isDebt && <Sums of={list.items.map(owedOf)} />}
      {...(hidden > 0 && kind.hasList
        ? { all: { to: `/${plural}?filter=${encodeURIComponent(JSON.stringify(ruleOf(kind, id)))}`, count: list.total } }
        : {})}
    >
      {list.items.map((record) => (
        <RelatedLine key={record.id} kind={kind} record={record} refs={list.refs} />
      ))}
    </Panel>
  )
}

function Sums({ of: owed }: { readonly of: readonly ({ readonly cents: number; readonly currency: string } | null)[] }) {
  return (
    <Group gap="xs" component="span" fw={600}>
      {sumsOf(owed).map((sum) => (
        <Money key={sum.currency} value={sum} />
      ))}
    </Group>
  )
}

function RelatedLine({ kind, record, refs }: { readonly kind: Related; readonly record: RecordData; readonly refs: RecordList['refs'] }) {
  const { t, of } = useWords()
  const described = entityNamed(kind.entity)
  const today = useToday()
  const isLate = kind.rule === owedRule && typeof record['dueOn'] === 'string' && record['dueOn'] < today
  const named = kind.named === undefined ? undefined : refs[String(record[kind.named] ?? '')]
  const to = named ? (named.hidden ? null : addressOf(named.entity, named.id)) : addressOf(kind.entity, record.id)
  const shown = kind.fields.filter((name) => record[name] !== null && record[name] !== undefined)
  return (
    <Line to={to} title={named?.hidden ? t('common.hidden') : (named?.title ?? <Name kind={kind} record={record} />)}>
      {isLate && (
        <>
          <StateBadge icon={IconAlertTriangle} tone="error">
            {t('now.late')}
          </StateBadge>{' '}
        </>
      )}
      {kind.entity === 'price' && <Span of={record} />}
      {shown.map((name, at) => {
        const field = described.fields[name]
        return (
          <span key={name}>
            {at > 0 && ' · '}
            {field && kind.labelled?.includes(name) && `${of(field.title)}: `}
            {field && <FieldValue field={field} value={record[name]} refs={refs} plain />}
          </span>
        )
      })}
    </Line>
  )
}

/** From when until when a price was valid. */
function Span({ of: { validFrom, validTo } }: { readonly of: RecordData }) {
  const { t, language } = useWords()
  const day = (value: unknown) => (typeof value === 'string' ? dayInWords(value, language) : '')
  return typeof validTo === 'string'
    ? t('now.validUntil', { from: day(validFrom), to: day(validTo) })
    : t('now.validSince', { from: day(validFrom) })
}

/** A price is called by its sum, everything else by its title. */
function Name({ kind, record }: { readonly kind: Related; readonly record: RecordData }) {
  const { t } = useWords()
  const amount = record['amount']
  if (kind.entity === 'price' && isMoney(amount))
    return (
      <Text span inherit fw={600}>
        <Money value={amount} />
      </Text>
    )
  return titleOf(entityNamed(kind.entity), record) || t('common.empty')
}
