/** The present moment of the installation: real time, or the time of a clock that stands still until it is turned. */
import { useEffect, useState } from 'react'
import { dayIn } from '../../shared/time.ts'
import { useMaybeSession, useSession } from '../api/session.ts'

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

/** Today, "2026-03-02", where the company is: the days of its deals and invoices are told by its zone. */
export function useToday(): string {
  const { company } = useSession()
  return dayIn(useNow(), company.zone)
}
