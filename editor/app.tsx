import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { listen } from './api/live.ts'
import { SessionContext, sessionQuery } from './api/session.ts'
import { queries } from './early.ts'
import { prefer, themeKey, usePreferences } from './preferences.ts'
import { Shell } from './shell/shell.tsx'
import { cssVariables, themeFor } from './theme.ts'
import { later } from './ui/later.tsx'
import { FailureState, LoadingState } from './ui/states.tsx'
import { useWords } from './words/use-words.ts'

/** The app: providers, then sign-in or set-up or the shell with its pages. */
export function App() {
  return (
    <Providers>
      <Gate />
    </Providers>
  )
}

const colours = localStorageColorSchemeManager({ key: themeKey })

function Providers({ children }: { readonly children: ReactNode }) {
  const density = usePreferences((preferences) => preferences.density)
  const theme = useMemo(() => themeFor(density), [density])
  const { t } = useWords()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={colours} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ModalsProvider labels={{ confirm: t('common.save'), cancel: t('common.cancel') }}>
          <Notifications position="bottom-left" limit={4} containerWidth={400} />
          {children}
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** The way in is a chunk of its own: who is signed in never needs it. */
const Entry = later(async () => {
  const [page] = await Promise.all([import('./entry/entry-page.tsx'), import('./words/entry.ts')])
  return page
}, LoadingState)

/** Nobody is let past without a session; the address stays, so that signing in leads where one wanted to go. */
function Gate() {
  const session = useQuery(sessionQuery)
  const client = useQueryClient()
  const user = session.data?.user.id
  const language = session.data?.user.language
  useEffect(() => (user === undefined ? undefined : listen(client)), [client, user])
  useEffect(() => {
    if (language) prefer({ language })
  }, [language])

  if (session.isPending) return <LoadingState />
  if (session.isError) return <FailureState error={session.error} again={() => session.refetch()} />
  if (!session.data) return <Entry />
  return (
    <SessionContext value={session.data}>
      <Shell />
    </SessionContext>
  )
}
