import '../words/settings.ts'
import '../words/entry.ts'
import { MantineProvider } from '@mantine/core'
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Session } from '../../shared/api/session.ts'
import { SessionContext } from '../api/session.ts'
import CompanySection from './company-section.tsx'

// What is read is drawn before the reading is over.
notifyManager.setScheduler(queueMicrotask)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const stored = {
  company: { name: 'Volga Pumps', zone: 'Europe/Berlin', language: 'en', currency: 'EUR', region: 'DE' },
  graceSeconds: 10,
  grades: { a: 60, b: 30 },
}

test('what is typed stays when the settings are read anew, as they are when one comes back to the window', async () => {
  vi.stubGlobal('fetch', async (url: string) => Response.json(String(url).endsWith('/api/halt') ? { halt: null, last: null } : stored))
  const client = new QueryClient()
  const person = userEvent.setup()
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <SessionContext value={{ user: { role: 'admin' } } as Session}>
          <CompanySection />
        </SessionContext>
      </QueryClientProvider>
    </MantineProvider>,
  )

  await person.type(await screen.findByLabelText('Name of the company'), ' Ltd')
  await act(() => client.refetchQueries())

  expect(screen.getByLabelText<HTMLInputElement>('Name of the company').value).toBe('Volga Pumps Ltd')
})
