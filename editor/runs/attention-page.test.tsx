import '../words/attention.ts'
import '../words/mailbox.ts'
import '../words/suggestions.ts'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { AttentionData } from '../../shared/api/attention.ts'
import { allEntities, SignedIn } from '../testing/signed-in.tsx'
import AttentionPage from './attention-page.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const group: AttentionData['groups'][number] = {
  workflow: 'w',
  workflowName: 'Birthdays',
  node: 'step',
  title: { en: 'Write the birthday', ru: 'Записать день рождения' },
  reason: 'field-wrong',
  problem: {
    code: 'parked-error',
    with: { reason: { code: 'tries-used-up', with: { tries: 8, reason: { code: 'call-refused', with: { status: 503 } } } } },
  },
  count: 3,
  since: '2026-03-02T09:00:00Z',
  hasNewer: true,
}

test('a group says where it stands and why, and is tried again on the version that is live', async () => {
  const { sent } = thePage({ groups: [group], unread: 2 })
  const person = userEvent.setup()

  expect((await screen.findByRole('region', { name: 'Birthdays: Write the birthday' })).textContent).toContain(
    'It did not work after 8 tries: The other server answered 503.',
  )
  expect(screen.getByText('2 deliveries could not be read')).toBeDefined()
  await person.click(screen.getByRole('button', { name: 'Try again' }))
  await person.click(await screen.findByRole('button', { name: 'Try 3 again' }))

  const outcome = await screen.findByText('2 runs were set going again. Those that fail once more stand below')
  expect(document.activeElement).toBe(outcome.parentElement)
  expect(outcome.parentElement?.textContent).toContain('1 run could not be changed')
  expect(screen.getByRole('link', { name: 'Open the run' }).getAttribute('href')).toBe('/runs/r3')
  expect(sent).toMatchObject([{ deed: 'step', version: 'live', anew: false, workflow: 'w', node: 'step', reason: 'field-wrong' }])
})

test('when nothing stands still, it says so', async () => {
  thePage({ groups: [], unread: 0 })

  expect(await screen.findByText('Nothing needs attention')).toBeDefined()
})

test('a mailbox that does not send is something to attend to', async () => {
  thePage({ groups: [], unread: 0 }, [{ id: 'box', address: 'office@demo.test', paused: true, pausedReason: null, revision: 1 }])

  expect(await screen.findByText('The mailbox office@demo.test is paused')).toBeDefined()
  expect(screen.queryByText('Nothing needs attention')).toBeNull()
})

/** Olga looks at it; what is sent is kept, and the job that begins has ended at once. */
function thePage(attention: AttentionData, paused: readonly object[] = []) {
  const sent: unknown[] = []
  const job = {
    id: 'job',
    kind: 'replay',
    title: { code: 'job-replay-step', with: { flow: 'Birthdays' } },
    state: 'done',
    done: 3,
    total: 3,
    result: { done: 2, leftCount: 1, left: [{ run: 'r3', problem: 'no-place' }] },
    createdAt: '2026-03-02T09:00:00Z',
    updatedAt: '2026-03-02T09:00:00Z',
  }
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    if (method === 'POST') sent.push(JSON.parse(String(body)))
    if (path === '/api/attention') return Response.json(attention)
    if (path.startsWith('/api/mailboxes')) return Response.json({ items: paused, total: paused.length, next: null, refs: {} })
    if (path === '/api/entities') return Response.json(allEntities)
    return Response.json(path.startsWith('/api/deliveries') ? { items: [] } : job)
  })
  render(
    <SignedIn>
      <AttentionPage />
    </SignedIn>,
  )
  return { sent }
}
