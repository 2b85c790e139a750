/** The values that can be put into a step: of the subject, its owner and company, the event, and earlier steps. */
import { useMemo } from 'react'
import type { Field, FieldType } from '../../shared/entities/entity.ts'
import { commonFields } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { type CrmEvent, eventFields } from '../../shared/events.ts'
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
}

/** Everything that step `node` may use, in groups; with null what the workflow itself may use. */
export function useReferences(node: string | null): readonly ChoiceGroup[] {
  const scene = useScene()
  const workflow = useWorkflow((each) => each)
  const { t, of } = useWords()
  const answers = useEventValues()
  return useMemo(() => {
    const { subject } = workflow.settings
    const fields = (entity: string, root: string): readonly Choosable[] =>
      Object.entries({ ...entityNamed(entity).fields, ...customFields(scene.known)(entity), ...commonFields } as Record<string, Field>)
        .filter(([, field]) => !field.hidden)
        .map(([name, field]) => ({
          path: `${root}.${name}`,
          label: of(field.title),
          type: field.type,
          entity: field.type === 'ref' ? field.entity : null,
          field,
          mayBeEmpty: false,
        }))
    const groups: ChoiceGroup[] = []
    if (subject !== null && hasEntity(subject)) {
      const described = entityNamed(subject)
      const itself: Choosable = {
        path: 'subject.id',
        label: t('picker.subject'),
        type: 'record',
        entity: subject,
        field: null,
        mayBeEmpty: false,
      }
      groups.push({ key: 'subject', title: of(described.title), items: [...fields(subject, 'subject'), itself] })
      if (Object.hasOwn(described.fields, 'company'))
        groups.push({ key: 'company', title: of(entityNamed('company').title), items: fields('company', 'company') })
      if (Object.hasOwn(described.fields, 'owner')) groups.push({ key: 'owner', title: t('picker.owner'), items: fields('user', 'owner') })
    }
    const event = eventItems(workflow, scene, answers, t('picker.answer'), of)
    if (event.length > 0) groups.push({ key: 'event', title: t('picker.event'), items: event })
    return [...groups, ...stepGroups(workflow, scene, node, of, t('picker.item'))]
  }, [workflow, scene, node, answers, t, of])
}

/** What the triggers' events carry, each name once: the answers to the form first, for they are what one looks for. */
function eventItems(
  workflow: Workflow,
  { types }: Scene,
  answers: readonly EventValue[],
  answer: string,
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
    for (const kind of type.trigger.events)
      for (const name of eventFields[kind as CrmEvent['kind']] ?? [])
        if (!found.has(name))
          found.set(name, { path: `event.${name}`, label: `${answer}: ${name}`, type: 'any', entity: null, field: null, mayBeEmpty: true })
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

/** The outputs of steps that ran before, and the item of a list that is gone through. */
function stepGroups(
  workflow: Workflow,
  { types }: Scene,
  node: string | null,
  of: (words: Words) => string,
  itemTitle: string,
): readonly ChoiceGroup[] {
  if (node === null) return []
  const { certain, maybe } = ranBefore(workflowGraph(workflow, types), node)
  const groups: ChoiceGroup[] = []
  let insideList = false
  for (const each of workflow.nodes) {
    const type = types.get(each.type)
    if (!type || type.trigger || !(certain.has(each.id) || maybe.has(each.id))) continue
    if (Object.hasOwn(type.ports, 'item')) insideList = true
    const items = Object.entries(type.output).map(([name, output]) => ({
      path: `node.${each.id}.${name}`,
      ...described(output, each, type, workflow, of),
      mayBeEmpty: !certain.has(each.id),
    }))
    if (items.length > 0) groups.push({ key: each.id, title: of(nodeTitle(each, type)), items })
  }
  if (insideList)
    groups.push({
      key: 'item',
      title: itemTitle,
      items: [{ path: 'item', label: itemTitle, type: 'any', entity: null, field: null, mayBeEmpty: false }],
    })
  return groups
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
