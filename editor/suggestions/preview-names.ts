/** What previews may call by name: people and keys of this installation, and the records that a suggestion brought along. */
import { useCallback, useMemo } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import type { PreviewNames } from '../../shared/effect-preview.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Link } from '../../shared/suggestion.ts'
import { useKnown } from '../api/known.ts'
import { titleOf, useEntity, useRecords } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { browserZone } from '../ui/local-time.ts'

/** Everybody who can sign in here, by name. */
export function useColleagues(): readonly Link[] {
  const entity = useEntity('user')
  const list = useRecords('user', { sort: 'name' }, 200)
  return useMemo(
    () =>
      (list.data?.items ?? [])
        .filter((user) => user['active'] !== false)
        .map((user) => ({ entity: 'user', id: user.id, title: titleOf(entity, user) })),
    [list.data, entity],
  )
}

/** The zone of the signed-in person. */
export const useZone = (): string => useSession().user.zone || browserZone()

/** Names for the previews of a suggestion. */
export function usePreviewNames(): (suggestion: SuggestionData) => PreviewNames {
  const known = useKnown()
  const colleagues = useColleagues()
  const zone = useZone()
  return useCallback(
    (suggestion) => ({
      known,
      links: [...linksOf(suggestion), ...colleagues],
      before: suggestion.before as Readonly<Record<string, JsonObject>>,
      zone,
    }),
    [known, colleagues, zone],
  )
}

/** Whom it is about, then everything else it rests on, each once. */
export function linksOf({ subject, links }: SuggestionData): readonly Link[] {
  const all = subject ? [subject, ...links] : links
  return [...new Map(all.map((link) => [`${link.entity}:${link.id}`, link])).values()]
}
