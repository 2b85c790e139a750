/** The values that can be put into a step: of the subject, its owner and company, the event, and earlier steps. */
import { useMemo } from 'react'
import type { Field, FieldType } from '../../shared/entities/entity.ts'
import { commonFields } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { isInsideLoop, itemEntity } from '../../shared/flow-values.ts'
import { expressionWords } from '../../shared/kept.ts'
import { customFields } from '../../shared/known.ts'
import type { OutputField } from '../../shared/node.ts'
import { entityOf, type NodeTypeData, nodeTitle } from '../../shared/node-type-data.ts'
import { pathWords } from '../../shared/param-words.ts'
import type { Words } from '../../shared/words.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { ranBefore, workflowGraph } from '../../shared/workflow-graph.ts'
import { useWords } from '../words/use-words.ts'
import { type Scene, useDraft, useScene, useWorkflow } from '../workflow/scene.ts'
import { type Broken, brokenReference, nameOfDeleted } from './broken-reference.ts'
import { type EventValue, useEventValues } from './event-values.ts'

/** A value with how it is called and what it can be put into. */
export interface Choosable {
  /** As a template stores it: `subject.firstName`, `node.<id>.<output>`. */
  readonly path: string
  readonly label: string
  readonly type: FieldType | OutputField['type'] | 'any'
  /** With a record, a list, and a field that points to one: of what; null where it is not known. */
  readonly entity: string | null
  /** Its description; null where it is no field of a record. */
  readonly field: Field | null
  /** The step that gives it may not have run. */
  readonly mayBeEmpty: boolean
}

interface ChoiceGroup {
  readonly key: string
  readonly title: string
  readonly items: readonly Choosable[]
  /** Stands closed at first: the fields of a record that a step leaves, which few look for. */
  readonly folded?: true
}

/** The fields of an entity as values at a path. */
type FieldsAt = (entity: string, root: string, mayBeEmpty?: boolean) => readonly Choosable[]

/** Everything that step `node` may use, in groups; with null what the workflow itself may use. */
export function useReferences(node: string | null): readonly ChoiceGroup[] {
  const scene = useScene()
  const workflow = useWorkflow((each) => each)
  const { t, of } = useWords()
  const answers = useEventValues()
  return useMemo(() => {
    const { subject } = workflow.settings
    const fields: FieldsAt = (entity, root, mayBeEmpty = false) =>
      Object.entries({ ...entityNamed(entity).fields, ...customFields(scene.known)(entity), ...commonFields } as Record<string, Field>)
        .filter(([, field]) => !field.hidden)
        .map(([name, field]) => ({
          path: `${root}.${name}`,
          label: of(field.title),
          type: field.type,
          entity: field.type === 'ref' ? field.entity : null,
          field,
          mayBeEmpty,
        }))
    const itself = (entity: string, root: string): Choosable => ({
      path: `${root}.id`,
      label: t('picker.subject'),
      type: 'record',
      entity,
      field: null,
      mayBeEmpty: false,
    })
    const groups: ChoiceGroup[] = []
    if (subject !== null && hasEntity(subject)) {
      const described = entityNamed(subject)
      groups.push({ key: 'subject', title: of(described.title), items: [...fields(subject, 'subject'), itself(subject, 'subject')] })
      if (Object.hasOwn(described.fields, 'company'))
        groups.push({ key: 'company', title: of(entityNamed('company').title), items: fields('company', 'company') })
      if (Object.hasOwn(described.fields, 'owner')) groups.push({ key: 'owner', title: t('picker.owner'), items: fields('user', 'owner') })
    }
    const event = eventItems(workflow, scene, answers, of)
    if (event.length > 0) groups.push({ key: 'event', title: t('picker.event'), items: event })
    groups.push(...stepGroups(workflow, scene, node, of))
    const item = node === null ? null : itemGroup(workflow, scene, node, fields, t('picker.item'), itself)
    return [...groups, ...(item ? [item] : []), ...recordGroups(groups, subject, fields)]
  }, [workflow, scene, node, answers, t, of])
}

/** What the triggers leave, each name once: the answers to the form first, for they are what one looks for. */
function eventItems(
  workflow: Workflow,
  { types }: Scene,
  answers: readonly EventValue[],
  of: (words: Words) => string,
): readonly Choosable[] {
  const found = new Map<string, Choosable>(
    answers.map(({ name, ...value }) => [name, { ...value, type: 'any', entity: null, field: null, mayBeEmpty: true }]),
  )
  for (const each of workflow.nodes) {
    const type = types.get(each.type)
    if (!type?.trigger) continue
    for (const [name, output] of Object.entries(type.output))
      if (!found.has(name)) found.set(name, { path: `event.${name}`, ...described(output, each, type, workflow, of), mayBeEmpty: false })
  }
  return [...found.values()]
}

/** What is known of an output: its name, its type, and of which entity its records are. */
const described = (
  { label, type: kind, entity }: OutputField,
  node: WorkflowNode,
  type: NodeTypeData,
  { settings }: Workflow,
  of: (words: Words) => string,
) => ({
  label: of(label),
  type: kind,
  entity: entity === undefined ? null : entityOf(entity, type, node, settings.subject),
  field: null,
})

/** The outputs of steps that ran before. What holds the fields of a record is not offered as a whole: they are, one by one. */
function stepGroups(workflow: Workflow, { types }: Scene, node: string | null, of: (words: Words) => string): readonly ChoiceGroup[] {
  if (node === null) return []
  const { certain, maybe } = ranBefore(workflowGraph(workflow, types), node)
  return workflow.nodes.flatMap((each) => {
    const type = types.get(each.type)
    if (!type || type.trigger || !(certain.has(each.id) || maybe.has(each.id))) return []
    const items = Object.entries(type.output)
      .filter(([, { type, entity, field }]) => type !== 'json' || entity === undefined || field !== undefined)
      .map(([name, output]) => ({
        path: `node.${each.id}.${name}`,
        ...described(output, each, type, workflow, of),
        mayBeEmpty: !certain.has(each.id),
      }))
    return items.length > 0 ? [{ key: each.id, title: of(nodeTitle(each, type)), items }] : []
  })
}

/** The item of the list that is gone through around a step: its fields, where it is known of which records the list is. */
function itemGroup(
  workflow: Workflow,
  { types }: Scene,
  node: string,
  fields: FieldsAt,
  title: string,
  itself: (entity: string, root: string) => Choosable,
): ChoiceGroup | null {
  if (!isInsideLoop(workflow, types, node)) return null
  const entity = itemEntity(workflow, types, node)
  const whole: Choosable = { path: 'item', label: title, type: 'any', entity: null, field: null, mayBeEmpty: false }
  const items = entity !== null && hasEntity(entity) ? [...fields(entity, 'item'), itself(entity, 'item')] : [whole]
  return { key: 'item', title, items }
}

/** The fields of each record that the trigger or a step leaves, but not those of the flow's subject again. */
function recordGroups(groups: readonly ChoiceGroup[], subject: string | null, fields: FieldsAt): readonly ChoiceGroup[] {
  return groups.flatMap(({ key, title, items }) =>
    items.flatMap(({ path, label, type, entity, mayBeEmpty }) => {
      const isOther = type === 'record' && path !== 'subject.id' && !(key === 'event' && entity === subject)
      if (!isOther || entity === null || !hasEntity(entity)) return []
      return [{ key: path, title: `${title}: ${label}`, items: fields(entity, path, mayBeEmpty), folded: true as const }]
    }),
  )
}

/** The name of a value as its chip shows it: with a capital, because it stands alone. What is gone keeps the name it had. */
export function useReferenceName(): (path: string) => string {
  const { types, known } = useScene()
  const workflow = useWorkflow((each) => each)
  const before = useDraft(({ history }) => history.past)
  const answers = useEventValues()
  const { language } = useWords()
  return useMemo(
    () => (path) => {
      const answer = answers.find((each) => each.path === path)
      if (answer) return answer.label
      const broken = brokenReference(path, workflow, known)
      const deleted =
        broken?.kind === 'step'
          ? nameOfDeleted(
              broken.id,
              before.map(({ value }) => value),
              types,
            )
          : null
      if (broken?.kind === 'expression') return expressionWords(path)
      const words = deleted ? deleted[language] : pathWords(path, { workflow, types, known, language }, null)
      return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
    },
    [workflow, types, known, language, before, answers],
  )
}

/** What is gone of the value at a path; null when it is there. */
export function useBroken(): (path: string) => Broken | null {
  const { known } = useScene()
  const workflow = useWorkflow((each) => each)
  return useMemo(() => (path) => brokenReference(path, workflow, known), [workflow, known])
}
