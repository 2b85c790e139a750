import '../words/card.ts'
import { cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { SignedIn, vera } from '../testing/signed-in.tsx'
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
  const there = { ...vera, company: { ...vera.company, zone: 'Europe/Moscow' }, clock: { manual: true, now: '2026-03-02T22:30:00Z' } }
  return <SignedIn as={there}>{children}</SignedIn>
}
