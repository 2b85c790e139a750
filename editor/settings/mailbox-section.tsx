import { Alert } from '@mantine/core'
import { IconInbox, IconSend } from '@tabler/icons-react'
import { useSession } from '../api/session.ts'
import { useWords } from '../words/use-words.ts'
import { RecordSection } from './record-section.tsx'
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
      <RecordSection entity="mailbox" title={t('settings.mailboxes')} about={t('settings.mailboxesAbout')} />
    </>
  )
}
