/** The record whose values are shown beside fields and in previews. */
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { create } from 'zustand'
import type { OpenedRecord } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { heldIn, itemEntity, leftAt } from '../../shared/flow-values.ts'
import { type Json, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Resolve } from '../../shared/template.ts'
import { resolveIn } from '../../shared/template-fill.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { recordsQuery, titleOf, useRecord, useRecords } from '../api/records.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { useEventValues } from './event-values.ts'

interface Chosen {
  readonly ids: Readonly<Record<string, string>>
  choose(entity: string, id: string | null): void
}

/** The chosen sample of each entity, for as long as the tab is open. */
export const useChosenSample = create<Chosen>()((set) => ({
  ids: {},
  choose: (entity, id) =>
    set(({ ids }) => {
      const { [entity]: _, ...rest } = ids
      return { ids: id === null ? rest : { ...rest, [entity]: id } }
    }),
}))

/** Null where the flow has no subject, or there is no such record yet. */
export interface Sample {
  readonly entity: string | null
  readonly id: string | null
  readonly title: string
  /** Not known yet who it is. */
  readonly isLoading: boolean
  /** The value at a path, as the run would find it; steps give their sample output. */
  readonly resolve: Resolve
}

/**
 * The chosen record of the flow's subject, or the first one there is. `step` is the step that values are shown for: of a
 * list that is gone through around it, and of what earlier steps find, the newest record stands for all.
 */
export function useSample(step: string | null = null): Sample {
  const { draft, types } = useScene()
  const subject = useWorkflow(({ settings }) => settings.subject)
  const entity = subject !== null && hasEntity(subject) ? subject : null
  const chosen = useChosenSample(({ ids }) => (entity === null ? undefined : ids[entity]))
  const first = useRecords(entity ?? 'contact', { sort: '-createdAt' }, 1, entity !== null && chosen === undefined)
  const id = chosen ?? first.data?.items[0]?.id ?? null
  const opened = useRecord(entity ?? 'contact', entity === null ? '' : (id ?? ''))
  const record = opened.data?.record
  const answers = useEventValues()
  const isLoading = entity !== null && (chosen === undefined ? first.isPending : false)
  const company = useRecord('company', textOf(record?.['company']))
  const owner = useRecord('user', textOf(record?.['owner']))
  const newest = useNewest(useWorkflow((workflow) => entitiesIn(workflow, types, step)))
  return useMemo(() => {
    const records = resolveIn({ subject: named(opened.data), company: named(company.data), owner: named(owner.data) })
    // Steps and the event give the samples of their types, looked up when they are asked for: the flow changes with every letter.
    const resolve: Resolve = (path) => {
      const [root, ...rest] = path.split('.')
      const workflow = draft.getState().history.present
      if (root === 'item') return valueAt(newest[itemEntity(workflow, types, step) ?? ''], orItself(rest))
      if (root !== 'node' && root !== 'event') return records(path)
      const answer = answers.find((each) => each.path === path)
      if (answer) return answer.sample
      const left = leftAt(path, workflow, types)
      const held = left && heldIn(left, subject)
      if (held?.field === null) return valueAt(newest[held.entity], orItself(left?.rest ?? []))
      return valueAt(left?.type.sample.output, rest.slice(root === 'node' ? 1 : 0))
    }
    return { entity, id, title: opened.data?.title ?? '', isLoading, resolve }
  }, [opened.data, company.data, owner.data, newest, draft, types, subject, step, entity, id, isLoading, answers])
}

/** Where a text names a record, it writes what the record is called. */
const orItself = (path: readonly string[]): readonly string[] => (path.length === 0 ? ['id'] : path)

/** The entities whose records steps leave, and that of the items around a step; joined, so that the text stays the same while they do. */
function entitiesIn(workflow: Workflow, types: NodeTypes, step: string | null): string {
  const { subject } = workflow.settings
  const left = workflow.nodes.flatMap((node) => {
    const type = types.get(node.type)
    return Object.values(type?.output ?? {}).flatMap((output) => (type && heldIn({ node, type, output, rest: [] }, subject)) ?? [])
  })
  const all = [...left.flatMap(({ entity, field }) => (field === null ? entity : [])), itemEntity(workflow, types, step) ?? '']
  return [...new Set(all)].filter(hasEntity).sort().join('\n')
}

/** The newest record of each of these entities, as far as there is one that may be seen. */
function useNewest(joined: string): Readonly<Record<string, JsonObject>> {
  const names = joined === '' ? [] : joined.split('\n')
  return useQueries({
    queries: names.map((name) => recordsQuery(name, { sort: '-createdAt' }, 1)),
    combine: (lists) =>
      Object.fromEntries(
        lists.flatMap(({ data }, at) => {
          const [record] = data?.items ?? []
          const name = names[at] ?? ''
          return data && record ? [[name, named({ record, refs: data.refs, title: titleOf(entityNamed(name), record) })]] : []
        }),
      ),
  })
}

/** The fields of a record with names in the place of what they point to. */
function named(opened: OpenedRecord | undefined): JsonObject {
  if (!opened) return {}
  const { record, refs, title } = opened
  const fields = Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? (refs[value]?.title ?? value) : (value as Json),
  ])
  return { ...Object.fromEntries(fields), id: title }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
