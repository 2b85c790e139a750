import { Badge, Button, Group, Modal, Select, Stack, Table, TagsInput, TextInput } from '@mantine/core'
import { IconInputSearch, IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '../../shared/entities/entity.ts'
import { entities as described } from '../../shared/entities.ts'
import { api } from '../api/client.ts'
import { useEntities } from '../api/records.ts'
import { fieldName, keyFrom } from '../crm/key-from.ts'
import { confirm } from '../ui/confirm.ts'
import { EmptyState, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

const types = ['text', 'long-text', 'number', 'flag', 'day', 'time', 'choice', 'tags', 'email', 'phone', 'url', 'money'] as const
type OwnType = (typeof types)[number]

/**
 * Fields of one's own: what this company wants to know of its contacts, companies, deals and the rest. Removing one
 * takes it from the screen; its values stay.
 */
export default function FieldsSection() {
  const { t, of } = useWords()
  const entities = useEntities()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [entity, setEntity] = useState('contact')
  const [adding, setAdding] = useState(false)
  const own = entities(entity).customFields
  const save = useMutation({
    mutationFn: (fields: Readonly<Record<string, Field>>) => api.put(`/api/entities/${entity}/fields`, { fields }),
    onSuccess: () => toast.done(t('common.saved')),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['entities'] }), client.invalidateQueries({ queryKey: ['known'] })]),
  })
  const remove = async (name: string, field: Field) => {
    const sure = await confirm({
      title: t('fields.remove'),
      text: t('fields.removeText', { name: of(field.title) }),
      yes: t('fields.remove'),
      no: t('common.cancel'),
    })
    if (sure) save.mutate(Object.fromEntries(Object.entries(own).filter(([each]) => each !== name)))
  }
  return (
    <Section
      title={t('settings.fields')}
      about={t('settings.fieldsAbout')}
      actions={
        <Group gap="xs">
          <Select
            aria-label={t('fields.of')}
            allowDeselect={false}
            value={entity}
            onChange={(next) => next && setEntity(next)}
            data={described.filter((each) => each.custom).map((each) => ({ value: each.name, label: of(each.titles) }))}
          />
          <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
            {t('common.add')}
          </Button>
        </Group>
      }
    >
      {Object.keys(own).length === 0 ? (
        <EmptyState icon={IconInputSearch} title={t('fields.empty')} />
      ) : (
        <Table>
          <Table.Tbody>
            {Object.entries(own).map(([name, field]) => (
              <Table.Tr key={name}>
                <Table.Td>{of(field.title)}</Table.Td>
                <Table.Td>
                  <Badge variant="default" tt="none" fw={500}>
                    {types.some((type) => type === field.type) ? t(`fields.type.${field.type as OwnType}`) : field.type}
                  </Badge>
                </Table.Td>
                <Table.Td ta="right">
                  <Button size="compact-sm" variant="subtle" onClick={() => remove(name, field)}>
                    {t('common.remove')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {adding && <NewField close={() => setAdding(false)} add={(name, field) => save.mutate({ ...own, [name]: field })} />}
    </Section>
  )
}

function NewField({ close, add }: { readonly close: () => void; readonly add: (name: string, field: Field) => void }) {
  const { t } = useWords()
  const [en, setEn] = useState('')
  const [ru, setRu] = useState('')
  const [type, setType] = useState<OwnType>('text')
  const [options, setOptions] = useState<readonly string[]>([])
  const save = () => {
    const title = { en: en || ru, ru: ru || en }
    const choices = Object.fromEntries(options.map((option) => [keyFrom(option, 'x').replace(/-x$/, ''), { en: option, ru: option }]))
    add(fieldName(title.en), type === 'choice' ? { type, title, options: choices } : { type, title })
    close()
  }
  return (
    <Modal opened onClose={close} title={t('fields.new')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <TextInput data-autofocus label={t('fields.nameEn')} value={en} onChange={(event) => setEn(event.currentTarget.value)} />
        <TextInput label={t('fields.nameRu')} value={ru} onChange={(event) => setRu(event.currentTarget.value)} />
        <Select
          label={t('fields.type')}
          allowDeselect={false}
          value={type}
          onChange={(next) => setType(types.find((each) => each === next) ?? 'text')}
          data={types.map((value) => ({ value, label: t(`fields.type.${value}`) }))}
        />
        {type === 'choice' && (
          <TagsInput label={t('fields.options')} description={t('fields.optionsHint')} value={[...options]} onChange={setOptions} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button disabled={(en + ru).trim() === '' || (type === 'choice' && options.length === 0)} onClick={save}>
            {t('common.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
