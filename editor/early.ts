/**
 * Runs before the rest of the app is even read: who is signed in is asked, and the page of the address fetched, at the
 * same time. `main.tsx` imports it first.
 */
import { createQueryClient } from './api/query-client.ts'
import { sessionQuery } from './api/session.ts'
import { routeOf } from './routes.ts'

/** The cache of the whole app. */
export const queries = createQueryClient()

void queries.prefetchQuery(sessionQuery)
// What cannot be loaded is loaded again, and said, where the page is drawn.
routeOf(window.location.pathname)
  ?.load()
  .catch(() => undefined)
