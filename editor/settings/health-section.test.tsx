import '../words/settings.ts'
import '../words/health.ts'
import { MantineProvider } from '@mantine/core'
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { type HealthCode, type HealthLine, type HealthReport, type HealthState, healthCodes } from '../../shared/api/health.ts'
import { bytesInWords, spanInWords } from '../ui/amount-words.ts'
import { entryOf } from '../words/words.ts'
import { adviceFor } from './health-advice.ts'
import HealthSection from './health-section.tsx'

// What is read is drawn before the reading is over.
notifyManager.setScheduler(queueMicrotask)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const line = (key: HealthLine['key'], code: HealthCode, state: HealthState, more: Partial<HealthLine> = {}): HealthLine => ({
  key,
  code,
  state,
  figures: {},
  at: null,
  items: [],
  ...more,
})

const report = (state: HealthState, lines: HealthLine[], real = new Date()): HealthReport => ({
  state,
  lines,
  program: { version: '0.1.0', node: '22.1.0', database: 'sqlite', startedAt: real.toISOString() },
  clock: { manual: false, now: real.toISOString(), real: real.toISOString(), zone: 'Europe/Berlin' },
})

/** The page over a server that answers with this; what it answers may be changed. */
function shown(first: HealthReport) {
  const server = { answer: () => Response.json(first) }
  vi.stubGlobal('fetch', async () => server.answer())
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <HealthSection />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { server, again: () => act(() => client.refetchQueries({ queryKey: ['health-report'] })) }
}

test('what is not well comes first, with its figure, what to do and where, and with those that it is about', async () => {
  shown(
    report('broken', [
      line('taking', 'ready', 'ok'),
      line('flows', 'flows-parked', 'attention', {
        figures: { count: 2 },
        items: [{ title: 'Chase', kind: 'workflow', id: 'chase', count: 2, said: null, text: null }],
      }),
      line('disk', 'disk-full', 'broken', { figures: { bytes: 150 * 2 ** 20 } }),
    ]),
  )

  expect(await screen.findByText('Something does not work')).toBeDefined()
  const rows = screen.getAllByRole('listitem').filter((row) => row.dataset['state'] !== undefined)
  expect(rows.map((row) => row.dataset['state'])).toEqual(['broken', 'attention', 'ok', 'ok'])
  const [disk, flows] = rows
  expect(disk?.textContent).toContain('Only 150 MB are left')
  expect(flows?.textContent).toContain('2 participants are stuck.')
  const links = within(flows ?? document.body).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/flows/chase', '/attention'])
})

test('it says that it may be out of date when it cannot be read anew, and keeps what it knew', async () => {
  const { server, again } = shown(report('ok', [line('taking', 'ready', 'ok')]))
  await screen.findByText('Everything works')

  server.answer = () => Response.json({ problem: 'store-damaged', message: 'Restore a backup.', requestId: 'x' }, { status: 503 })
  await again()

  expect(screen.getByText('Restore a backup.')).toBeDefined()
  expect(screen.queryByText('Everything works')).toBeNull()
  expect(screen.getByText('Takes requests and works on flows.')).toBeDefined()
})

test('a clock that goes wrong is told', async () => {
  shown(report('ok', [line('taking', 'ready', 'ok')], new Date(Date.now() - 3 * 3_600_000 - 60_000)))

  expect(await screen.findByText('Differs from the clock of this computer by 3 hours.')).toBeDefined()
  expect(screen.getByText('Works, but needs attention')).toBeDefined()
})

test('everything that a line may say has its words, and everything that is not well an advice', () => {
  const codes = Object.values(healthCodes).flat()

  expect(codes.filter((code) => !entryOf(`health.is.${code}`))).toEqual([])
  expect(codes.flatMap((code) => adviceFor(code) ?? []).filter(({ words }) => !entryOf(words))).toEqual([])
  const fine = codes.filter((code) => adviceFor(code) === null)
  expect(Object.values(healthCodes).filter(([first]) => !fine.includes(first))).toEqual([])
  expect(fine.filter((code) => !Object.values(healthCodes).some(([first]) => first === code))).toEqual([
    'database-unchecked',
    'database-elsewhere',
    'backup-elsewhere',
    'disk-unknown',
    'mail-built-in',
    'nodes-loaded',
  ])
})

test('sizes and spans are short, in both languages', () => {
  expect([bytesInWords(0, 'en'), bytesInWords(1_300_000, 'en'), bytesInWords(80 * 2 ** 30, 'ru')]).toEqual(['0 byte', '1.2 MB', '80 ГБ'])
  expect([spanInWords(1, 'en'), spanInWords(200, 'en'), spanInWords(7_300, 'ru'), spanInWords(200_000, 'en')]).toEqual([
    '1 second',
    '3 minutes',
    '2 часа',
    '2 days',
  ])
})
