/** A real browser for the tests: the one inside a package, which has no window to draw, else an installed Chrome or Chromium. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { launchBrowser, type Opened } from './launch-browser.ts'

/** Opens a headless browser; null, with the reason, where none can run (the tests then skip and say so). */
export const openBrowser = (): Promise<Opened> => launchBrowser(inject('packedBrowser'))

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

const expected = /\b401\b|net::ERR_/
