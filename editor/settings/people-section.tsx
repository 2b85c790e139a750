import { Button, Group, Modal, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { type RecordData, useEntity } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { DepartureDialog } from './departure-dialog.tsx'
import { RecordDialog, RecordSection } from './record-section.tsx'

/** The people of the team. A new one gets a first password; an admin can set another, and lets people go when somebody has taken over. */
export default function PeopleSection() {
  const { t } = useWords()
  const { user } = useSession()
  const [changing, setChanging] = useState<RecordData | null>(null)
  const [leaving, setLeaving] = useState<RecordData | null>(null)
  return (
    <>
      <RecordSection
        entity="user"
        title={t('settings.people')}
        about={t('settings.peopleAbout')}
        sort="name"
        dialog={(record, close) => <PersonDialog record={record} close={close} />}
        extra={(record) =>
          record.id !== user.id && (
            <Group gap={4} justify="flex-end">
              <Button size="compact-sm" variant="subtle" onClick={() => setChanging(record)}>
                {t('settings.setPassword')}
              </Button>
              {record['active'] !== false && (
                <Button size="compact-sm" variant="subtle" onClick={() => setLeaving(record)}>
                  {t('departure.open')}
                </Button>
              )}
            </Group>
          )
        }
      />
      {leaving && <DepartureDialog person={leaving} close={() => setLeaving(null)} />}
      {changing && <PasswordDialog person={changing} close={() => setChanging(null)} />}
    </>
  )
}

function PersonDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t } = useWords()
  const entity = useEntity('user')
  const [password, setPassword] = useState('')
  return (
    <RecordDialog
      entity={entity}
      record={record}
      close={close}
      created={(id) => (password === '' ? Promise.resolve() : setPasswordOf(id, password))}
    >
      {() =>
        record === null && (
          <PasswordInput
            mt="sm"
            required
            label={t('settings.firstPassword')}
            description={t('setup.passwordHint')}
            minLength={10}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )
      }
    </RecordDialog>
  )
}

const setPasswordOf = (id: string, password: string): Promise<void> => api.put(`/api/users/${id}/password`, { password })

function PasswordDialog({ person, close }: { readonly person: RecordData; readonly close: () => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => setPasswordOf(person.id, password),
    onSuccess: () => {
      toast.done(t('settings.passwordChanged'))
      close()
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  return (
    <Modal
      opened
      onClose={close}
      title={`${t('settings.setPassword')}: ${String(person['name'])}`}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <PasswordInput
          data-autofocus
          required
          label={t('settings.passwordNew')}
          description={t('setup.passwordHint')}
          minLength={10}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
