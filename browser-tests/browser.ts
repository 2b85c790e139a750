/** A real browser for the tests: an installed Chrome or Chromium first, else the one that comes inside a package. */
import { access } from 'node:fs/promises'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** Opens a headless browser; null, with the reason, where none can run (the tests then skip and say so). */
export async function openBrowser(): Promise<{ browser: Browser; reason: null } | { browser: null; reason: string }> {
  try {
    const found = await firstThatExists([process.env['CHROME_PATH'] ?? '', ...installed])
    if (found) return { browser: await chromium.launch({ executablePath: found, args: flags }), reason: null }
    const { default: packed } = await import('@sparticuz/chromium')
    return {
      browser: await chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...flags] }),
      reason: null,
    }
  } catch (error) {
    return {
      browser: null,
      reason: `No browser could be started here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    }
  }
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

async function firstThatExists(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (
      path &&
      (await access(path).then(
        () => true,
        () => false,
      ))
    )
      return path
  }
  return null
}

const expected = /\b401\b|net::ERR_/
