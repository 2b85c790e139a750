import { Group, Table, Text, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { Field } from '../../shared/entities/entity.ts'
import { type DescribedEntity, type RecordData, type RecordList, titleOf } from '../api/records.ts'
import { FieldValue } from '../crm/field-value.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly entity: DescribedEntity
  readonly records: readonly RecordData[]
  readonly refs: RecordList['refs']
  /** What is shown beside the name. */
  readonly columns: readonly (readonly [name: string, field: Field])[]
  readonly open: (record: RecordData) => void
  /** Something more in each row. */
  readonly extra?: (record: RecordData) => ReactNode
}

/** The records of a settings list: a table, and on a phone one under the other. */
export function RecordRows(props: Props) {
  const phone = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false })
  return phone ? <Lines {...props} /> : <Rows {...props} />
}

function Rows({ entity, records, refs, columns, open, extra }: Props) {
  const { t, of } = useWords()
  return (
    <Table verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{of(entity.title)}</Table.Th>
          {columns.map(([name, field]) => (
            <Table.Th key={name}>{of(field.title)}</Table.Th>
          ))}
          {extra && (
            <Table.Th>
              <span className="only-read-aloud">{t('common.more')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {records.map((record) => (
          <Table.Tr key={record.id}>
            <Table.Td>
              <Name entity={entity} record={record} open={open} />
            </Table.Td>
            {columns.map(([name, field]) => (
              <Table.Td key={name}>
                <FieldValue field={field} value={record[name]} refs={refs} />
              </Table.Td>
            ))}
            {extra && <Table.Td ta="right">{extra(record)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Lines({ entity, records, refs, columns, open, extra }: Props) {
  const { of } = useWords()
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {records.map((record) => (
        <li key={record.id} style={{ padding: '8px 0', borderTop: '1px solid var(--t-divider)' }}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Name entity={entity} record={record} open={open} />
            {extra?.(record)}
          </Group>
          <Text size="xs" c="dimmed" component="div">
            {columns
              // A tick without its name would say nothing.
              .filter(([name, { type }]) => type !== 'flag' && record[name] !== null && record[name] !== undefined && record[name] !== '')
              .map(([name, field], at) => (
                <span key={name}>
                  {at > 0 && ' · '}
                  {field.type === 'number' && `${of(field.title)}: `}
                  <FieldValue field={field} value={record[name]} refs={refs} plain />
                </span>
              ))}
          </Text>
        </li>
      ))}
    </ul>
  )
}

function Name({ entity, record, open }: Pick<Props, 'entity' | 'open'> & { readonly record: RecordData }) {
  const { t } = useWords()
  return (
    <UnstyledButton fz={14} c="var(--t-primary)" mih="var(--press)" miw="var(--press)" onClick={() => open(record)}>
      {titleOf(entity, record) || t('common.empty')}
    </UnstyledButton>
  )
}
