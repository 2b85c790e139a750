import { Table, Title } from '@mantine/core'
import { useRecords } from '../api/records.ts'
import { Money } from '../ui/money.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { numberInWords } from '../ui/time-words.ts'
import { useWords } from '../words/use-words.ts'
import { isMoney } from './field-value.tsx'
import { sumsOf } from './owed.ts'
import styles from './record-page.module.css'

/** What was ordered: each product with its quantity and price, and what the whole comes to. `order` is an id. */
export function OrderLines({ order }: { readonly order: string }) {
  const { t, language } = useWords()
  const lines = useRecords('orderLine', { filter: { field: 'order', is: 'is', value: order }, sort: 'createdAt' }, 200)
  if (lines.isPending) return <LoadingRows rows={2} />
  if (lines.isError) return <FailureState error={lines.error} again={() => lines.refetch()} />
  const { items, refs } = lines.data
  if (items.length === 0) return null
  const amounts = items.map(({ price, quantity }) => (isMoney(price) ? { ...price, cents: price.cents * Number(quantity ?? 0) } : null))
  return (
    <section className={styles['panel']} aria-label={t('lines.title')}>
      <Title order={2} mb="xs">
        {t('lines.title')}
      </Title>
      <Table verticalSpacing={6} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('lines.product')}</Table.Th>
            <Table.Th ta="right">{t('lines.quantity')}</Table.Th>
            <Table.Th ta="right">{t('lines.price')}</Table.Th>
            <Table.Th ta="right">{t('lines.sum')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((line, at) => {
            const product = refs[String(line['product'] ?? '')]
            const amount = amounts[at]
            return (
              <Table.Tr key={line.id}>
                <Table.Td>{product ? <RecordLink {...product} /> : String(line['description'] ?? '')}</Table.Td>
                <Table.Td ta="right">{numberInWords(Number(line['quantity'] ?? 0), language)}</Table.Td>
                <Table.Td ta="right">{isMoney(line['price']) && <Money value={line['price']} />}</Table.Td>
                <Table.Td ta="right">{amount && <Money value={amount} />}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
        <Table.Tfoot>
          {sumsOf(amounts).map((sum) => (
            <Table.Tr key={sum.currency}>
              <Table.Th colSpan={3}>{t('lines.total')}</Table.Th>
              <Table.Th ta="right">
                <Money value={sum} />
              </Table.Th>
            </Table.Tr>
          ))}
        </Table.Tfoot>
      </Table>
    </section>
  )
}
