/** Who is signed in. Inside the shell `useSession` always has an answer. */
import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Session } from '../../shared/api/session.ts'
import { ApiProblem, api } from './client.ts'
import { sessionKey } from './query-client.ts'

/** The session; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await api.get<Session>('/api/session')
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
})

/** Null outside of the signed-in part of the app; read it with `useSession`. */
export const SessionContext = createContext<Session | null>(null)

/** The signed-in person and their company. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession stands outside of the signed-in part of the app')
  return session
}

/** The same for what also stands on pages for strangers: null while nobody is signed in. */
export function useMaybeSession(): Session | null {
  return useContext(SessionContext)
}
