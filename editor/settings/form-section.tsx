import {
  ActionIcon,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Modal,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconShare, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type FormField, formFieldsIn, formFieldTypes } from '../../shared/intake.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { Localized } from '../../shared/words.ts'
import { type RecordData, useEntity } from '../api/records.ts'
import { keyFrom } from '../crm/key-from.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useWords } from '../words/use-words.ts'
import { RecordDialog, RecordSection } from './record-section.tsx'
import { TargetChooser } from './target-chooser.tsx'

/** Forms: what they ask, what they say, where the answers land, and how to put one on a site. */
export default function FormSection() {
  const { t } = useWords()
  const [sharing, setSharing] = useState<RecordData | null>(null)
  return (
    <>
      <RecordSection
        entity="form"
        title={t('settings.forms')}
        about={t('settings.formsAbout')}
        sort="name"
        dialog={(record, close) => <FormDialog record={record} close={close} />}
        extra={(record) => (
          <Button size="compact-sm" variant="subtle" leftSection={<IconShare size={16} />} onClick={() => setSharing(record)}>
            {t('forms.share')}
          </Button>
        )}
      />
      {sharing && <ShareDialog form={sharing} close={() => setSharing(null)} />}
    </>
  )
}

/** What a new form asks. */
const usual: readonly FormField[] = [
  { name: 'name', type: 'text', required: true, to: 'contact.name' as const, label: { en: 'Your name', ru: 'Ваше имя' } },
  { name: 'email', type: 'email', required: true, to: 'contact.email' as const, label: { en: 'E-mail', ru: 'Почта' } },
  { name: 'question', type: 'long-text', required: false, to: 'note', label: { en: 'Your question', ru: 'Ваш вопрос' } },
]
const usualThanks = { en: 'Thank you, we will write to you soon.', ru: 'Спасибо, мы скоро напишем.' }
const usualConsent = { en: 'I agree that my data is kept to answer me.', ru: 'Согласен на обработку данных, чтобы мне ответили.' }

function FormDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t } = useWords()
  const entity = useEntity('form')
  const starts = { fields: usual, title: { en: '', ru: '' }, thanks: usualThanks, consent: usualConsent }
  return (
    <RecordDialog entity={entity} record={record} close={close} given={record ? {} : starts} without={['opensDealIn']} size="xl">
      {(values, set) => (
        <Stack gap="sm" mt="md">
          <RecordPicker
            label={t('forms.opensDealIn')}
            entity="pipeline"
            store="key"
            value={typeof values['opensDealIn'] === 'string' ? values['opensDealIn'] : null}
            onChange={(key) => set('opensDealIn', key)}
          />
          <Title order={3}>{t('forms.asks')}</Title>
          <Questions fields={formFieldsIn(values['fields'])} onChange={(fields) => set('fields', fields)} />
          <Title order={3}>{t('forms.says')}</Title>
          <InBoth label={t('forms.title')} value={values['title']} onChange={(text) => set('title', text)} />
          <InBoth label={t('forms.consent')} value={values['consent']} onChange={(text) => set('consent', text)} />
          <InBoth label={t('forms.thanks')} value={values['thanks']} onChange={(text) => set('thanks', text)} />
        </Stack>
      )}
    </RecordDialog>
  )
}

function Questions({
  fields,
  onChange,
}: {
  readonly fields: readonly FormField[]
  readonly onChange: (fields: readonly FormField[]) => void
}) {
  const { t } = useWords()
  const put = (at: number, change: Partial<FormField>) =>
    onChange(fields.map((field, each) => (each === at ? { ...field, ...change } : field)))
  const swap = (at: number, other: number) => {
    const [one, two] = [fields[at], fields[other]]
    if (one && two) onChange(fields.with(at, two).with(other, one))
  }
  return (
    <Stack gap="sm">
      {fields.map((field, at) => (
        <Group key={field.name} align="flex-end" gap="xs" style={{ borderTop: '1px solid var(--t-divider)', paddingTop: 8 }}>
          <TextInput
            flex="1 1 140px"
            label={t('forms.labelEn')}
            value={field.label.en ?? ''}
            onChange={(event) => put(at, { label: { ...field.label, en: event.currentTarget.value } })}
          />
          <TextInput
            flex="1 1 140px"
            label={t('forms.labelRu')}
            value={field.label.ru ?? ''}
            onChange={(event) => put(at, { label: { ...field.label, ru: event.currentTarget.value } })}
          />
          <Select
            w={124}
            label={t('fields.type')}
            allowDeselect={false}
            value={field.type}
            onChange={(type) => put(at, { type: formFieldTypes.find((each) => each === type) ?? 'text' })}
            data={formFieldTypes.map((type) => ({ value: type, label: t(`fields.type.${type}`) }))}
          />
          <div style={{ flex: '1.6 1 190px' }}>
            <TargetChooser label={t('intake.landsIn')} value={field.to} onChange={(to) => put(at, { to })} />
          </div>
          <Group gap="sm" wrap="nowrap" mih={36}>
            <Checkbox
              label={t('forms.required')}
              checked={field.required}
              onChange={(event) => put(at, { required: event.currentTarget.checked })}
            />
            <Group gap={0} wrap="nowrap">
              <ActionIcon aria-label={t('forms.up')} disabled={at === 0} onClick={() => swap(at, at - 1)}>
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon aria-label={t('forms.down')} disabled={at === fields.length - 1} onClick={() => swap(at, at + 1)}>
                <IconArrowDown size={16} />
              </ActionIcon>
              <ActionIcon aria-label={t('common.remove')} onClick={() => onChange(fields.filter((_, each) => each !== at))}>
                <IconX size={16} />
              </ActionIcon>
            </Group>
          </Group>
          {field.type === 'choice' && (
            <TagsInput
              w="100%"
              label={t('fields.options')}
              description={t('fields.optionsHint')}
              value={(field.options ?? []).map(({ value }) => value)}
              onChange={(options) => put(at, { options: options.map((value) => ({ value, label: { en: value, ru: value } })) })}
            />
          )}
        </Group>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...fields, { name: keyFrom('q'), type: 'text', required: false, to: null, label: { en: '', ru: '' } }])}
        >
          {t('forms.addQuestion')}
        </Button>
      </Group>
    </Stack>
  )
}

/** One text in both languages. */
function InBoth({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: Localized<string>) => void
}) {
  const texts: Localized<string> = isJsonObject(value) ? (value as Localized<string>) : {}
  return (
    <Group grow gap="xs">
      <TextInput
        label={`${label} · English`}
        value={texts.en ?? ''}
        onChange={(event) => onChange({ ...texts, en: event.currentTarget.value })}
      />
      <TextInput
        label={`${label} · Русский`}
        value={texts.ru ?? ''}
        onChange={(event) => onChange({ ...texts, ru: event.currentTarget.value })}
      />
    </Group>
  )
}

function ShareDialog({ form, close }: { readonly form: RecordData; readonly close: () => void }) {
  const { t } = useWords()
  const key = String(form['key'])
  const page = `${location.origin}/f/${key}`
  const snippet = `<div data-tandem-form="${key}"></div>\n<script src="${location.origin}/t.js" async></script>`
  return (
    <Modal opened onClose={close} size="lg" title={String(form['name'])} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Copied title={t('forms.page')} text={page} href={page} />
      <Copied title={t('forms.snippet')} text={snippet} />
      <Text size="xs" c="dimmed">
        {t('forms.snippetHint')}
      </Text>
    </Modal>
  )
}

/** A text to take elsewhere. */
export function Copied({ title, text, href }: { readonly title: string; readonly text: string; readonly href?: string }) {
  const { t } = useWords()
  return (
    <div style={{ marginBottom: 12 }}>
      <Group justify="space-between" mb={4}>
        <Text fw={600}>{title}</Text>
        <Group gap={4}>
          {href !== undefined && (
            <Button size="compact-sm" variant="subtle" component="a" href={href} target="_blank" rel="noreferrer">
              {t('common.open')}
            </Button>
          )}
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="subtle" onClick={copy}>
                {t(copied ? 'common.copied' : 'common.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Group>
      <Code block>{text}</Code>
    </div>
  )
}
