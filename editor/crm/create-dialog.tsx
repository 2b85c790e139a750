import { Alert, Button, Group, Modal, SimpleGrid } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { addressOf } from '../../shared/record-address.ts'
import type { Rule } from '../../shared/rules.ts'
import { ApiProblem } from '../api/client.ts'
import { problemOf } from '../api/problem-of.ts'
import { type DescribedEntity, type OpenedRecord, useRecordWriter, writableFields } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { FieldInput } from './field-input.tsx'

interface Props {
  readonly entity: DescribedEntity
  readonly close: () => void
  /** Values that are settled by where one came from: the contact of a new task. */
  readonly given?: Readonly<Record<string, unknown>>
  /** Instead of opening the new card. */
  readonly created?: (opened: OpenedRecord) => void
}

/** A new record: what is required and what the list shows first, the rest under "more fields". */
export function CreateDialog({ entity, close, given = {}, created }: Props) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const [, go] = useLocation()
  const { user } = useSession()
  const [start] = useState<Readonly<Record<string, unknown>>>(() => ({ ...defaultsOf(entity, user.id), ...given }))
  const [values, setValues] = useState(start)
  const [isEmpty, setEmpty] = useState(false)
  const [all, setAll] = useState(false)
  const { create } = useRecordWriter(entity.name)
  const fields = writableFields(entity).filter(([, field]) => field.type !== 'json')
  const first = fields.filter(
    ([name, field]) => field.required || field.column || entity.titleFields.includes(name) || Object.hasOwn(given, name),
  )
  const shown = all || first.length === 0 ? fields : first
  const save = async () => {
    const isNothing = (value: unknown) => value === null || value === undefined || value === ''
    const saysNothing = Object.entries(values).every(([name, value]) => isNothing(value) || value === start[name])
    setEmpty(saysNothing)
    if (saysNothing) return
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))
    const opened = await create.mutateAsync(filled).catch(() => null)
    if (!opened) return
    close()
    toast.done(t('list.created', { name: opened.title }))
    if (created) created(opened)
    else go(addressOf(entity.name, opened.record.id) ?? `/${entity.plural}`)
  }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('list.newOf', { what: of(entity.title) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {isEmpty && (
          <Alert color="red.9" variant="light" icon={<IconAlertTriangle />} role="alert" mb="sm">
            {t('list.nothingFilledIn')}
          </Alert>
        )}
        {create.isError && !isEmpty && (
          <Alert color="red.9" variant="light" icon={<IconAlertTriangle />} role="alert" mb="sm">
            {problemText(create.error)} <Taken error={create.error} />
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {shown.map(([name, field], at) => (
            <FieldInput
              key={name}
              field={field}
              value={values[name]}
              autoFocus={at === 0}
              error={problemOf(create.error, name)}
              within={within(entity, name, values)}
              onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
            />
          ))}
        </SimpleGrid>
        <Group justify="space-between" className="dialog-deeds">
          {!all && shown.length < fields.length ? (
            <Button variant="subtle" onClick={() => setAll(true)}>
              {t('list.moreFields')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('list.create')}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  )
}

/** The record that has the address or number already. */
function Taken({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!(error instanceof ApiProblem) || error.problem !== 'not-unique') return null
  const { entity, record } = error.with
  return typeof entity === 'string' && typeof record === 'string' ? (
    <RecordLink entity={entity} id={record} title={t('list.openThat')} />
  ) : null
}

/** What the description begins with; who makes something looks after it, until they say otherwise. */
const defaultsOf = (entity: DescribedEntity, me: string): Record<string, unknown> => ({
  ...Object.fromEntries(
    writableFields(entity).flatMap(([name, field]) => (field.type === 'choice' && field.default ? [[name, field.default]] : [])),
  ),
  ...(entity.access === 'owned' && Object.hasOwn(entity.fields, 'owner') ? { owner: me } : {}),
})

/** A stage is chosen among those of the pipeline. */
const within = (entity: DescribedEntity, field: string, values: Readonly<Record<string, unknown>>): Rule | null =>
  entity.name === 'deal' && field === 'stage' && typeof values['pipeline'] === 'string'
    ? { field: 'pipeline', is: 'is', value: values['pipeline'] }
    : null
