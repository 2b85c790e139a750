import '../words/card.ts'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { allEntities, SignedIn, vera } from '../testing/signed-in.tsx'
import { TaskPanel } from './task-panel.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const amount = 'Amount'

test('a task that asks for a payment is not closed without its number', async () => {
  const { sent } = anOpenTask({ resultKind: 'payment' })
  const person = userEvent.setup()

  await person.type(await screen.findByLabelText(amount), '480')
  await person.click(screen.getByRole('button', { name: 'Close with result' }))

  expect((await screen.findByRole('alert')).textContent).toContain('Enter the payment number to close')
  expect(sent).toEqual([])
})

test('with number, amount and date it is closed, and the next one may come', async () => {
  const { sent, settled } = anOpenTask({ resultKind: 'payment' })
  const person = userEvent.setup()

  await person.type(await screen.findByLabelText('Payment number'), '77')
  await person.type(screen.getByLabelText(amount), '480')
  await person.click(screen.getByRole('button', { name: 'Close with result' }))

  await vi.waitFor(() => expect(settled).toHaveBeenCalled())
  expect(sent).toMatchObject([{ revision: 3, result: { number: '77', amount: { cents: 48_000, currency: 'EUR' } } }])
})

test('the file that a task was closed with can be had', async () => {
  anOpenTask({ resultKind: 'file', state: 'done', result: 'act' })

  expect((await screen.findByRole('link', { name: 'Download the file' })).getAttribute('href')).toBe('/api/files/act')
})

/** Vera has the task open; what is sent to close it is kept. */
function anOpenTask(fields: Readonly<Record<string, unknown>>) {
  const sent: unknown[] = []
  const settled = vi.fn()
  const record = { id: 'documents', revision: 3, title: 'Get the payment', state: 'open', ...fields }
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    if (method === 'PUT') sent.push(JSON.parse(String(body)))
    return Response.json(path === '/api/entities' ? allEntities : { record, refs: {}, title: record.title })
  })
  render(
    <SignedIn as={vera}>
      <TaskPanel id="documents" settled={settled} />
    </SignedIn>,
  )
  return { sent, settled }
}
