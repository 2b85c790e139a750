import { Button, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingsData } from '../../shared/api/settings.ts'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { offeredCurrencies, offeredRegions } from '../entry/browser-guess.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { ZoneSelect } from '../ui/zone-select.tsx'
import { useWords } from '../words/use-words.ts'
import { HaltSwitch } from './halt-switch.tsx'
import { Section } from './section.tsx'

/** What the whole company shares: name, zone, language, currency, and how long an approval can be taken back. */
export default function CompanySection() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => api.get<SettingsData>('/api/settings') })
  if (settings.isPending) return <LoadingRows />
  if (settings.isError) return <FailureState error={settings.error} again={() => settings.refetch()} />
  return (
    <>
      <Company key={JSON.stringify(settings.data)} stored={settings.data} />
      <HaltSwitch />
    </>
  )
}

function Company({ stored }: { readonly stored: SettingsData }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [settings, setSettings] = useState(stored)
  const { company, graceSeconds } = settings
  const set = (change: Partial<SettingsData['company']>) => setSettings({ ...settings, company: { ...company, ...change } })
  const save = useMutation({
    mutationFn: () => api.put('/api/settings', settings),
    onSuccess: async () => {
      toast.done(t('common.saved'))
      await Promise.all([client.invalidateQueries({ queryKey: ['settings'] }), client.invalidateQueries({ queryKey: sessionKey })])
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  return (
    <Section title={t('settings.company')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" maw={720}>
        <TextInput label={t('setup.companyName')} value={company.name} onChange={(event) => set({ name: event.currentTarget.value })} />
        <Select
          label={t('setup.language')}
          allowDeselect={false}
          value={company.language}
          onChange={(value) => set({ language: value === 'ru' ? 'ru' : 'en' })}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
        />
        <ZoneSelect label={t('setup.zone')} value={company.zone} onChange={(zone) => set({ zone })} />
        <Select
          label={t('setup.currency')}
          searchable
          allowDeselect={false}
          value={company.currency}
          data={[...offeredCurrencies]}
          onChange={(currency) => currency && set({ currency })}
        />
        <Select
          label={t('setup.region')}
          searchable
          allowDeselect={false}
          value={company.region}
          data={offeredRegions.map((code) => ({ value: code, label: countries.of(code) ?? code }))}
          onChange={(region) => region && set({ region })}
        />
        <NumberInput
          label={t('settings.grace')}
          description={t('settings.graceHint')}
          min={0}
          max={300}
          value={graceSeconds}
          onChange={(value) => typeof value === 'number' && setSettings({ ...settings, graceSeconds: value })}
        />
      </SimpleGrid>
      <Group>
        <Button loading={save.isPending} disabled={company.name.trim() === ''} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </Group>
    </Section>
  )
}
