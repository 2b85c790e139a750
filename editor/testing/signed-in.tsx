/** Screens in tests as somebody who is signed in sees them. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Session } from '../../shared/api/session.ts'
import { entities } from '../../shared/entities.ts'
import { SessionContext } from '../api/session.ts'

/** Olga, the admin of the demo company, in the morning of the 2nd of March 2026. */
export const olga: Session = {
  user: { id: 'olga', name: 'Olga', email: 'olga@demo.test', role: 'admin', language: 'en', zone: 'UTC', department: null, standsFor: [] },
  company: { name: 'Demo', zone: 'UTC', language: 'en', currency: 'EUR', region: 'DE', demo: true },
  clock: { manual: false, now: '2026-03-02T10:00:00Z' },
  graceSeconds: 10,
  grades: { a: 40, b: 20 },
  smtp: false,
  baseUrl: 'https://tandem.test',
}

/** Vera, an operator, at the same place and time. */
export const vera: Session = { ...olga, user: { ...olga.user, id: 'vera', name: 'Vera', email: 'vera@demo.test', role: 'operator' } }

/** The surroundings of a screen. Nothing of what was read is known to another test. */
export function SignedIn({ as = olga, children }: { readonly as?: Session; readonly children: ReactNode }) {
  return (
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={as}>{children}</SessionContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** What `GET /api/entities` answers: all of them as they come, and each may be written. */
export const allEntities = { items: entities.map((entity) => ({ ...entity, customFields: {}, mayWrite: true })) }
