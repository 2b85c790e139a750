import { Button, Group, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { type FieldMapping, mappingsIn } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { type RecordData, useEntity, useRecords } from '../api/records.ts'
import { keyFrom } from '../crm/key-from.ts'
import { EmptyState } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { DeliveryState } from './delivery-state.tsx'
import { Copied } from './form-section.tsx'
import { Handshake } from './handshake.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { RecordDialog, RecordSection } from './record-section.tsx'

/** Webhooks: an address, who may call it, and what the values that come in mean, said by clicking on them. */
export default function HookSection() {
  const { t } = useWords()
  return (
    <RecordSection
      entity="hook"
      title={t('settings.hooks')}
      about={t('settings.hooksAbout')}
      sort="name"
      dialog={(record, close) => <HookDialog record={record} close={close} />}
      extra={(record) => (
        <Button
          component={Link}
          href={`/settings/deliveries?hook=${record.id}`}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconInbox size={16} />}
        >
          {t('deliveries.title')}
        </Button>
      )}
    />
  )
}

function HookDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t, of } = useWords()
  const entity = useEntity('hook')
  const [path] = useState(() => String(record?.['path'] ?? keyFrom('', crypto.randomUUID())))
  return (
    <RecordDialog entity={entity} record={record} close={close} given={record ? {} : { path }} without={['path', 'dedupeField']} size="xl">
      {(values, set) => (
        <Stack gap="sm" mt="md">
          <Copied title={t('hooks.address')} text={`${location.origin}/hooks/${path}`} />
          <TextInput
            maw={480}
            label={of(entity.fields['dedupeField']?.title ?? { en: '', ru: '' })}
            description={t('hooks.repeatsHint')}
            placeholder="order.id"
            value={String(values['dedupeField'] ?? '')}
            onChange={(event) => set('dedupeField', event.currentTarget.value || null)}
          />
          <Handshake value={values['handshake']} onChange={(handshake) => set('handshake', handshake)} />
          <Signature value={values['signature']} secret={String(values['secret'] ?? '')} set={set} />
          {record ? (
            <Mapping hook={record.id} value={values['mapping']} onChange={(mapping) => set('mapping', mapping)} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('hooks.saveFirst')}
            </Text>
          )}
        </Stack>
      )}
    </RecordDialog>
  )
}

const algorithms = ['sha256', 'sha1', 'sha512', 'token'] as const

/** How the sender proves itself; none: anybody may send. */
function Signature(props: { readonly value: unknown; readonly secret: string; readonly set: (name: string, value: unknown) => void }) {
  const { t } = useWords()
  const signature: Readonly<Record<string, unknown>> | null = isJsonObject(props.value) ? props.value : null
  const put = (change: Readonly<Record<string, unknown>>) =>
    props.set('signature', { encoding: 'hex', prefix: '', ...signature, ...change })
  return (
    <div>
      <Title order={3} mb={4}>
        {t('hooks.signature')}
      </Title>
      <Group align="flex-end" gap="xs">
        <Select
          w={260}
          label={t('hooks.checked')}
          allowDeselect={false}
          value={signature === null ? 'none' : String(signature['algorithm'] ?? 'sha256')}
          onChange={(next) =>
            next === 'none' ? props.set('signature', null) : put({ algorithm: next, header: signature?.['header'] ?? 'x-signature' })
          }
          data={[
            { value: 'none', label: t('hooks.anybody') },
            ...algorithms.map((value) => ({ value, label: value === 'token' ? t('hooks.token') : `HMAC ${value.toUpperCase()}` })),
          ]}
        />
        {signature && (
          <>
            <TextInput
              w={180}
              label={t('hooks.header')}
              value={String(signature['header'] ?? '')}
              onChange={(event) => put({ header: event.currentTarget.value })}
            />
            {signature['algorithm'] !== 'token' && (
              <>
                <Select
                  w={120}
                  label={t('hooks.encoding')}
                  allowDeselect={false}
                  value={String(signature['encoding'] ?? 'hex')}
                  onChange={(encoding) => put({ encoding })}
                  data={['hex', 'base64', 'base64url']}
                />
                <TextInput
                  w={120}
                  label={t('hooks.prefix')}
                  placeholder="sha256="
                  value={String(signature['prefix'] ?? '')}
                  onChange={(event) => put({ prefix: event.currentTarget.value })}
                />
              </>
            )}
            <PasswordInput
              w={240}
              label={t('hooks.secret')}
              placeholder={t('hooks.secretKept')}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
              value={props.secret}
              onChange={(event) => props.set('secret', event.currentTarget.value)}
            />
          </>
        )}
      </Group>
    </div>
  )
}

interface MappingProps {
  readonly hook: string
  readonly value: unknown
  readonly onChange: (mapping: readonly FieldMapping[] | null) => void
}

/** The mapping beside the latest deliveries, one after the other. */
function Mapping({ hook, value, onChange }: MappingProps) {
  const { t } = useWords()
  const samples = useRecords('submission', { filter: { field: 'hook', is: 'is', value: hook }, sort: '-at' }, 20)
  const [shown, setShown] = useState(0)
  const mapping = mappingsIn(value)
  const list = samples.data?.items ?? []
  const sample = list[shown]
  return (
    <div>
      <Title order={3} mb={4}>
        {t('hooks.mapping')}
      </Title>
      {list.length === 0 && !samples.isPending && <EmptyState title={t('hooks.noSamples')} hint={t('hooks.noSamplesHint')} />}
      {sample && (
        <>
          <Group justify="space-between" mb="xs">
            <Group gap="xs">
              <DeliveryState state={String(sample['state'])} />
              <Text size="sm" c="dimmed">
                <When at={String(sample['at'])} />
              </Text>
            </Group>
            <Group gap={4}>
              <Button size="compact-sm" variant="default" disabled={shown === 0} onClick={() => setShown(shown - 1)}>
                {t('hooks.newer')}
              </Button>
              <Button size="compact-sm" variant="default" disabled={shown >= list.length - 1} onClick={() => setShown(shown + 1)}>
                {t('hooks.older')}
              </Button>
            </Group>
          </Group>
          <MappingEditor
            key={sample.id}
            hook={hook}
            submission={sample.id}
            body={(sample['body'] ?? null) as Json}
            mapping={mapping.length === 0 ? null : mapping}
            onChange={onChange}
          />
        </>
      )}
    </div>
  )
}
