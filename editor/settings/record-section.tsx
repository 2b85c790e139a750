import { Alert, Button, Group, Modal, SimpleGrid } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Rule } from '../../shared/rules.ts'
import { problemOf } from '../api/problem-of.ts'
import { type DescribedEntity, type RecordData, titleOf, useEntity, useRecords, useRecordWriter, writableFields } from '../api/records.ts'
import { FieldInput } from '../crm/field-input.tsx'
import { keyFrom } from '../crm/key-from.ts'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { RecordRows } from './record-rows.tsx'
import { Section } from './section.tsx'

interface Props {
  readonly entity: string
  readonly title: string
  readonly about?: string
  readonly filter?: Rule
  readonly sort?: string
  /** Values a new one begins with, kept out of the dialog. */
  readonly given?: Readonly<Record<string, unknown>>
  /** Names of fields that the dialog leaves out: they are set elsewhere. */
  readonly without?: readonly string[]
  /** Instead of the dialog made from the description. */
  readonly dialog?: (record: RecordData | null, close: () => void) => ReactNode
  /** Something more in each row. */
  readonly extra?: (record: RecordData) => ReactNode
}

/** A short list of one kind of record, with a dialog to make, change and archive one. Made from the description. */
export function RecordSection({ entity: name, title, about, filter, sort, given = {}, without = [], dialog, extra }: Props) {
  const { t } = useWords()
  const entity = useEntity(name)
  const list = useRecords(name, { ...(filter ? { filter } : {}), ...(sort ? { sort } : {}) }, 200)
  const [open, setOpen] = useState<RecordData | 'new' | null>(null)
  const columns = Object.entries(entity.fields).filter(
    ([field, { column }]) => column && !entity.titleFields.includes(field) && !Object.hasOwn(given, field),
  )
  const close = () => setOpen(null)
  const record = open === 'new' ? null : open
  return (
    <Section
      title={title}
      {...(about === undefined ? {} : { about })}
      actions={
        entity.mayWrite && (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {list.isPending && <LoadingRows rows={3} />}
      {list.isError && <FailureState error={list.error} again={() => list.refetch()} />}
      {list.data?.items.length === 0 && <EmptyState title={t('list.empty')} />}
      {list.data && list.data.items.length > 0 && (
        <RecordRows
          entity={entity}
          records={list.data.items}
          refs={list.data.refs}
          columns={columns}
          open={setOpen}
          {...(extra ? { extra } : {})}
        />
      )}
      {open !== null && (dialog ? dialog(record, close) : <RecordDialog {...{ entity, record, given, without, close }} />)}
    </Section>
  )
}

interface DialogProps {
  readonly entity: DescribedEntity
  /** Null for a new one. */
  readonly record: RecordData | null
  readonly given?: Readonly<Record<string, unknown>>
  readonly without?: readonly string[]
  readonly close: () => void
  /** Further fields below those of the description; they change the same values. */
  readonly children?: (values: Readonly<Record<string, unknown>>, set: (name: string, value: unknown) => void) => ReactNode
  /** Asked before it is saved, with the values as they stand, for further ones. Rejects when it must not be saved, and says why itself. */
  readonly before?: (values: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>
  /** After a new one is there, before the dialog closes. */
  readonly created?: (id: string) => Promise<void>
  readonly size?: string
}

/** The form of one record. It sends only what was changed; a new one gets a key made of its title where nobody gives one. */
export function RecordDialog({ entity, record, given = {}, without = [], close, children, before, created, size = 'lg' }: DialogProps) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const { create, change, archive } = useRecordWriter(entity.name)
  const fields = writableFields(entity).filter(
    ([name, field]) => field.type !== 'json' && name !== 'key' && !without.includes(name) && !Object.hasOwn(given, name),
  )
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => (record ? { ...record } : { active: true, ...given }))
  const set = (name: string, value: unknown) => setValues((before) => ({ ...before, [name]: value }))
  const failed = record ? change.error : create.error
  const [isAsking, setAsking] = useState(false)
  const save = async () => {
    const known = Object.keys({ ...entity.fields, ...entity.customFields })
    try {
      setAsking(true)
      const all = { ...values, ...(await before?.(values)) }
      const given = Object.fromEntries(Object.entries(all).filter(([name, value]) => known.includes(name) && !same(value, record?.[name])))
      if (record) await change.mutateAsync({ id: record.id, revision: record.revision, fields: given })
      else {
        const key = entity.key === 'key' && !values['key'] ? { key: keyFrom(titleOf(entity, { ...values, id: '', revision: 0 })) } : {}
        const opened = await create.mutateAsync({ ...given, ...key })
        await created?.(opened.record.id)
      }
      toast.done(t('common.saved'))
      close()
    } catch {
      // Shown above the fields.
    } finally {
      setAsking(false)
    }
  }
  const away = async () => {
    if (!record) return
    const { failed } = await archive.mutateAsync({ ids: [record.id], archived: true })
    close()
    if (failed.length > 0) toast.failed(t('list.someFailed', { count: 1 }))
    else toast.undoable(t('list.archived', { count: 1 }), t('common.undo'), () => archive.mutate({ ids: [record.id], archived: false }))
  }
  return (
    <Modal
      opened
      onClose={close}
      size={size}
      title={record ? titleOf(entity, record) : t('list.newOf', { what: of(entity.title) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {failed && (
          <Alert color="red.9" variant="light" icon={<IconAlertTriangle />} role="alert" mb="sm">
            {problemText(failed)}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {fields.map(([name, field], at) => (
            <FieldInput
              key={name}
              field={field}
              value={values[name]}
              autoFocus={at === 0}
              error={problemOf(failed, name)}
              onChange={(value) => set(name, value)}
            />
          ))}
        </SimpleGrid>
        {children?.(values, set)}
        <Group justify="space-between" className="dialog-deeds">
          {record && entity.mayWrite ? (
            <Button variant="subtle" onClick={away}>
              {t('card.archive')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            {entity.mayWrite && (
              <Button type="submit" loading={isAsking || create.isPending || change.isPending}>
                {t('common.save')}
              </Button>
            )}
          </Group>
        </Group>
      </form>
    </Modal>
  )
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
