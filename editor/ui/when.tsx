import { Tooltip } from '@mantine/core'
import { useMaybeSession } from '../api/session.ts'
import { useWords } from '../words/use-words.ts'
import { exactTime, relativeTime } from './time-words.ts'
import { useNow } from './use-now.ts'

interface Props {
  /** ISO 8601, an instant. */
  readonly at: string
  /** Shows the exact time at once instead of the distance. */
  readonly exact?: boolean
}

/**
 * A moment: how long ago or how soon, with the exact time in the person's zone on hover and for screen readers. With
 * `exact` the time itself is shown. `at` is an ISO 8601 instant.
 */
export function When({ at, exact = false }: Props) {
  const { language } = useWords()
  const zone = useMaybeSession()?.user.zone
  const now = useNow()
  const full = exactTime(at, { language, zone, now })
  return (
    <Tooltip label={full} disabled={exact}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {exact ? full : relativeTime(at, { language, zone, now })}
      </time>
    </Tooltip>
  )
}
