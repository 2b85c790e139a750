/** Somebody of the team at their browser: signed in, and able to ask the server as the page does. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import type { Answered } from '../runtime/testing/answered.ts'
import type { Workflow } from '../shared/workflow.ts'
import { openBrowser, openPage } from './browser.ts'
import { anInstallation, type Installation } from './installation.ts'

const email = 'olga@company.test'
const password = 'correct-horse-battery'

/** Settings for an installation whose first admin is there from the start. */
const withAdmin = { TANDEM_ADMIN: `${email}:${password}` }

/** A browser and an installation with an admin, for all tests of a file. */
interface House {
  readonly browser: Browser
  readonly here: Installation
}

/**
 * Opens them for the file that calls it, and closes them after its tests; null where no browser can run, with the reason
 * printed. `env` adds settings.
 */
export async function openHouse(env: Readonly<Record<string, string>> = {}): Promise<House | null> {
  const { browser, reason } = await openBrowser()
  if (!browser) {
    console.info(reason)
    return null
  }
  const here = await anInstallation({ ...withAdmin, ...env })
  afterAll(async () => {
    await browser.close()
    await here.remove()
  })
  return { browser, here }
}

/**
 * Asks the API with the session of the page, so with the rights of whoever is signed in. A refused `send` fails the
 * test; `read` gives any answer back.
 */
export interface Asker {
  /** A write as the page makes it; answers with what came back. */
  send(method: 'post' | 'put' | 'patch', path: string, data: object): Promise<Answered>
  read(path: string): Promise<Answered>
}

interface Marketer extends Asker {
  readonly page: Page
  /** What the page complained about so far. */
  readonly complaints: readonly string[]
  /** Makes a flow of a file and opens it, at a step if one is named. */
  openFlow(file: Workflow, step?: string): Promise<string>
}

/** Asks with the session of a page. */
export function asker(page: Page, base: string): Asker {
  return {
    async send(method, path, data) {
      const answer = await page.request[method](base + path, { data, headers: { origin: base } })
      expect(answer.status(), await answer.text()).toBeLessThan(300)
      return answer.status() === 204 ? null : answer.json()
    },
    read: async (path) => (await page.request.get(base + path)).json(),
  }
}

interface MarketerOptions extends BrowserContextOptions {
  /** The language they read; English without it. */
  readonly language?: 'en' | 'ru'
}

/** A page of the admin's own session. When the test fails, what it looked like is kept beside the coverage. */
export async function aMarketer(house: House, { language = 'en', ...options }: MarketerOptions = {}): Promise<Marketer> {
  const { browser } = house
  const { url } = house.here
  const { page, complaints } = await openPage(browser, options)
  page.setDefaultTimeout(20_000)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail')
      await page.screenshot({ path: `coverage/${task.name.replace(/\W+/g, '-').slice(0, 60)}.png` }).catch(() => {})
    await page.context().close()
  })
  const ask = asker(page, url)
  const { user } = await ask.send('post', '/api/session', { email, password })
  if (user.language !== language) {
    const { record } = await ask.read(`/api/users/${user.id}`)
    await ask.send('patch', `/api/users/${user.id}`, { revision: record.revision, fields: { language } })
  }
  return {
    page,
    complaints,
    ...ask,
    async openFlow(file, step) {
      const { id } = await ask.send('post', '/api/workflows', { file })
      await page.goto(`${url}/flows/${id}${step === undefined ? '' : `?step=${step}`}`)
      await page.locator('[data-save="saved"]').waitFor()
      return id
    },
  }
}
