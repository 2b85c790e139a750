/** The record whose values are shown beside fields and in previews. */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { OpenedRecord } from '../../shared/api/records.ts'
import { hasEntity } from '../../shared/entities.ts'
import { type Json, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Resolve } from '../../shared/template.ts'
import { resolveIn } from '../../shared/template-fill.ts'
import { useRecord, useRecords } from '../api/records.ts'
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

/** The chosen record of the flow's subject, or the first one there is. */
export function useSample(): Sample {
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
  return useMemo(() => {
    const records = resolveIn({ subject: named(opened.data), company: named(company.data), owner: named(owner.data) })
    // Steps and the event give the samples of their types, looked up when they are asked for: the flow changes with every letter.
    const resolve: Resolve = (path) => {
      const [root, id = '', ...rest] = path.split('.')
      const { nodes } = draft.getState().history.present
      if (root === 'node') return valueAt(types.get(nodes.find((node) => node.id === id)?.type ?? '')?.sample.output, rest)
      if (root !== 'event') return records(path)
      const answer = answers.find((each) => each.path === path)
      if (answer) return answer.sample
      return valueAt(nodes.map(({ type }) => types.get(type)).find((type) => type?.trigger)?.sample.output, [id, ...rest])
    }
    return { entity, id, title: opened.data?.title ?? '', isLoading, resolve }
  }, [opened.data, company.data, owner.data, draft, types, entity, id, isLoading, answers])
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
