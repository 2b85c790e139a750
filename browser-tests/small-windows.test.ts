/** Little room: a narrow window, a page magnified to twice its size, a phone and a tablet. Nothing is lost, and fingers hit what they mean. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aMarketer, openHouse } from './marketer.ts'
import { tooSmall } from './too-small.ts'

const house = await openHouse({ TANDEM_DEMO: '1' })

const pages = [
  '/',
  '/inbox',
  '/team',
  '/tasks',
  '/mailbox',
  '/contacts',
  '/deals',
  '/deals?view=table',
  '/orders',
  '/segments',
  '/imports/contacts',
  '/flows',
  '/flows/new',
  '/flows/payment-task',
  '/flows/payment-task?step=write',
  '/flows/payment-task/versions/1/draft',
  '/flows/payment-task/people',
  '/flows/payment-task/runs',
  '/attention',
  '/settings/me',
  '/settings/points',
  '/settings/hooks',
  '/settings/health',
]

/** Buttons and fields that stand outside of the window where nothing scrolls to them, and labels of the navigation that are cut off. */
const lost = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const scrolls = (element) => {
      for (let around = element.parentElement; around; around = around.parentElement)
        if (/auto|scroll/.test(getComputedStyle(around).overflowX) && around.scrollWidth > around.clientWidth) return true
      return false
    }
    const off = [...document.querySelectorAll('a, button, input, textarea, [role=tab], [role=radio], [role=treeitem]')].filter((element) => {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width < 2 || height < 2 || element.closest('[data-canvas], .skip-link')) return false
      return (left < -1 || right > innerWidth + 1) && !scrolls(element)
    })
    const cut = [...document.querySelectorAll('nav span:not(.only-read-aloud)')].filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
    return [
      ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
      ...(document.documentElement.scrollHeight > innerHeight ? ['the page scrolls under its frame'] : []),
      ...[...off, ...cut].map((element) => element.outerHTML.slice(0, 160)),
    ]
  })()`)

const finger = { hasTouch: true, isMobile: true }

for (const [what, options, least] of [
  ['in a window of 320 pixels', { viewport: { width: 320, height: 640 }, ...finger }, 44],
  ['on a tablet', { viewport: { width: 820, height: 1180 }, ...finger }, 44],
  ['magnified to twice its size', { viewport: { width: 720, height: 450 } }, 24],
] as const)
  test.skipIf(!house)(`no page loses anything ${what}, and whatever can be pressed is large enough`, async () => {
    if (!house) return
    const { page } = await aMarketer(house, { ...options, language: 'ru' })
    const found: string[] = []
    for (const address of pages) {
      await page.goto(house.here.url + address)
      await page.locator('main :is(h1, h2, [role=tree], [data-canvas] [data-node-id])').first().waitFor()
      await page.locator('.mantine-Skeleton-root[data-visible], .mantine-Loader-root').first().waitFor({ state: 'hidden' })
      found.push(...[...(await lost(page)), ...(await tooSmall(page, least))].map((each) => `${address}: ${each}`))
    }
    expect(found).toEqual([])
  })

test.skipIf(!house)('magnified to twice its size, the outline still has room to be worked in', async () => {
  if (!house) return
  const { page } = await aMarketer(house, { viewport: { width: 720, height: 450 } })
  await page.goto(`${house.here.url}/flows/payment-task`)
  const tree = page.getByRole('tree')
  await tree.waitFor()

  const room = await page.locator('.editor__outline').boundingBox()
  expect(room?.height).toBeGreaterThan(130)
})

test.skipIf(!house)('on a phone the drawing is looked at, moved with a finger, and a tap opens a step', async () => {
  if (!house) return
  const { page, complaints } = await aMarketer(house, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.goto(`${house.here.url}/flows/payment-task`)
  await page.getByRole('tree').waitFor()
  await page.getByText('Drawing', { exact: true }).tap()
  const card = page.locator('[data-canvas] [data-node-id]').first()
  await card.waitFor()

  // There is nothing to draw with.
  expect(await page.locator('[data-canvas] .add-button').count()).toBe(0)
  await page.getByRole('button', { name: 'Show the whole flow' }).tap()
  await card.tap()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name of the step' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
  await page.getByText('Outline', { exact: true }).tap()
  await page.getByRole('tree').waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)('a step offers everything where it is held or clicked with the other button, and to the key for menus', async () => {
  if (!house) return
  const { page, read, complaints } = await aMarketer(house)
  await page.goto(`${house.here.url}/flows/payment-task`)
  await page.locator('[data-save="saved"]').waitFor()
  const steps = async () => (await read('/api/workflows/payment-task')).draft.nodes.length
  const before = await steps()

  await page.locator('[data-node-id="tell"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect.poll(steps, { timeout: 10_000 }).toBe(before + 1)
  await page.locator('[data-canvas]:focus').waitFor()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Open' }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-canvas]:focus').waitFor()
  await page.keyboard.press('Delete')
  await expect.poll(steps, { timeout: 10_000 }).toBe(before)
  expect(complaints).toEqual([])
})
