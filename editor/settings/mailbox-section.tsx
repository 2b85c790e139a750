import { Alert } from '@mantine/core'
import { IconInbox, IconSend } from '@tabler/icons-react'
import { type RecordData, useEntity } from '../api/records.ts'
import { useSession } from '../api/session.ts'
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
      </Section>
      <RecordSection
        entity="mailbox"
        title={t('settings.mailboxes')}
        about={t('settings.mailboxesAbout')}
        dialog={(record, close) => <MailboxDialog record={record} close={close} />}
      />
    </>
  )
}

function MailboxDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const entity = useEntity('mailbox')
  return (
    <RecordDialog entity={entity} record={record} close={close} without={['smtp']}>
      {(values, set) => <MailServer value={typeof values['smtp'] === 'string' ? values['smtp'] : null} set={(smtp) => set('smtp', smtp)} />}
    </RecordDialog>
  )
}
