/** The names of things people made here (forms, stages, people …), by the keys that workflow files use. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EntityList, RecordList } from '../../shared/api/records.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Known } from '../../shared/known.ts'
import type { PickFrom } from '../../shared/params.ts'
import { api } from '../api/client.ts'

/** Which entity each list of choices is made of. */
const listed = {
  forms: 'form',
  hooks: 'hook',
  pipelines: 'pipeline',
  stages: 'stage',
  segments: 'segment',
  calendars: 'calendar',
  departments: 'department',
  users: 'user',
  mailboxes: 'mailbox',
  products: 'product',
} as const satisfies Partial<Record<PickFrom, string>>

export type ListedFrom = keyof typeof listed

const froms = Object.keys(listed) as ListedFrom[]

/** Everything that is known so far; a list that is not read yet, or may not be read, is left out, so nothing in it counts as missing. */
export function useKnown(): Known {
  const custom = useEntities()
  const lists = useQueries({
    queries: froms.map((from) => ({
      queryKey: ['records', listed[from], 'names'],
      staleTime: 60_000,
      queryFn: () => namesOf(from),
    })),
    combine: (results) => results.map(({ data }) => data),
  })
  return useMemo(
    () => ({
      names: Object.fromEntries(froms.flatMap((from, at) => (lists[at] ? [[from, lists[at]]] : []))),
      ...(custom ? { custom } : {}),
    }),
    [lists, custom],
  )
}

async function namesOf(from: ListedFrom): Promise<Readonly<Record<string, string>>> {
  const { plural, key = 'id', titleFields } = entityNamed(listed[from])
  const names: Record<string, string> = {}
  let cursor: string | null = null
  do {
    const page: RecordList = await api.get<RecordList>(`/api/${plural}`, { limit: 200, cursor })
    for (const record of page.items) {
      const name = titleFields.map((field) => record[field]).filter(Boolean)
      names[String(record[key])] = name.join(' ') || String(record[key])
    }
    cursor = page.next
  } while (cursor !== null && Object.keys(names).length < 1000)
  return names
}

/** The fields that users gave to entities. */
function useEntities(): Known['custom'] | null {
  const { data } = useQuery({
    queryKey: ['entities'],
    staleTime: 300_000,
    queryFn: () => api.get<EntityList>('/api/entities'),
  })
  return useMemo(() => (data ? Object.fromEntries(data.items.map(({ name, customFields }) => [name, customFields])) : null), [data])
}
