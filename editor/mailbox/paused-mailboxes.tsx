import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { isJsonObject, type Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import { type RecordData, useEntity, useRecords, useRecordWriter } from '../api/records.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** What waits for somebody: each paused mailbox with its reason. Nothing is shown while all are sending. */
export function PausedMailboxes() {
  return usePausedMailboxes().map((record) => <PausedMailbox key={record.id} record={record} />)
}

/** The mailboxes that do not send; none also while they are not known. */
export function usePausedMailboxes(): readonly RecordData[] {
  return useRecords('mailbox', { filter: { field: 'paused', is: 'yes' } }, 200).data?.items ?? []
}

function PausedMailbox({ record }: { readonly record: RecordData }) {
  const { t, language } = useWords()
  const { mayWrite } = useEntity('mailbox')
  const problemText = useProblemText()
  const { change } = useRecordWriter('mailbox')
  const reason = saidOf(record['pausedReason'])
  const switchOn = async () => {
    try {
      await change.mutateAsync({ id: record.id, revision: record.revision, fields: { paused: false, pausedReason: null } })
      toast.done(t('mailbox.switchedOn'))
    } catch (error) {
      toast.failed(problemText(error))
    }
  }
  return (
    <Alert
      color="yellow.9"
      variant="light"
      icon={<IconAlertTriangle />}
      title={t('mailbox.pausedOf', { mailbox: String(record['address']) })}
    >
      {reason ? say(reason, language) : t('mailbox.pausedByPerson')}
      {mayWrite && (
        <Group mt="xs">
          <Button variant="default" loading={change.isPending} onClick={() => void switchOn()}>
            {t('mailbox.switchOn')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}

const saidOf = (value: unknown): Said | null =>
  isJsonObject(value) && typeof value['code'] === 'string' ? (value as unknown as Said) : null
