import { Autocomplete, Select } from '@mantine/core'
import { commonFields, type Field } from '../../shared/entities/entity.ts'
import { entities, entityNamed, hasEntity } from '../../shared/entities.ts'
import { customFields, isElsewhere, type Known } from '../../shared/known.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { PickFrom, PickParam } from '../../shared/params.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import type { Speech } from '../words/use-words.ts'
import { useWords } from '../words/use-words.ts'
import { type Scene, useScene, useWorkflow } from '../workflow/scene.ts'

interface Props {
  readonly label: string
  readonly param: PickParam
  /** What the fields are of; of stages the key of their pipeline. */
  readonly entity: string | null
  readonly of: string | undefined
  readonly node: WorkflowNode
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
  readonly invalid: boolean
}

interface Option {
  readonly value: string
  readonly label: string
}

/**
 * Chooses one of what there is here: a form, a segment, a stage, a field, a step of this flow. Where there is no list
 * to choose from, anything may be written.
 */
export function PickField({ label, param, entity, node, value, set, invalid }: Props) {
  const speech = useWords()
  const scene = useScene()
  const nodes = useWorkflow((workflow) => workflow.nodes)
  const options = optionsOf(
    param.from,
    entity,
    scene,
    nodes.filter(({ id }) => id !== node.id),
    speech,
  )
  // Tags and free lists are known only by being used, and what there is too much of is not listed: anything may be written.
  if (options === null) {
    return (
      <Autocomplete
        aria-label={label}
        data={[]}
        value={value ?? ''}
        error={invalid}
        onChange={(next) => set(next === '' ? undefined : next)}
      />
    )
  }
  const missing = value !== undefined && !options.some((option) => option.value === value)
  return (
    <Select
      aria-label={label}
      searchable={options.length > 7}
      clearable={param.optional ?? false}
      allowDeselect={param.optional ?? false}
      placeholder={options.length === 0 ? speech.t('pick.nothing') : speech.t('pick.choose')}
      nothingFoundMessage={speech.t('common.nothingMatches')}
      data={missing && value !== undefined ? [...options, { value, label: speech.t('pick.missing', { name: value }) }] : [...options]}
      value={value ?? null}
      error={invalid || missing}
      onChange={(next) => set(next ?? undefined)}
    />
  )
}

/** What can be chosen; null when anything can be written. */
function optionsOf(
  from: PickFrom,
  entity: string | null,
  { known, types }: Scene,
  nodes: readonly WorkflowNode[],
  { of }: Speech,
): readonly Option[] | null {
  switch (from) {
    case 'entities':
      return entities
        .filter(({ system, access }) => !system && access !== 'admin')
        .map(({ name, title }) => ({ value: name, label: of(title) }))
    case 'entity-fields':
      return fieldsOf(entity, known).map(([name, field]) => ({ value: name, label: of(field.title) }))
    case 'date-fields':
      return fieldsOf(entity, known)
        .filter(([, { type }]) => type === 'day' || type === 'time')
        .map(([name, field]) => ({ value: name, label: of(field.title) }))
    case 'nodes':
      return nodes.map((node) => ({ value: node.id, label: of(nodeTitle(node, types.get(node.type))) }))
    case 'tags':
    case 'lists':
      return null
    default: {
      const names = known.names[from]
      const isOffered = (key: string) => from !== 'stages' || entity === null || !isElsewhere(known, key, entity)
      return names ? Object.entries(names).flatMap(([value, label]) => (isOffered(value) ? [{ value, label }] : [])) : null
    }
  }
}

/** Every field of an entity that people may see. */
export function fieldsOf(entity: string | null, known: Known): readonly (readonly [string, Field])[] {
  if (entity === null || !hasEntity(entity)) return []
  const all: Record<string, Field> = { ...entityNamed(entity).fields, ...customFields(known)(entity), ...commonFields }
  return Object.entries(all).filter(([, field]) => !field.hidden)
}
