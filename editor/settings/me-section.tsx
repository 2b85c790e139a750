import { Button, Group, PasswordInput, Radio, Switch, Textarea, TextInput, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { type OpenedRecord, useRecord, useRecordWriter } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { prefer, usePreferences } from '../preferences.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { ZoneSelect } from '../ui/zone-select.tsx'
import { useWords } from '../words/use-words.ts'
import { useLanguageChoice } from './language-choice.ts'
import { Section } from './section.tsx'
import { Sessions } from './sessions.tsx'

/** What a person sets for themselves: name, language, time, look, keys, password. */
export default function MeSection() {
  const { user } = useSession()
  const me = useRecord('user', user.id)
  if (me.isPending) return <LoadingRows />
  if (me.isError) return <FailureState error={me.error} again={() => me.refetch()} />
  return (
    <>
      <Profile key={me.data.record.revision} me={me.data} />
      <Look />
      <Password id={user.id} />
      <Sessions />
    </>
  )
}

function Profile({ me }: { readonly me: OpenedRecord }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const { change } = useRecordWriter('user')
  const { record } = me
  const [fields, setFields] = useState(() => ({
    name: String(record['name'] ?? ''),
    zone: typeof record['zone'] === 'string' ? record['zone'] : null,
    deputy: typeof record['deputy'] === 'string' ? record['deputy'] : null,
    absentFrom: typeof record['absentFrom'] === 'string' ? record['absentFrom'] : '',
    absentUntil: typeof record['absentUntil'] === 'string' ? record['absentUntil'] : '',
    signature: String(record['signature'] ?? ''),
  }))
  // Awaited here and not told by a callback: the fields are drawn anew with each revision.
  const save = () =>
    change
      .mutateAsync({
        id: record.id,
        revision: record.revision,
        fields: {
          ...fields,
          absentFrom: fields.absentFrom || null,
          absentUntil: fields.absentUntil || null,
          signature: fields.signature || null,
        },
      })
      .then(() => {
        toast.done(t('common.saved'))
        return client.invalidateQueries({ queryKey: sessionKey })
      })
      .catch((error) => toast.failed(problemText(error)))
  return (
    <Section title={t('settings.me')}>
      <TextInput
        maw={420}
        label={t('setup.name')}
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <ZoneSelect maw={420} label={t('setup.zone')} value={fields.zone} onChange={(zone) => setFields({ ...fields, zone })} />
      <Group align="flex-end">
        <TextInput
          type="date"
          label={t('settings.absentFrom')}
          description={t('settings.absentFromHint')}
          value={fields.absentFrom}
          onChange={(event) => setFields({ ...fields, absentFrom: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('settings.absentUntil')}
          description={t('settings.absentHint')}
          value={fields.absentUntil}
          onChange={(event) => setFields({ ...fields, absentUntil: event.currentTarget.value })}
        />
        <RecordPicker
          w={240}
          label={t('settings.deputy')}
          entity="user"
          within={{
            all: [
              { field: 'active', is: 'yes' },
              { field: 'email', is: 'is-not', value: String(record['email']) },
            ],
          }}
          value={fields.deputy}
          onChange={(deputy) => setFields({ ...fields, deputy })}
        />
      </Group>
      <Textarea
        maw={560}
        autosize
        minRows={2}
        label={t('settings.signature')}
        value={fields.signature}
        onChange={(event) => setFields({ ...fields, signature: event.currentTarget.value })}
      />
      <Group>
        <Button onClick={save} loading={change.isPending}>
          {t('common.save')}
        </Button>
      </Group>
    </Section>
  )
}

function Look() {
  const { t, language } = useWords()
  const chooseLanguage = useLanguageChoice()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, letterKeys } = usePreferences()
  return (
    <Section title={t('settings.look')} about={t('settings.lookAbout')}>
      <Radio.Group label={t('person.language')} value={language} onChange={(value) => chooseLanguage(value === 'ru' ? 'ru' : 'en')}>
        <Group mt={6}>
          <Radio value="en" label="English" />
          <Radio value="ru" label="Русский" />
        </Group>
      </Radio.Group>
      <Radio.Group
        label={t('person.theme')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'dark' ? 'dark' : value === 'light' ? 'light' : 'auto')}
      >
        <Group mt={6}>
          <Radio value="auto" label={t('theme.system')} />
          <Radio value="light" label={t('theme.light')} />
          <Radio value="dark" label={t('theme.dark')} />
        </Group>
      </Radio.Group>
      <Radio.Group
        label={t('settings.density')}
        value={density}
        onChange={(value) => prefer({ density: value === 'compact' ? 'compact' : 'cosy' })}
      >
        <Group mt={6}>
          <Radio value="cosy" label={t('settings.cosy')} />
          <Radio value="compact" label={t('settings.compact')} />
        </Group>
      </Radio.Group>
      <Switch
        label={t('keys.letters')}
        description={t('keys.lettersHint')}
        checked={letterKeys}
        onChange={(event) => prefer({ letterKeys: event.currentTarget.checked })}
      />
    </Section>
  )
}

function Password({ id }: { readonly id: string }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => api.put(`/api/users/${id}/password`, { current, password }),
    onSuccess: () => {
      setCurrent('')
      setPassword('')
      toast.done(t('settings.passwordChanged'))
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  const eye = { visibilityToggleButtonProps: { 'aria-label': t('signIn.showPassword') } }
  return (
    <Section title={t('signIn.password')} about={t('settings.passwordAbout')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Group align="flex-end">
          <PasswordInput
            w={260}
            {...eye}
            label={t('settings.passwordNow')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            w={260}
            {...eye}
            label={t('settings.passwordNew')}
            autoComplete="new-password"
            minLength={10}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={save.isPending} disabled={password.length < 10 || current === ''}>
            {t('settings.passwordChange')}
          </Button>
        </Group>
      </form>
    </Section>
  )
}
