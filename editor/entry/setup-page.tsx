import { Alert, Button, Fieldset, Group, PasswordInput, Progress, Radio, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobData, JobList } from '../../shared/api/records.ts'
import type { SetupBody } from '../../shared/api/session.ts'
import { api } from '../api/client.ts'
import { problemOf } from '../api/problem-of.ts'
import { sessionKey } from '../api/query-client.ts'
import { useProblemText } from '../ui/states.tsx'
import { ZoneSelect } from '../ui/zone-select.tsx'
import { useWords } from '../words/use-words.ts'
import { guessFromBrowser, offeredCurrencies, offeredRegions } from './browser-guess.ts'
import { EntryFrame } from './entry-frame.tsx'

/**
 * The first start: makes the first admin, and brings the demo company to life if it is wanted. The token comes from the
 * address, or is typed.
 */
export function SetupPage() {
  const { t, language } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [job, setJob] = useState<string | null>(null)
  const [form, setForm] = useState<SetupBody>(() => ({
    token: new URLSearchParams(location.search).get('token') ?? '',
    name: '',
    email: '',
    password: '',
    company: '',
    language,
    demo: true,
    ...guessFromBrowser(),
  }))
  const [tokenGiven] = useState(form.token !== '')
  const enter = () => {
    history.replaceState(null, '', '/')
    return client.invalidateQueries({ queryKey: sessionKey })
  }
  const setUp = useMutation({
    mutationFn: async () => {
      await api.post('/api/setup', form)
      if (!form.demo) return null
      const { items } = await api.get<JobList>('/api/jobs')
      return items.find(({ kind }) => kind === 'demo')?.id ?? null
    },
    onSuccess: (demo) => (demo === null ? enter() : setJob(demo)),
    onError: () => undefined,
  })
  const text = (name: 'token' | 'name' | 'email' | 'password' | 'company') => ({
    required: true,
    withAsterisk: false,
    value: form[name],
    error: problemOf(setUp.error, name),
    onChange: (event: { currentTarget: HTMLInputElement }) => setForm({ ...form, [name]: event.currentTarget.value }),
  })
  const choice = (name: 'currency' | 'region') => ({
    searchable: true,
    allowDeselect: false,
    value: form[name],
    onChange: (value: string | null) => value !== null && setForm({ ...form, [name]: value }),
  })
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  const money = new Intl.DisplayNames(language, { type: 'currency' })

  if (job !== null) return <DemoProgress job={job} enter={enter} />
  return (
    <EntryFrame title={t('setup.title')} about={t('setup.about')} width={640}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setUp.mutate()
        }}
      >
        <Stack>
          {setUp.isError && (
            <Alert color="red.9" variant="light" icon={<IconAlertTriangle />} role="alert">
              {problemText(setUp.error)}
            </Alert>
          )}
          <Fieldset legend={t('setup.you')}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              {!tokenGiven && <TextInput label={t('setup.token')} description={t('setup.tokenHint')} {...text('token')} />}
              <TextInput label={t('setup.name')} autoComplete="name" {...text('name')} />
              <TextInput label={t('signIn.email')} type="email" autoComplete="username" {...text('email')} />
              <PasswordInput
                label={t('signIn.password')}
                description={t('setup.passwordHint')}
                autoComplete="new-password"
                minLength={10}
                visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
                {...text('password')}
              />
            </SimpleGrid>
          </Fieldset>
          <Fieldset legend={t('setup.company')}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              <TextInput label={t('setup.companyName')} autoComplete="organization" {...text('company')} />
              <Select
                label={t('setup.language')}
                allowDeselect={false}
                value={form.language}
                onChange={(value) => setForm({ ...form, language: value === 'ru' ? 'ru' : 'en' })}
                data={[
                  { value: 'en', label: 'English' },
                  { value: 'ru', label: 'Русский' },
                ]}
              />
              <ZoneSelect label={t('setup.zone')} value={form.zone} onChange={(zone) => setForm({ ...form, zone })} />
              <Select
                label={t('setup.currency')}
                data={offeredCurrencies.map((code) => ({ value: code, label: `${code} · ${money.of(code) ?? code}` }))}
                {...choice('currency')}
              />
              <Select
                label={t('setup.region')}
                data={offeredRegions.map((code) => ({ value: code, label: countries.of(code) ?? code }))}
                {...choice('region')}
              />
            </SimpleGrid>
          </Fieldset>
          <Radio.Group
            label={t('setup.start')}
            value={form.demo ? 'demo' : 'empty'}
            onChange={(value) => setForm({ ...form, demo: value === 'demo' })}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt={4}>
              <StartChoice value="demo" title={t('setup.demo')} hint={t('setup.demoHint')} />
              <StartChoice value="empty" title={t('setup.empty')} hint={t('setup.emptyHint')} />
            </SimpleGrid>
          </Radio.Group>
          <Button type="submit" loading={setUp.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('setup.go')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}

function StartChoice({ value, title, hint }: { readonly value: string; readonly title: string; readonly hint: string }) {
  return (
    <Radio.Card value={value} p="sm" h="100%" style={{ alignContent: 'start' }}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator />
        <div>
          <Text fw={600}>{title}</Text>
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  )
}

/** The demo company lives through its year in front of the person. */
function DemoProgress({ job, enter }: { readonly job: string; readonly enter: () => void }) {
  const { t } = useWords()
  const progress = useQuery({
    queryKey: ['jobs', job],
    queryFn: async () => {
      const now = await api.get<JobData>(`/api/jobs/${job}`)
      if (now.state === 'done') enter()
      return now
    },
    refetchInterval: ({ state }) => (state.data && ['done', 'failed', 'cancelled'].includes(state.data.state) ? false : 500),
  })
  const failed = progress.isError || progress.data?.state === 'failed' || progress.data?.state === 'cancelled'
  const { done = 0, total = null } = progress.data ?? {}
  return (
    <EntryFrame title={t('setup.loadingDemo')} about={t('setup.loadingDemoHint')} width={480}>
      {failed ? (
        <Alert color="red.9" icon={<IconAlertTriangle />} role="alert">
          {t('setup.demoFailed')}
          <Button mt="sm" variant="default" onClick={enter}>
            {t('setup.go')}
          </Button>
        </Alert>
      ) : (
        <Progress size="lg" value={total ? (done / total) * 100 : 5} aria-label={t('setup.loadingDemo')} />
      )}
    </EntryFrame>
  )
}
