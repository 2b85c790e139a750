import '../words/settings.ts'
import '../words/mailbox.ts'
import '../words/card.ts'
import '../words/lists.ts'
import '../words/entry.ts'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { allEntities, olga, SignedIn } from '../testing/signed-in.tsx'
import MailboxSection from './mailbox-section.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

interface Sent {
  readonly path: string
  readonly body: unknown
}

/** One mailbox; `letsIn` is what its mail server says to whoever connects. What is sent is kept. */
function settings(fields: Readonly<Record<string, unknown>>, letsIn = true): readonly Sent[] {
  const sent: Sent[] = []
  const office = { id: 'office', revision: 7, address: 'office@demo.test', name: 'Demo', kind: 'company', ...fields }
  vi.stubGlobal('fetch', async (address: string, { method, body }: RequestInit) => {
    const { pathname, searchParams } = new URL(address, 'http://demo.test')
    if (method !== 'GET') sent.push({ path: pathname, body: JSON.parse(String(body)) })
    if (pathname === '/api/entities') return Response.json(allEntities)
    if (pathname === '/api/mail-servers') {
      const refusal = {
        problem: 'mail-server-refused-login',
        message: 'The mail server refused the user name or the password.',
        requestId: '1',
      }
      return letsIn ? Response.json({ sealed: 'sealed:smtp.demo.test:secret' }) : Response.json(refusal, { status: 422 })
    }
    const isWanted = searchParams.get('filter') === null || office['paused' as keyof typeof office] === true
    return Response.json(
      pathname === '/api/mailboxes'
        ? { items: isWanted ? [office] : [], refs: {}, next: null, total: 1 }
        : { record: office, refs: {}, title: office.address },
    )
  })
  render(
    <SignedIn as={{ ...olga, smtp: true }}>
      <MailboxSection />
    </SignedIn>,
  )
  return sent
}

async function typesServer(): Promise<void> {
  const person = userEvent.setup()
  await person.click(await screen.findByRole('button', { name: 'office@demo.test' }))
  await person.click(await screen.findByRole('button', { name: 'A server of its own' }))
  await person.type(screen.getByLabelText('Server'), 'smtp.demo.test')
  await person.click(screen.getByRole('button', { name: 'Save' }))
}

test('an access that was typed is tried and kept when the mailbox is saved', async () => {
  const sent = settings({})

  await typesServer()

  await vi.waitFor(() => expect(sent).toHaveLength(2))
  expect(sent).toMatchObject([
    { path: '/api/mail-servers', body: { host: 'smtp.demo.test', port: 587 } },
    { path: '/api/mailboxes/office', body: { revision: 7, fields: { smtp: 'sealed:smtp.demo.test:secret' } } },
  ])
})

test('an access that the server refuses is said, and nothing is saved without it', async () => {
  const sent = settings({}, false)

  await typesServer()

  expect(await screen.findByText(/refused the user name or the password/)).toBeDefined()
  expect(sent.map(({ path }) => path)).toEqual(['/api/mail-servers'])
})

test('a paused mailbox says why, and is switched on by one button', async () => {
  const sent = settings({ paused: true, pausedReason: { code: 'mail-login-refused' } })
  const person = userEvent.setup()

  const button = await screen.findByRole('button', { name: 'Switch on' })
  expect(document.body.textContent).toContain('The mail server refused our user name or password.')
  await person.click(button)

  await vi.waitFor(() =>
    expect(sent).toEqual([{ path: '/api/mailboxes/office', body: { revision: 7, fields: { paused: false, pausedReason: null } } }]),
  )
})
