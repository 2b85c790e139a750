import { ActionIcon, Button, Title } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { Field } from '../../shared/entities/entity.ts'
import { problemOf } from '../api/problem-of.ts'
import { type DescribedEntity, fieldsOf, type OpenedRecord, useRecordWriter } from '../api/records.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { FieldInput } from './field-input.tsx'
import { FieldValue } from './field-value.tsx'
import styles from './record-page.module.css'

interface Props {
  readonly entity: DescribedEntity
  readonly opened: OpenedRecord
}

/** The fields of a record, each changed where it stands; the change can be taken back. Empty fields are shown on demand. */
export function About({ entity, opened }: Props) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const fields = Object.entries(fieldsOf(entity)).filter(([, field]) => field.type !== 'json')
  const filled = fields.filter(([name, field]) => !isEmpty(opened.record[name]) || field.required || field.column)
  const shown = all ? fields : filled
  return (
    <section className={styles['panel']} aria-label={t('card.about')}>
      <Title order={2} mb="xs">
        {t('card.about')}
      </Title>
      {shown.map(([name, field]) => (
        <EditableField key={name} {...{ entity, opened, name, field }} />
      ))}
      {filled.length < fields.length && (
        <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => setAll(!all)}>
          {t(all ? 'card.hideEmpty' : 'card.showEmpty')}
        </Button>
      )}
    </section>
  )
}

interface FieldProps extends Props {
  readonly name: string
  readonly field: Field
}

/** One field with its value; where it may not be written, the value alone. */
export function EditableField({ entity, opened, name, field }: FieldProps) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const { record, refs } = opened
  const [draft, setDraft] = useState<{ readonly value: unknown } | null>(null)
  const { change } = useRecordWriter(entity.name)
  const title = of(field.title)
  const mayEdit = entity.mayWrite && !field.readonly && !movedElsewhere(entity, name)

  const write = async (value: unknown) => {
    const before = record[name] ?? null
    if (JSON.stringify(before) === JSON.stringify(value ?? null)) return setDraft(null)
    try {
      const after = await change.mutateAsync({ id: record.id, revision: record.revision, fields: { [name]: value ?? null } })
      setDraft(null)
      toast.undoable(t('card.changed', { field: title }), t('common.undo'), () =>
        change
          .mutateAsync({ id: record.id, revision: after.record.revision, fields: { [name]: before } })
          .catch((error) => toast.failed(problemText(error))),
      )
    } catch (error) {
      if (!problemOf(error, name)) toast.failed(problemText(error))
    }
  }
  // A choice, a tick and a record are settled by choosing; everything else by Enter or by leaving the field.
  const atOnce = field.type === 'choice' || field.type === 'flag' || field.type === 'ref'
  const outside = useClickOutside<HTMLDivElement>(() => {
    if (draft && !atOnce) void write(draft.value)
  })
  const chosen = refs[String(draft?.value ?? '')]
  return (
    <div className={styles['field']}>
      <div className={styles['label']}>{title}</div>
      {draft ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Enter and Escape belong to the field inside
        <div
          ref={outside}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              setDraft(null)
            }
            if (event.key === 'Enter' && field.type !== 'long-text' && field.type !== 'tags' && !atOnce) void write(draft.value)
          }}
        >
          <FieldInput
            field={field}
            value={draft.value}
            label={null}
            autoFocus
            error={problemOf(change.error, name)}
            {...(atOnce ? { onListClosed: () => setDraft(null) } : {})}
            refTitle={chosen?.hidden ? t('common.hidden') : chosen?.title}
            onChange={(value) => (atOnce ? void write(value) : setDraft({ value }))}
          />
        </div>
      ) : (
        <div className={styles['value']}>
          {mayEdit && !isLink(field) ? (
            <button
              type="button"
              className={styles['edit']}
              aria-label={t('card.editField', { field: title })}
              onClick={() => (field.type === 'flag' ? void write(record[name] !== true) : setDraft({ value: record[name] ?? null }))}
            >
              <FieldValue field={field} value={record[name]} refs={refs} plain />
            </button>
          ) : (
            <>
              <div className={styles['static']}>
                <FieldValue field={field} value={record[name]} refs={refs} />
              </div>
              {mayEdit && (
                <ActionIcon
                  size={24}
                  aria-label={t('card.editField', { field: title })}
                  onClick={() => setDraft({ value: record[name] ?? null })}
                >
                  <IconPencil size={16} stroke={1.75} />
                </ActionIcon>
              )}
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** A deal changes its stage in the bar above, which asks why it is lost. */
const movedElsewhere = (entity: DescribedEntity, field: string): boolean =>
  entity.name === 'deal' && (field === 'stage' || field === 'pipeline')

/** Values one may want to follow keep their link, and get a button of their own for changing. */
const isLink = (field: Field): boolean => ['ref', 'email', 'phone', 'url'].includes(field.type)

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
