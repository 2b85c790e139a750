import '../words/card.ts'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Session } from '../../shared/api/session.ts'
import { SessionContext } from '../api/session.ts'
import { useMove } from './use-move.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a deal is closed on the day it is where the company is', async () => {
  const sent: unknown[] = []
  const deal = { id: 'd1', revision: 1, title: 'Machine', stage: 'talks', pipeline: 'sales' }
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit) => {
    sent.push(JSON.parse(String(body)))
    return Response.json({ record: deal, refs: {}, title: deal.title })
  })
  const { result } = renderHook(useMove, { wrapper: inMoscow })

  result.current.to(deal, { id: 'won', revision: 1, name: 'Won', kind: 'won', pipeline: 'sales' })

  await vi.waitFor(() => expect(sent).toEqual([{ revision: 1, fields: { stage: 'won', closedOn: '2026-03-03' } }]))
})

/** Late in the evening in UTC, after midnight in Moscow. */
function inMoscow({ children }: { readonly children: ReactNode }) {
  const session: Session = {
    user: { id: 'vera', name: 'Vera', email: 'vera@demo.test', role: 'operator', language: 'en', zone: 'UTC', department: null },
    company: { name: 'Demo', zone: 'Europe/Moscow', language: 'en', currency: 'EUR', region: 'DE', demo: true },
    clock: { manual: true, now: '2026-03-02T22:30:00Z' },
    graceSeconds: 10,
    grades: { a: 40, b: 20 },
    smtp: false,
  }
  return (
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={session}>{children}</SessionContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}
