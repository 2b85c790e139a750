/** A real browser for the tests: the one inside a package, which has no window to draw, else an installed Chrome or Chromium. */
import { access } from 'node:fs/promises'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** Opens a headless browser; null, with the reason, where none can run (the tests then skip and say so). */
export async function openBrowser(): Promise<{ browser: Browser; reason: null } | { browser: null; reason: string }> {
  let reason = 'No browser was found here. CHROME_PATH says where one is.'
  for (const executablePath of [process.env['CHROME_PATH'], inject('packedBrowser'), ...installed]) {
    if (!executablePath || !(await exists(executablePath))) continue
    try {
      return { browser: await chromium.launch({ executablePath, args: flags }), reason: null }
    } catch (error) {
      reason = `No browser could be started here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
    }
  }
  return { browser: null, reason }
}

/** A page of its own session, in a language and colour scheme; what the page complains about is kept in `complaints`. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // Who is signed in is answered with 401 until somebody is, and a killed server answers nothing.
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text())
  })
  return { page, complaints }
}

/** Root needs no sandbox; the rest keeps the browser from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const expected = /\b401\b|net::ERR_/
