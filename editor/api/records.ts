/** Reading and writing records of every kind. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { EntityList, OpenedRecord, RecordData, RecordList } from '../../shared/api/records.ts'
import { commonFields, type EntityType, type Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { recordTitle } from '../../shared/record-title.ts'
import type { Rule } from '../../shared/rules.ts'
import { api } from './client.ts'

export type { OpenedRecord, RecordData, RecordList }

/** A description with the fields that users added, and whether this person may write such records. */
export interface DescribedEntity extends EntityType {
  readonly customFields: Readonly<Record<string, Field>>
  readonly mayWrite: boolean
}

/** Every description; until the server has answered, the built-in ones. */
export function useEntities(): (name: string) => DescribedEntity {
  const list = useQuery({ queryKey: ['entities'], queryFn: () => api.get<EntityList>('/api/entities'), staleTime: 300_000 })
  const known = useMemo(() => new Map(list.data?.items.map((entity) => [entity.name, entity])), [list.data])
  return useCallback((name) => known.get(name) ?? { ...entityNamed(name), customFields: {}, mayWrite: false }, [known])
}

/** Throws for a name that no entity has. */
export const useEntity = (name: string): DescribedEntity => useEntities()(name)

/** Every field one may see: built-in, custom, then the common ones. */
export function fieldsOf(entity: DescribedEntity): Readonly<Record<string, Field>> {
  const all: Readonly<Record<string, Field>> = { ...entity.fields, ...entity.customFields, ...commonFields }
  return Object.fromEntries(Object.entries(all).filter(([, field]) => !field.hidden))
}

/** The fields that people fill in. */
export const writableFields = (entity: DescribedEntity): readonly (readonly [name: string, field: Field])[] =>
  Object.entries(fieldsOf(entity)).filter(([, field]) => !field.readonly)

/** The name of a record; empty where it has none. */
export const titleOf = (entity: EntityType, record: RecordData): string => recordTitle(entity, record)

interface ListAsked {
  readonly filter?: Rule | null
  readonly search?: string
  readonly sort?: string
  readonly archived?: boolean
}

/** The query of a list, as addresses carry it. */
export const listQuery = ({ filter, search, sort, archived }: ListAsked) => ({
  filter: filter ? JSON.stringify(filter) : null,
  search: search ?? null,
  sort: sort ?? null,
  archived: archived ? true : null,
})

/** A list, page by page. */
export function useRecordPages(entity: EntityType, asked: ListAsked, limit = 100) {
  const query = listQuery(asked)
  return useInfiniteQuery({
    queryKey: ['records', entity.name, 'pages', query, limit],
    queryFn: ({ pageParam, signal }) => api.get<RecordList>(`/api/${entity.plural}`, { ...query, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
}

/** The first records of a list: for cards, choosers and small lists. */
export const useRecords = (name: string, asked: ListAsked = {}, limit = 100, enabled = true) =>
  useQuery({ ...recordsQuery(name, asked, limit), enabled })

/** The same for `useQueries`. */
export function recordsQuery(name: string, asked: ListAsked, limit: number) {
  const query = listQuery(asked)
  return {
    queryKey: ['records', name, 'list', query, limit],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      api.get<RecordList>(`/api/${entityNamed(name).plural}`, { ...query, limit }, signal),
    placeholderData: (before: RecordList | undefined) => before,
  }
}

/** Asks nothing while `id` is empty. Out of sight and not there are one error, 404. */
export function useRecord(name: string, id: string) {
  return useQuery({
    queryKey: ['records', name, 'one', id],
    queryFn: () => api.get<OpenedRecord>(`/api/${entityNamed(name).plural}/${id}`),
    enabled: id !== '',
  })
}

/** Writes records of one kind; every list and card of the kind is read again afterwards. */
export function useRecordWriter(name: string) {
  const client = useQueryClient()
  const path = `/api/${entityNamed(name).plural}`
  const onSettled = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['records', name] }), client.invalidateQueries({ queryKey: ['timeline'] })])
  const create = useMutation({
    mutationFn: (fields: Readonly<Record<string, unknown>>) => api.post<OpenedRecord>(path, { fields }),
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ id, revision, fields }: { id: string; revision: number; fields: Readonly<Record<string, unknown>> }) =>
      api.patch<OpenedRecord>(`${path}/${id}`, { revision, fields }),
    onSuccess: (opened) => client.setQueryData(['records', name, 'one', opened.record.id], opened),
    onSettled,
  })
  const archive = useMutation({
    mutationFn: ({ ids, archived }: { ids: readonly string[]; archived: boolean }) =>
      inTurn(ids, (id) => api.put(`${path}/${id}/archived`, { archived })),
    onSettled,
  })
  return { create, change, archive }
}

/** Does it for all, a few at a time; answers which did not work. */
export async function inTurn<One>(
  all: readonly One[],
  act: (one: One) => Promise<unknown>,
  atOnce = 5,
): Promise<{ done: One[]; failed: One[] }> {
  const waiting = [...all]
  const done: One[] = []
  const failed: One[] = []
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const sure = one
      await act(sure).then(
        () => done.push(sure),
        () => failed.push(sure),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { done, failed }
}
