import '../words/card.ts'
import '../words/common.ts'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { SignedIn } from '../testing/signed-in.tsx'
import { EraseDialog } from './erase-dialog.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const preview = {
  name: 'Anna Weber',
  goes: { contact: 1, task: 2, message: 5 },
  stays: { order: 3 },
  runs: 1,
  suggestions: 0,
  deliveries: 4,
  files: 0,
  mentions: 2,
}

function opened() {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, { method, body }: RequestInit) => {
    if (method === 'POST') sent.push(JSON.parse(String(body)))
    return Response.json(method === 'POST' ? { ...preview, id: 'e', finished: true, unread: [] } : preview)
  })
  const close = vi.fn()
  render(
    <SignedIn>
      <EraseDialog contact="anna" close={close} />
    </SignedIn>,
  )
  return { sent, close }
}

const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Erase for good' })
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('it is said exactly what goes and what stays, and nothing of what there is none', async () => {
  opened()

  const gone = await screen.findByRole('region', { name: 'This goes' })
  const lines = (list: HTMLElement) =>
    within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)

  expect(lines(gone)).toEqual([
    'The card with its whole history',
    'Tasks: 2',
    'Messages: 5',
    'Flows they are in: 1',
    'Letters and calls of flows: 4',
    'Mentions in what is about others: 2',
  ])
  expect(lines(screen.getByRole('region', { name: 'This stays' })).at(-1)).toBe('Orders: 3')
})

test('nobody is erased before the name is typed and the reason is given', async () => {
  const { sent, close } = opened()
  await screen.findByRole('region', { name: 'This goes' })
  expect(button().disabled).toBe(true)

  type(/^To be sure/, 'Anna')
  type(/based on/, 'Her letter of 2 March')
  expect(button().disabled).toBe(true)
  type(/^To be sure/, ' anna  weber ')
  expect(button().disabled).toBe(false)
  fireEvent.click(button())

  await vi.waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([{ name: ' anna  weber ', reason: 'Her letter of 2 March' }])
})
