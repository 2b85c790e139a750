/** What the worker beside the pages does with messages of the server; its own file is run, with a browser of plain values around it. */
import { expect, test, vi } from 'vitest'
import source from './public/service-worker.js?raw'

type Happening = Record<string, unknown>

/** The worker, waiting for what happens; `open` are the tabs there are. */
function aWorker(open: readonly Happening[] = []) {
  const listeners = new Map<string, (event: Happening) => void>()
  const self = {
    addEventListener: (name: string, listener: (event: Happening) => void) => listeners.set(name, listener),
    registration: { showNotification: vi.fn() },
    clients: { matchAll: async () => open, openWindow: vi.fn() },
  }
  new Function('self', 'location', 'caches', source)(self, { origin: 'https://tandem.test' }, {})
  const happen = async (name: string, event: Happening) => {
    const waits: Promise<unknown>[] = []
    listeners.get(name)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) })
    await Promise.all(waits)
  }
  return { ...self, happen }
}

const message = { title: 'A suggestion waits: Anna', body: 'IT-Leasing', tag: 'suggestion:s1', url: '/inbox/s1' }

test('a message is shown, and another about the same item takes its place', async () => {
  const { happen, registration } = aWorker()

  await happen('push', { data: { json: () => message } })

  const look = expect.objectContaining({ body: 'IT-Leasing', tag: 'suggestion:s1', data: { url: '/inbox/s1' } })
  expect(registration.showNotification).toHaveBeenCalledExactlyOnceWith('A suggestion waits: Anna', look)
})

test('a click opens that very item, in a tab that is there or in a new one, and asks the server for nothing', async () => {
  const tab = { focus: vi.fn(), navigate: vi.fn() }
  const notification = { close: vi.fn(), data: { url: '/inbox/s1' } }
  const [withTab, without] = [aWorker([tab]), aWorker()]

  await withTab.happen('notificationclick', { notification })
  await without.happen('notificationclick', { notification })

  expect(notification.close).toHaveBeenCalledTimes(2)
  expect(tab.navigate).toHaveBeenCalledExactlyOnceWith('https://tandem.test/inbox/s1')
  expect(withTab.clients.openWindow).not.toHaveBeenCalled()
  expect(without.clients.openWindow).toHaveBeenCalledExactlyOnceWith('https://tandem.test/inbox/s1')
})
