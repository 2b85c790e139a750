import { Select } from '@mantine/core'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { fieldsOf } from './pick-field.tsx'
import { useReferences } from './references.ts'

interface Props {
  readonly label: string
  readonly entity: string | null
  readonly node: WorkflowNode
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
  readonly invalid: boolean
}

/** A field that holds a day or an instant: of the record, or a value of the flow. `entity` null: only values of the flow. */
export function DateFieldField({ label, entity, node, value, set, invalid }: Props) {
  const { t, of } = useWords()
  const { known } = useScene()
  const isDate = (type: string) => type === 'day' || type === 'time' || type === 'date'
  const own = fieldsOf(entity, known)
    .filter(([, { type }]) => isDate(type))
    .map(([name, field]) => ({ value: name, label: of(field.title) }))
  const others = useReferences(node.id)
    .filter(({ key }) => key !== 'subject')
    .map(({ title, items }) => ({
      group: title,
      items: items.filter(({ type }) => isDate(type)).map(({ path, label: name }) => ({ value: path, label: name })),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <Select
      aria-label={label}
      searchable
      placeholder={t('pick.choose')}
      nothingFoundMessage={t('common.nothingMatches')}
      data={[{ group: t('pick.ownFields'), items: own }, ...others]}
      value={value ?? null}
      error={invalid}
      onChange={(next) => set(next ?? undefined)}
    />
  )
}
