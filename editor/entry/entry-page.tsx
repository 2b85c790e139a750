import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { SetupState } from '../../shared/api/session.ts'
import { api } from '../api/client.ts'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { SetupPage } from './setup-page.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** The door: the first start sets the product up, any other signs in. */
export default function EntryPage() {
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => api.get<Static<typeof SetupState>>('/api/setup') })
  if (setup.isPending) return <LoadingState />
  if (setup.isError) return <FailureState error={setup.error} again={() => setup.refetch()} />
  return setup.data.needed ? <SetupPage /> : <SignInPage />
}
