import { Button } from '@mantine/core'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import type { DueGroup } from './group-by-due.ts'
import styles from './inbox.module.css'
import { usePreviewNames } from './preview-names.ts'
import { SuggestionRow } from './suggestion-row.tsx'

interface Props {
  /** One group without a heading where the state is the same for all. */
  readonly groups: readonly (DueGroup | { readonly due: null; readonly items: readonly SuggestionData[] })[]
  readonly active: string | undefined
  readonly selected: ReadonlySet<string>
  readonly addressOf: (id: string) => string
  readonly onSelect: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onHide: (id: string) => void
  /** With a finger: to the right approves, to the left puts off until tomorrow. */
  readonly onSwipe: Parameters<typeof SuggestionRow>[0]['onSwipe']
  readonly more: { readonly load: () => void; readonly isLoading: boolean } | null
}

/** The left side of the inbox: suggestions by when they are due. One stop of the Tab key; j, k and the arrows move in it. */
export function SuggestionList({ groups, active, selected, more, ...acts }: Props) {
  const { t } = useWords()
  const now = useNow()
  const namesOf = usePreviewNames()
  const all = groups.flatMap(({ items }) => items)
  const tabStop = all.some(({ id }) => id === active) ? active : all[0]?.id
  return (
    <>
      {groups.map(({ due, items }) => (
        <section key={due ?? 'all'} aria-label={due === null ? t('inbox.list') : t(`inbox.due.${due}`)}>
          {due !== null && (
            <h2 className={styles['group']}>
              {t(`inbox.due.${due}`)}
              <span>{items.length}</span>
            </h2>
          )}
          <ul className={styles['rows']}>
            {items.map((suggestion) => (
              <SuggestionRow
                key={suggestion.id}
                suggestion={suggestion}
                names={namesOf(suggestion)}
                now={now}
                to={acts.addressOf(suggestion.id)}
                isActive={suggestion.id === active}
                isSelected={suggestion.status === 'pending' ? selected.has(suggestion.id) : null}
                isTabStop={suggestion.id === tabStop}
                onSelect={acts.onSelect}
                onOpen={acts.onOpen}
                onHide={acts.onHide}
                onSwipe={acts.onSwipe}
              />
            ))}
          </ul>
        </section>
      ))}
      {more && (
        <Button variant="subtle" m="xs" onClick={more.load} loading={more.isLoading}>
          {t('common.showMore')}
        </Button>
      )}
    </>
  )
}
