import '../words/settings.ts'
import { MantineProvider } from '@mantine/core'
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { ErasureList } from '../../shared/api/erasure.ts'
import ErasureSection from './erasure-section.tsx'

// What is read is drawn before the reading is over.
notifyManager.setScheduler(queueMicrotask)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const done = { id: 'e1', at: '2026-03-02T09:00:00.000Z', by: 'Olga', reason: 'Letter of 2 March', finished: true }

/** The page over a server that answers with this. */
function shown(answer: () => Response) {
  vi.stubGlobal('fetch', async () => answer())
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ErasureSection />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

const listed = (items: ErasureList['items']) => shown(() => Response.json({ items }))

test('each erasure stands there with its day, who did it, on what it rests, and whether it is done', async () => {
  listed([done, { ...done, id: 'e2', by: null, finished: false }])

  const [first, second] = (await screen.findAllByRole('listitem')).map((row) => within(row))
  expect(first?.getByText(/, Olga$/)).toBeTruthy()
  expect(first?.getByText('Letter of 2 March')).toBeTruthy()
  expect(first?.getByText('Erased')).toBeTruthy()
  expect(second?.getByText(/, from the terminal$/)).toBeTruthy()
  expect(second?.getByText('Not all')).toBeTruthy()
  expect(screen.getByText(/It goes when Tandem is restarted/)).toBeTruthy()
})

test('where all is done nothing asks for a restart, and it is said what backups need', async () => {
  listed([done])

  await screen.findByText('Erased')
  expect(screen.queryByText(/restarted/)).toBeNull()
  expect(screen.getByText(/erasures.jsonl/)).toBeTruthy()
})

test('where nobody was erased it is said how it is done', async () => {
  listed([])

  expect(await screen.findByText(/Erase for good/)).toBeTruthy()
  expect(screen.queryByRole('list')).toBeNull()
})

test('a list that cannot be read says so, and can be asked for again', async () => {
  shown(() => Response.json({ problem: 'forbidden', message: 'Not for you.' }, { status: 403 }))

  expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy()
})
