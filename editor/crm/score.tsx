/** The score of a contact, and every line that it is the sum of. */
import { Popover, Table, Text, UnstyledButton } from '@mantine/core'
import { IconGauge } from '@tabler/icons-react'
import { useState } from 'react'
import { useRecords } from '../api/records.ts'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'

export function Score({ contact, score }: { readonly contact: string; readonly score: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <Popover width={420} position="bottom-start" opened={open} onChange={setOpen} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          fz={12}
          mih={24}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color: 'var(--t-score)' }}
        >
          <IconGauge size={16} aria-hidden />
          <strong>
            {t('score.score')} {score}
          </strong>
          <span style={{ textDecoration: 'underline' }}>{t('score.why')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown mah="60dvh" maw="calc(100vw - 24px)" style={{ overflow: 'auto' }} aria-label={t('score.whyTitle', { score })}>
        {open && <Lines contact={contact} score={score} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Lines({ contact, score }: { readonly contact: string; readonly score: number }) {
  const { t } = useWords()
  const lines = useRecords('scoreEvent', { filter: { field: 'contact', is: 'is', value: contact }, sort: '-at' }, 200)
  if (lines.isPending) return <LoadingState />
  if (lines.isError) return <FailureState error={lines.error} again={() => lines.refetch()} />
  if (lines.data.items.length === 0) return <Text c="dimmed">{t('score.empty')}</Text>
  return (
    <>
      <Text fw={600} mb="xs">
        {t('score.whyTitle', { score })}
      </Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {lines.data.items.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td style={{ textAlign: 'right', fontWeight: 600, whiteSpace: 'nowrap' }}>{signed(Number(line['points']))}</Table.Td>
              <Table.Td>{String(line['reason'] ?? '')}</Table.Td>
              <Table.Td>
                <When at={String(line['at'])} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Td style={{ textAlign: 'right', fontWeight: 700 }}>
              {lines.data.items.reduce((sum, line) => sum + Number(line['points']), 0)}
            </Table.Td>
            <Table.Td colSpan={2}>{t('score.sum')}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </>
  )
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points).replace('-', '−'))
