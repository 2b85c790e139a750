/** W8: what a browser with an empty cache downloads before the drawing of a flow can be used, and how long that takes. */
import { setTimeout as later } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../browser-tests/launch-browser.ts'
import { sheetWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { admin, type Installation, startInstallation } from './installation.ts'
import type { Measured } from './throughput.ts'

const steps = { usual: 20, large: 500 } as const

interface Opened {
  readonly usableInMs: number
  /** Processor time that the page itself took until then. */
  readonly busyMs: number
  readonly replies: readonly Reply[]
}

interface Reply {
  readonly path: string
  /** Headers and content as they came over the wire. */
  readonly bytes: number
}

/** `folder` is empty. Without a browser on this machine there is a note and no figure. */
export async function measurePage({ folder, times }: { folder: string; times: number }): Promise<Measured> {
  const { browser, reason } = await launchBrowser(null)
  if (!browser) return { figures: [], notes: [`W8: not measured. ${reason}`] }
  const product = await startInstallation({ folder, demo: true })
  try {
    await product.post('/api/hooks', { fields: { path: 'bench', name: 'Bench', active: true } })
    for (const count of Object.values(steps)) await product.publish(sheetWorkflow(`sheet-${count}`, 'bench', count))
    const usual: Opened[] = []
    const large: Opened[] = []
    for (let time = 0; time < times; time++) {
      usual.push(await openFlow(browser, product, steps.usual))
      large.push(await openFlow(browser, product, steps.large))
    }
    return {
      figures: [
        figure('W8 on the wire until the drawing can be used', usual.map(kibibytes), 'KiB', { kind: 'most', must: 460, aim: 290 }),
        figure(
          'W8 requests',
          usual.map(({ replies }) => replies.length),
          'requests',
        ),
        figure(
          `W8 from the address to a drawing of ${steps.large} steps`,
          large.map(({ usableInMs }) => usableInMs),
          'ms',
          { kind: 'most', must: 2000, aim: 1200 },
        ),
        figure(
          'W8 processor time of the page in it',
          large.map(({ busyMs }) => busyMs),
          'ms',
        ),
        figure(`W8 on the wire, ${steps.large} steps`, large.map(kibibytes), 'KiB'),
      ],
      notes: [`W8: the demo company, a flow of ${steps.usual} steps, nothing cached. The largest: ${largestOf(usual[0])}.`],
    }
  } finally {
    await browser.close()
    await product.stop()
  }
}

/** Opens the flow in a browser that has never been here but is signed in, and listens until nothing more comes. */
async function openFlow(browser: Browser, { port }: Installation, count: number): Promise<Opened> {
  const origin = `http://127.0.0.1:${port}`
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    await context.request.post(`${origin}/api/session`, { data: admin, headers: { origin } })
    const wire = await listenTo(page)
    await page.goto(`${origin}/flows/sheet-${count}`, { waitUntil: 'commit' })
    const usableInMs = await usable(page)
    const busyMs = await wire.busyMs()
    await wire.quiet()
    return { usableInMs, busyMs, replies: wire.replies() }
  } finally {
    await context.close()
  }
}

/** When cards are drawn and there are steps to add: milliseconds after the navigation began. */
async function usable(page: Page): Promise<number> {
  await page.locator('[data-canvas] [data-node-id]').first().waitFor()
  await page.locator('[data-palette-type]').first().waitFor()
  return Number(await page.evaluate('performance.now()'))
}

/** Counts what the browser's network layer received, packed as it was. */
async function listenTo(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page)
  const replies = new Map<string, { path: string; bytes: number }>()
  let open = 0
  await session.send('Network.enable')
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    replies.set(requestId, { path: new URL(request.url).pathname, bytes: 0 })
    open++
  })
  const add = (requestId: string, bytes: number) => {
    const reply = replies.get(requestId)
    if (reply) reply.bytes += bytes
  }
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    // The stream of live notices stays open: it is counted as far as it has come.
    if (type !== 'EventSource') return
    open--
    add(requestId, response.encodedDataLength)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    open--
    add(requestId, encodedDataLength)
  })
  session.on('Network.loadingFailed', ({ requestId, errorText }) => {
    throw new Error(`W8: ${replies.get(requestId)?.path} could not be loaded: ${errorText}`)
  })
  return {
    replies: () => [...replies.values()],
    async busyMs() {
      const { metrics } = await session.send('Performance.getMetrics')
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
    },
    async quiet() {
      for (let calm = 0; calm < 5; calm = open === 0 ? calm + 1 : 0) await later(100)
    },
  }
}

const kibibytes = ({ replies }: Opened): number => replies.reduce((sum, { bytes }) => sum + bytes, 0) / 1024

function largestOf(opened: Opened | undefined): string {
  const replies = [...(opened?.replies ?? [])].sort((a, b) => b.bytes - a.bytes)
  return replies
    .slice(0, 8)
    .map(({ path, bytes }) => `${path.split('/').at(-1)} ${(bytes / 1024).toFixed(1)}`)
    .join(', ')
}
