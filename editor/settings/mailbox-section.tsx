import { Alert } from '@mantine/core'
import { IconInbox, IconPlayerPause, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailServerBody } from '../../shared/api/mail.ts'
import type { Sealed } from '../../shared/api/sealed.ts'
import { api } from '../api/client.ts'
import { type RecordData, useEntity } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { PausedMailboxes } from '../mailbox/paused-mailboxes.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useWords } from '../words/use-words.ts'
import { MailServer } from './mail-server.tsx'
import { RecordDialog, RecordSection } from './record-section.tsx'
import { Section } from './section.tsx'

/** Where letters leave from, and whether they leave the house at all. */
export default function MailboxSection() {
  const { t } = useWords()
  const { smtp } = useSession()
  return (
    <>
      <Section title={t('settings.mail')}>
        <Alert
          color={smtp ? 'green.9' : 'brand'}
          variant="light"
          icon={smtp ? <IconSend /> : <IconInbox />}
          title={t(smtp ? 'settings.smtp' : 'settings.builtIn')}
        >
          {t(smtp ? 'settings.smtpAbout' : 'settings.builtInAbout')}
        </Alert>
        <PausedMailboxes />
      </Section>
      <RecordSection
        entity="mailbox"
        title={t('settings.mailboxes')}
        about={t('settings.mailboxesAbout')}
        dialog={(record, close) => <MailboxDialog record={record} close={close} />}
        extra={(record) =>
          record['paused'] === true && (
            <StateBadge tone="warning" icon={IconPlayerPause}>
              {t('mailbox.paused')}
            </StateBadge>
          )
        }
      />
    </>
  )
}

function MailboxDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const entity = useEntity('mailbox')
  const [typed, setTyped] = useState<MailServerBody | null>(null)
  const connect = useMutation({ mutationFn: (body: MailServerBody) => api.post<Sealed>('/api/mail-servers', body) })
  /** What was typed is tried with the rest, so that nothing of it is lost; and whoever pauses or switches on says so themselves. */
  const before = async (values: Readonly<Record<string, unknown>>) => ({
    ...(typed !== null && typed.host !== '' ? { smtp: (await connect.mutateAsync(typed)).sealed } : {}),
    ...((values['paused'] === true) === (record?.['paused'] === true) ? {} : { pausedReason: null }),
  })
  return (
    <RecordDialog entity={entity} record={record} close={close} without={['smtp']} before={before}>
      {(values, set) => (
        <MailServer
          value={typeof values['smtp'] === 'string' ? values['smtp'] : null}
          remove={() => set('smtp', null)}
          typed={typed}
          setTyped={setTyped}
          connecting={connect.isPending}
          problem={connect.error}
          connect={async (body) => {
            try {
              set('smtp', (await connect.mutateAsync(body)).sealed)
              setTyped(null)
            } catch {
              // Shown above the fields.
            }
          }}
        />
      )}
    </RecordDialog>
  )
}
