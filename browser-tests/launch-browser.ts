/** Starts a real browser without a window: an installed Chrome or Chromium, or one that is told. */
import { access } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** A browser, or the reason why none can run here. */
export type Opened = { readonly browser: Browser; readonly reason: null } | { readonly browser: null; readonly reason: string }

/** Opens the first of these that there is and that starts: the one that `CHROME_PATH` names, `first` (a path), an installed one. */
export async function launchBrowser(first: string | null): Promise<Opened> {
  let reason = 'No browser was found here. CHROME_PATH says where one is.'
  for (const executablePath of [process.env['CHROME_PATH'], first, ...installed]) {
    if (!executablePath || !(await exists(executablePath))) continue
    try {
      return { browser: await chromium.launch({ executablePath, args: flags }), reason: null }
    } catch (error) {
      reason = `No browser could be started here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
    }
  }
  return { browser: null, reason }
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
