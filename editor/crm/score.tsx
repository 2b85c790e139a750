import { Popover, Table, Text, UnstyledButton } from '@mantine/core'
import { IconGauge } from '@tabler/icons-react'
import { useState } from 'react'
import { type RecordData, useRecords } from '../api/records.ts'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Graded } from './field-value.tsx'

/** The score of a contact, and every line that it is the sum of. The lines open when it is pressed. */
export function Score({ contact, score }: { readonly contact: string; readonly score: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <Popover width={420} position="bottom-start" opened={open} onChange={setOpen} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          fz={12}
          mih="var(--press)"
          miw="var(--press)"
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color: 'var(--t-score)' }}
        >
          <IconGauge size={16} aria-hidden />
          <strong>
            {t('score.score')} <Graded score={score} />
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
            <Table.Tr key={line.id} {...(counts(line) ? {} : { c: 'dimmed' })}>
              <Table.Td style={{ textAlign: 'right', fontWeight: 600, whiteSpace: 'nowrap' }}>
                {counts(line) ? signed(Number(line['points'])) : <s>{signed(Number(line['points']))}</s>}
              </Table.Td>
              <Table.Td>
                {String(line['reason'] ?? '')}
                <Fading line={line} />
              </Table.Td>
              <Table.Td>
                <When at={String(line['at'])} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Td style={{ textAlign: 'right', fontWeight: 700 }}>
              {lines.data.items.filter(counts).reduce((sum, line) => sum + Number(line['points']), 0)}
            </Table.Td>
            <Table.Td colSpan={2}>{t('score.sum')}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </>
  )
}

const counts = (line: RecordData): boolean => line['fadedAt'] == null

/** Until when a line counts, that it does so no longer, or why it never did. */
function Fading({ line }: { readonly line: RecordData }) {
  const { t, language } = useWords()
  const day = (at: unknown) => dayInWords(String(at).slice(0, 10), language)
  const said =
    line['points'] === 0
      ? t('score.noRoom')
      : line['fadedAt']
        ? t('score.faded', { day: day(line['fadedAt']) })
        : line['fadesAt']
          ? t('score.fades', { day: day(line['fadesAt']) })
          : null
  return said === null ? null : (
    <Text size="xs" c="dimmed">
      {said}
    </Text>
  )
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points).replace('-', '−'))
