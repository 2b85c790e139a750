import { Select } from '@mantine/core'
import type { Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { expressionWords, isKeptExpression } from '../../shared/kept.ts'
import { segmentedEntities } from '../../shared/rules.ts'
import { type DescribedEntity, fieldsOf, useEntities } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import type { ExtraField } from './rule-editor.tsx'

interface Props {
  readonly entity: string | null
  readonly extra: readonly ExtraField[]
  /** A path, `~orders` for related records, or `@segment`. */
  readonly value: string | null
  readonly onChange: (value: string) => void
  /** Only fields of the record itself. */
  readonly plain?: boolean
}

/** Stands before the name of a relation, so that it is told from a field of the same name. */
export const relationMark = '~'
/** The value of the option that asks about a segment. */
export const segmentMark = '@segment'

interface Option {
  value: string
  /** As it stands alone: "Company: Phone". */
  label: string
  /** As it stands below the name of its group. */
  short: string
}

interface Options {
  readonly group: string
  readonly items: Option[]
}

/** Every field that a row may ask about, in groups: its own, those of the records it points to, related records, the workflow's. */
export function FieldChooser({ entity, extra, value, onChange, plain = false }: Props) {
  const { t, of } = useWords()
  const entities = useEntities()
  const groups: Options[] = []
  // The key of the other record is what the field itself is asked by; it stands among the own fields already.
  const refFields = (name: string, entity: string) =>
    ownFields(entities(entity), `${name}.`, of, entities).filter(({ value: path }) => path !== `${name}.${entities(entity).key}`)
  if (entity !== null) {
    const described = entities(entity)
    groups.push({ group: t('rules.own'), items: ownFields(described, '', of, entities) })
    if (!plain) {
      if (segmentedEntities.includes(entity)) groups[0]?.items.push(alone(segmentMark, of(entityNamed('segment').title)))
      for (const [name, field] of Object.entries(fieldsOf(described)))
        if (field.type === 'ref' && deep.has(field.entity)) groups.push(within(of(field.title), refFields(name, field.entity)))
      const relations = Object.entries(described.relations ?? {})
      if (relations.length > 0)
        groups.push({
          group: t('rules.related'),
          items: relations.map(([name, relation]) => alone(`${relationMark}${name}`, of(relation.title))),
        })
    }
  }
  for (const { group, path, label } of extra) {
    const known = groups.find((each) => each.group === group)
    const [item] = within(group, [alone(path, label)]).items
    if (known && item) known.items.push(item)
    else if (item) groups.push({ group, items: [item] })
  }
  const known = groups.some(({ items }) => items.some((item) => item.value === value))
  if (value !== null && !known)
    groups.unshift({ group: t('rules.field'), items: [alone(value, isKeptExpression(value) ? expressionWords(value) : value)] })
  return (
    <Select
      aria-label={t('rules.field')}
      placeholder={t('rules.chooseField')}
      searchable
      allowDeselect={false}
      autoFocus={value === null}
      data={groups}
      renderOption={({ option }) => (option as Option).short}
      value={value}
      maxDropdownHeight={320}
      nothingFoundMessage={t('common.nothingMatches')}
      onChange={(next) => next !== null && onChange(next)}
    />
  )
}

/** Records whose own fields are worth asking about through a ref. */
const deep = new Set(['company', 'contact', 'deal', 'order', 'invoice', 'product', 'user'])

function ownFields(
  entity: DescribedEntity,
  prefix: string,
  of: (words: { en: string; ru: string }) => string,
  entities: (name: string) => DescribedEntity,
): Option[] {
  return Object.entries(fieldsOf(entity))
    .filter(([, field]) => field.type !== 'json')
    .map(([name, field]) => alone(`${prefix}${pathOf(name, field, entities)}`, of(field.title)))
}

const alone = (value: string, label: string): Option => ({ value, label, short: label })

/** What other records or steps have may be called the same as a field of the record itself. */
const within = (group: string, items: readonly Option[]): Options => ({
  group,
  items: items.map((item) => ({ ...item, label: `${group}: ${item.label}` })),
})

/** A record with a stable key is asked by that: the rule then means the same in another installation. */
function pathOf(name: string, field: Field, entities: (name: string) => DescribedEntity): string {
  const key = field.type === 'ref' ? entities(field.entity).key : undefined
  return key === undefined ? name : `${name}.${key}`
}
