/** Webhooks: an address, who may call it, and what the values that come in mean, said by clicking on them. */
import { ActionIcon, Alert, Button, Group, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconArrowRight, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type FieldMapping, mappingsIn, pathToward } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { type RecordData, useEntity, useRecords } from '../api/records.ts'
import { FieldValue } from '../crm/field-value.tsx'
import { keyFrom } from '../crm/key-from.ts'
import { EmptyState } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Copied } from './form-section.tsx'
import { RecordDialog, RecordSection } from './record-section.tsx'
import styles from './settings.module.css'
import { TargetChooser, useTargets } from './target-chooser.tsx'

export default function HookSection() {
  const { t } = useWords()
  return (
    <RecordSection
      entity="hook"
      title={t('settings.hooks')}
      about={t('settings.hooksAbout')}
      sort="name"
      dialog={(record, close) => <HookDialog record={record} close={close} />}
    />
  )
}

function HookDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t } = useWords()
  const entity = useEntity('hook')
  const [path] = useState(() => String(record?.['path'] ?? keyFrom('', crypto.randomUUID())))
  return (
    <RecordDialog entity={entity} record={record} close={close} given={record ? {} : { path }} without={['path']} size="xl">
      {(values, set) => (
        <Stack gap="sm" mt="md">
          <Copied title={t('hooks.address')} text={`${location.origin}/hooks/${path}`} />
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
          w={200}
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

function Mapping({ hook, value, onChange }: MappingProps) {
  const { t } = useWords()
  const samples = useRecords('submission', { filter: { field: 'hook', is: 'is', value: hook }, sort: '-at' }, 20)
  const submission = useEntity('submission')
  const titles = new Map(useTargets().flatMap(({ items }) => items.map((item) => [item.value, item.label] as const)))
  const [shown, setShown] = useState(0)
  const [picked, setPicked] = useState<string | null>(null)
  const mapping = mappingsIn(value)
  const list = samples.data?.items ?? []
  const sample = list[shown]
  const without = (path: string) => mapping.filter(({ from }) => from !== path)
  const state = submission.fields['state']
  return (
    <div>
      <Title order={3} mb={4}>
        {t('hooks.mapping')}
      </Title>
      {mapping.length === 0 && (
        <Alert mb="xs" variant="light">
          {t('hooks.guessed')}
        </Alert>
      )}
      {mapping.map(({ from, to }) => (
        <Group key={`${from} ${to}`} gap="xs" wrap="nowrap">
          <code>{from}</code>
          <IconArrowRight size={16} aria-hidden />
          <Text size="sm">{to === 'note' ? t('intake.note') : (titles.get(to) ?? to)}</Text>
          <ActionIcon size={24} aria-label={t('common.remove')} onClick={() => onChange(without(from).length === 0 ? null : without(from))}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {picked !== null && (
        <Group gap="xs" mt="xs" align="flex-end">
          <TargetChooser
            autoFocus
            label={t('hooks.means', { path: picked })}
            value={mapping.find(({ from }) => from === picked)?.to ?? null}
            onChange={(to) => {
              setPicked(null)
              const rest = without(picked)
              onChange(to === null ? (rest.length === 0 ? null : rest) : [...rest, { from: picked, to }])
            }}
          />
          <Button variant="default" onClick={() => setPicked(null)}>
            {t('common.cancel')}
          </Button>
        </Group>
      )}
      {list.length === 0 && !samples.isPending && <EmptyState title={t('hooks.noSamples')} hint={t('hooks.noSamplesHint')} />}
      {sample && (
        <div style={{ marginTop: 12 }}>
          <Group justify="space-between">
            <Text size="sm" c="dimmed" component="div">
              <When at={String(sample['at'])} /> · {state && <FieldValue field={state} value={sample['state']} refs={{}} />}
            </Text>
            <Group gap={4}>
              <Button size="compact-sm" variant="default" disabled={shown === 0} onClick={() => setShown(shown - 1)}>
                {t('hooks.newer')}
              </Button>
              <Button size="compact-sm" variant="default" disabled={shown >= list.length - 1} onClick={() => setShown(shown + 1)}>
                {t('hooks.older')}
              </Button>
            </Group>
          </Group>
          <Text size="xs" c="dimmed" mb={4}>
            {t('hooks.click')}
          </Text>
          <Body body={(sample['body'] ?? null) as Json} mapped={new Set(mapping.map(({ from }) => from))} pick={setPicked} />
        </div>
      )}
    </div>
  )
}

/** A body as a tree; every value in it can be clicked. */
function Body({
  body,
  mapped,
  pick,
}: {
  readonly body: Json
  readonly mapped: ReadonlySet<string>
  readonly pick: (path: string) => void
}) {
  return <Branch body={body} value={body} at={[]} mapped={mapped} pick={pick} />
}

interface BranchProps {
  readonly body: Json
  readonly value: Json
  readonly at: readonly (string | number)[]
  readonly mapped: ReadonlySet<string>
  readonly pick: (path: string) => void
}

/** Enough of a long list to see its form. */
const mostElements = 50

function Branch({ body, value, at, mapped, pick }: BranchProps) {
  const { t } = useWords()
  if (typeof value === 'object' && value !== null) {
    const entries: readonly (readonly [string | number, Json])[] = Array.isArray(value)
      ? value.map((one, place) => [place, one] as const)
      : Object.entries(value)
    return (
      <div className={styles['tree']}>
        {entries.slice(0, mostElements).map(([key, inner]) => (
          <div key={key}>
            <span>{typeof key === 'number' ? `${key + 1}.` : key}: </span>
            <Branch {...{ body, mapped, pick }} value={inner} at={[...at, key]} />
          </div>
        ))}
      </div>
    )
  }
  const path = pathToward(body, at)
  return (
    <button
      type="button"
      className={styles['value']}
      data-mapped={mapped.has(path) || undefined}
      aria-label={t('hooks.use', { path, value: String(value ?? '') })}
      onClick={() => pick(path)}
    >
      {value === null ? '∅' : String(value)}
    </button>
  )
}
