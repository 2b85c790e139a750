/** Finds records and commands: Mod+K. */

import { useDebouncedValue } from '@mantine/hooks'
import '@mantine/spotlight/styles.css'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconCommand, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Found } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { addressOf } from '../../shared/record-address.ts'
import { api } from '../api/client.ts'
import { EntityIcon } from '../ui/entity-icon.tsx'
import { keyName } from '../ui/keys.ts'
import { useWords } from '../words/use-words.ts'
import { type Command, useOfferedCommands } from './commands.ts'

/** `closed` is told when the person leaves it; it opens as soon as it is there. */
export default function SearchBox({ closed }: { readonly closed: () => void }) {
  const { t, of } = useWords()
  const [query, setQuery] = useState('')
  const [text] = useDebouncedValue(query.trim(), 150)
  const [, go] = useLocation()
  const found = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) => api.get<Found>('/api/search', { text }, signal),
    enabled: text.length > 1,
    placeholderData: keepPreviousData,
  })
  const records = text.length > 1 ? (found.data?.items ?? []) : []
  const commands = matching(useOfferedCommands(), query)
  useEffect(() => spotlight.open(), [])

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={closed}
      shortcut={null}
      scrollable
      maxHeight="60dvh"
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': t('search.open') } }}
    >
      <Spotlight.Search
        placeholder={t('search.prompt')}
        aria-label={t('search.prompt')}
        leftSection={<IconSearch size={20} stroke={1.75} />}
      />
      <Spotlight.ActionsList>
        {records.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.records')}>
            {records.map(({ entity, id, title, detail }) => (
              <Spotlight.Action
                key={`${entity}/${id}`}
                label={title}
                description={[hasEntity(entity) ? of(entityNamed(entity).title) : '', detail].filter(Boolean).join(' · ')}
                leftSection={<EntityIcon entity={entity} />}
                onClick={() => go(addressOf(entity, id) ?? '/')}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {grouped(commands).map(([group, members]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.title}
                leftSection={
                  command.id.startsWith('go.') ? <IconArrowRight size={20} stroke={1.75} /> : <IconCommand size={20} stroke={1.75} />
                }
                rightSection={command.keys?.[0] ? <kbd>{keyName(command.keys[0], t('keys.then'))}</kbd> : null}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {records.length === 0 && commands.length === 0 && (
          <Spotlight.Empty>{found.isFetching ? t('common.loading') : t('common.notFoundNamed', { name: query })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** Every word of the query has to begin a word of the title. */
function matching(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return commands
    .filter(({ quiet }) => !quiet)
    .filter(({ title }) => {
      const words = title.toLocaleLowerCase().split(/[\s()«»“”,.]+/)
      return wanted.every((part) => words.some((word) => word.startsWith(part)))
    })
}

/** Commands under their headings, in the order in which each was offered first. */
export function grouped(commands: readonly Command[]): [group: string, members: Command[]][] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return [...groups]
}
