import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type RecordData, useRecordWriter } from '../api/records.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useToday } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'

interface Move {
  readonly to: (deal: RecordData, stage: RecordData) => void
  /** Asks for the reason; stands somewhere in the page. */
  readonly dialog: ReactNode
}

/** Moves a deal to another stage, on the board and on its card. A lost one needs a reason; every move can be taken back. */
export function useMove(): Move {
  const { t } = useWords()
  const problemText = useProblemText()
  const { change } = useRecordWriter('deal')
  const [losing, setLosing] = useState<{ readonly deal: RecordData; readonly stage: RecordData } | null>(null)
  const [reason, setReason] = useState('')
  const today = useToday()

  /** A deal is closed on the day on which it is won or lost, and open again when it comes back. */
  const closing = (deal: RecordData, stage: RecordData) => ({
    ...(stage['pipeline'] === deal['pipeline'] ? {} : { pipeline: stage['pipeline'] }),
    closedOn: stage['kind'] === 'open' ? null : (deal['closedOn'] ?? today),
  })
  const go = async (deal: RecordData, stage: RecordData, more: Readonly<Record<string, unknown>> = {}) => {
    const before = { stage: deal['stage'] ?? null, ...Object.fromEntries(Object.keys(more).map((name) => [name, deal[name] ?? null])) }
    try {
      const { record, title } = await change.mutateAsync({ id: deal.id, revision: deal.revision, fields: { stage: stage.id, ...more } })
      toast.undoable(t('deals.moved', { name: title, stage: String(stage['name']) }), t('common.undo'), () =>
        change.mutateAsync({ id: deal.id, revision: record.revision, fields: before }).catch((error) => toast.failed(problemText(error))),
      )
    } catch (error) {
      toast.failed(problemText(error))
    }
  }
  const dialog = losing && (
    <Modal opened onClose={() => setLosing(null)} title={t('deals.lostWhy')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void go(losing.deal, losing.stage, { ...closing(losing.deal, losing.stage), lostReason: reason.trim() })
          setLosing(null)
        }}
      >
        <TextInput
          data-autofocus
          required
          label={t('deals.lostReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={() => setLosing(null)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={reason.trim() === ''}>
            {t('deals.lose')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
  return {
    dialog,
    to: (deal: RecordData, stage: RecordData) => {
      if (stage['kind'] !== 'lost') return void go(deal, stage, closing(deal, stage))
      setReason(String(deal['lostReason'] ?? ''))
      setLosing({ deal, stage })
    },
  }
}
