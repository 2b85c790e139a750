import { IconAlertTriangle } from '@tabler/icons-react'
import type { Language } from '../../shared/words.ts'
import { type DescribedEntity, type RecordData, useRecords } from '../api/records.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { moneyInWords } from '../ui/time-words.ts'
import { useToday } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { owedOf, owedRule } from './owed.ts'
import styles from './record-page.module.css'

/**
 * What stands between us and the next step: unpaid invoices that are late, and empty fields without which one can
 * hardly work. It goes when it is solved.
 */
export function Missing({ entity, record }: { readonly entity: DescribedEntity; readonly record: RecordData }) {
  const { t, of, language } = useWords()
  const today = useToday()
  const debtor = entity.name === 'contact' || entity.name === 'company'
  const late = useRecords(
    'invoice',
    {
      filter: {
        all: [{ field: entity.name, is: 'is', value: record.id }, owedRule, { field: 'dueOn', is: 'before', value: today }],
      },
      sort: 'dueOn',
    },
    10,
    debtor,
  )
  const unpaid = debtor ? (late.data?.items ?? []) : []
  const unknown = Object.entries(entity.fields).filter(
    ([name, field]) => wanted[entity.name]?.includes(name) && isEmpty(record[name]) && !field.readonly,
  )
  if (unpaid.length === 0 && unknown.length === 0) return null
  return (
    <section className={styles['missing']} aria-label={t('missing.title')}>
      <IconAlertTriangle size={18} color="var(--t-warning)" aria-hidden />
      <strong style={{ color: 'var(--t-warning)' }}>{t('missing.title')}</strong>
      {unpaid.map((invoice) => (
        <RecordLink
          key={invoice.id}
          entity="invoice"
          id={invoice.id}
          title={t('missing.overdueInvoice', { number: String(invoice['number'] ?? ''), amount: owed(invoice, language) })}
        />
      ))}
      {unknown.map(([name, field]) => (
        <span key={name}>{t('missing.field', { field: of(field.title) })}</span>
      ))}
    </section>
  )
}

/** Without these a record can hardly be worked with. */
const wanted: Readonly<Record<string, readonly string[]>> = { contact: ['email', 'owner'], company: ['owner'], deal: ['contact', 'owner'] }

function owed(invoice: RecordData, language: Language): string {
  const sum = owedOf(invoice)
  return sum ? moneyInWords(sum, language) : ''
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
