/** The present moment of the installation: real time, or the time of a clock that stands still until it is turned. */
import { useEffect, useState } from 'react'
import { useMaybeSession } from '../api/session.ts'

/** Changes each half minute, so that "5 minutes ago" stays true. */
export function useNow(): Date {
  const clock = useMaybeSession()?.clock
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return clock?.manual ? new Date(clock.now) : now
}
