/**
 * Every page outside the editor, as a Russian reader of the demo company meets it: no English word but in what people
 * typed, no serious hindrance for those who do not see or point, in the light and in the dark.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { foreignWords, latinTexts } from './foreign-words.ts'
import { hindrances } from './hindrances.ts'
import { anInstallation, type Installation } from './installation.ts'

const { browser, reason } = await openBrowser()
if (!browser) console.info(reason)

let here: Installation
let page: Page
let complaints: string[] = []
/** Everything that people and flows wrote, which may be in any language. */
let data: string[] = []

beforeAll(async () => {
  if (!browser) return
  here = await anInstallation()
  ;({ page, complaints } = await openPage(browser, { locale: 'ru-RU', timezoneId: 'Europe/Moscow' }))
  page.setDefaultTimeout(40_000)
}, 240_000)

afterAll(async () => {
  await here?.remove()
  await browser?.close()
})

test.skipIf(!browser)(
  'the first page of a new installation',
  async () => {
    await page.goto(/http\S+\/setup\?token=\S+/.exec(here.printed())?.[0] ?? '')
    await page.getByLabel('Ваше имя').waitFor()
    data = ['Europe/Moscow']
    await isGood()

    await page.getByLabel('Ваше имя').fill('Валерия Крамер')
    await page.getByLabel('Почта').fill('valeria@company.test')
    await page.getByLabel('Пароль', { exact: false }).first().fill('correct horse battery')
    await page.getByLabel('Название компании').fill('Колибри')
    await page.getByRole('button', { name: 'Начать' }).click()
    await page.getByRole('navigation').first().waitFor({ timeout: 200_000 })
    data = latinTexts(await Promise.all(told.map((address) => read(address))))
  },
  240_000,
)

/** What the pages show of people's data comes from here. */
const told = [
  ...['contacts', 'companies', 'deals', 'orders', 'invoices', 'products', 'purchase-cycles', 'segments', 'tasks', 'notes', 'messages'],
  ...[
    'users',
    'departments',
    'calendars',
    'mailboxes',
    'pipelines',
    'stages',
    'forms',
    'hooks',
    'submissions',
    'payments',
    'score-events',
    'score-rules',
    'question-sets',
  ],
  ...['tracked-events', 'answers', 'order-lines'],
]
  .map((plural) => `/api/${plural}?limit=1000`)
  .concat('/api/suggestions?limit=200', '/api/notifications', '/api/session', '/api/sessions', '/api/known')

const pages = [
  '/',
  '/inbox',
  '/inbox?whose=all&status=decided',
  '/team',
  '/tasks',
  '/tasks?show=closed',
  '/mailbox',
  '/contacts',
  '/contacts/{contacts}',
  '/companies',
  '/companies/{companies}',
  '/deals',
  '/deals?view=table',
  '/deals/{deals}',
  '/orders',
  '/orders/{orders}',
  '/invoices',
  '/invoices/{invoices}',
  '/products',
  '/products/{products}',
  '/purchase-cycles',
  '/purchase-cycles/{purchase-cycles}',
  '/segments',
  '/segments/{segments}',
  '/imports/contacts',
  '/flows',
  '/flows/payment-task/people',
  '/flows/payment-task/runs',
  '/attention',
  '/settings/me',
  '/settings/notices',
  '/settings/company',
  '/settings/people',
  '/settings/departments',
  '/settings/calendars',
  '/settings/mailboxes',
  '/settings/pipelines',
  '/settings/categories',
  '/settings/points',
  '/settings/questions',
  '/settings/forms',
  '/settings/hooks',
  '/settings/fields',
  '/settings/nodes',
  '/settings/tokens',
  '/settings/erasures',
  '/settings/health',
  '/nowhere',
]

test.skipIf(!browser).each(pages)('%s', async (address) => {
  await visit(address)

  await isGood()
})

test.skipIf(!browser)('what opens over a page', async () => {
  await visit('/contacts')
  for (const open of [
    () => page.keyboard.press('Shift+Slash'),
    () => page.keyboard.press('Control+k'),
    () => page.getByRole('button', { name: 'Создать' }).click(),
    () => page.getByRole('button', { name: 'Столбцы' }).click(),
    () => page.getByRole('button', { name: 'Ещё' }).first().click(),
  ]) {
    await open()
    await page.locator('[role=dialog], [role=menu]').first().waitFor()
    await isGood()
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: 'Отбор' }).click()
  await page.getByRole('button', { name: 'Добавить строку' }).click()
  await isGood()
})

test.skipIf(!browser)('what is asked before a suggestion is decided', async () => {
  await visit('/inbox')
  for (const key of ['r', 's', 'd']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    await isGood()
    await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('e')
  await page.locator('[data-effect] textarea, [data-effect] input').first().waitFor()
  await isGood()
})

test.skipIf(!browser)('the page where one signs in', async () => {
  await page.context().clearCookies()
  await page.goto(here.url)
  await page.getByLabel('Почта').waitFor()

  await isGood()
  // Letters are shown in frames that run no script, the one of this test included.
  expect(complaints.filter((complaint) => !complaint.includes('about:srcdoc'))).toEqual([])
})

async function read(address: string): Promise<unknown> {
  return (await page.request.get(here.url + address)).json()
}

/** Opens a page; `{contacts}` stands for the first of them. Resolves when it has been read and drawn. */
async function visit(address: string): Promise<void> {
  const [, plural] = /\{(.+)\}/.exec(address) ?? []
  const list = plural ? ((await read(`/api/${plural}?limit=1`)) as { items: { id: string }[] }) : null
  await page.goto(here.url + address.replace(/\{.+\}/, list?.items[0]?.id ?? ''))
  await page.locator('main h1, main h2').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('.mantine-Skeleton-root[data-visible], .mantine-Loader-root').first().waitFor({ state: 'hidden' })
}

async function isGood(): Promise<void> {
  const english = await foreignWords(page, data)
  const light = await hindrances(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' })
  await page.evaluate(`(${atRest})()`)
  const dark = await hindrances(page, 'color-contrast')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })

  expect({ english, light, dark }).toEqual({ english: [], light: [], dark: [] })
}

/** Runs in the browser; resolves when colours have become what they are to be. What goes round for ever is not waited for. */
const atRest = `async () => {
  const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
  await Promise.all(passing.map(({ finished }) => finished.catch(() => {})))
}`
