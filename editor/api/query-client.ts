/** The cache of what the server said. Keys begin with what live notices name: `['records', entity, …]`, `['runs', …]`, and so on. */
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client.ts'

/** Holds the session, or null when nobody is signed in. */
export const sessionKey = ['session'] as const

/** An answer 401, wherever it comes from, empties the session, which brings the way in. Only outages are tried again. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) client.setQueryData(sessionKey, null)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => error instanceof ApiProblem && (error.status === 0 || error.status >= 500) && failures < 2,
      },
      mutations: {
        onError: (error) => {
          if (isSignedOut(error)) client.setQueryData(sessionKey, null)
        },
      },
    },
  })
  return client
}

/** The session ended: the sign-in page takes the place of whatever was open, and the address stays. */
const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401
