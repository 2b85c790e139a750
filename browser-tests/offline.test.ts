/** On a phone the product is installed as an app, and says so plainly when there is no connection. */
import { expect, test } from 'vitest'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

test.skipIf(!house)('a browser can install it: name, start and icons in the sizes that they say', async () => {
  if (!house) return
  const { page } = await aMarketer(house)
  await page.goto(house.here.url)
  const link = await page.locator('link[rel="manifest"]').getAttribute('href')
  const reply = await page.request.get(`${house.here.url}${link}`)
  expect(reply.headers()['content-type']).toBe('application/manifest+json')
  const manifest = await reply.json()

  expect(manifest).toMatchObject({ name: 'Tandem', start_url: '/', display: 'standalone' })
  for (const { src, sizes, type } of manifest.icons) {
    const picture = await (await page.request.get(`${house.here.url}${src}`)).body()
    // Width and height stand behind the signature and the name of the first chunk of a PNG.
    if (type === 'image/png') expect([src, `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`]).toEqual([src, sizes])
    else expect([src, picture.toString().slice(0, 4)]).toEqual([src, '<svg'])
  }
  for (const { url } of manifest.shortcuts) {
    await page.goto(`${house.here.url}${url}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(page.url()).pathname.startsWith(url)).toBe(true)
  }
})

test.skipIf(!house)(
  'nobody is asked whether to show notices on the screen but on a card of the settings, after a first decision',
  async () => {
    if (!house) return
    const { page, complaints } = await aMarketer(house)
    const { here } = house
    // Browsers without a window forbid notices; whoever asks for permission is written down.
    await page.addInitScript(`
    globalThis.asked = 0
    Object.defineProperty(Notification, 'permission', { get: () => (globalThis.asked === 0 ? 'default' : 'denied') })
    Notification.requestPermission = async () => { globalThis.asked++; return 'denied' }
  `)
    await page.goto(`${here.url}/settings/notices`)
    await page.getByText('Decide your first suggestion in this browser').waitFor()
    await page.evaluate('localStorage.setItem("tandem.hasDecided", "yes")')
    await page.reload()
    const begin = page.getByRole('button', { name: 'Show notices on this screen' })
    await begin.waitFor()
    expect(await page.evaluate('asked')).toBe(0)
    await begin.click()
    await page.getByText('This browser forbids notices from this page.').waitFor()
    expect(await page.evaluate('asked')).toBe(1)

    await page.getByRole('combobox', { name: 'Tasks' }).click()
    await page.getByRole('option', { name: 'Not at all' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('switch', { name: 'Keep quiet' }).uncheck()
    await expect.poll(async () => (await page.request.get(`${here.url}/api/notice-wishes`)).json()).toMatchObject({ quiet: null })
    await page.reload()
    await begin.waitFor()
    expect(await page.getByRole('combobox', { name: 'Tasks' }).inputValue()).toBe('Not at all')
    expect(await page.getByRole('switch', { name: 'Keep quiet' }).isChecked()).toBe(false)
    expect(complaints).toEqual([])
  },
)

test.skipIf(!house)(
  'without a connection every page says so; opened while the server is away it says that, and comes by itself',
  async () => {
    if (!house) return
    const { page } = await aMarketer(house)
    const { here } = house
    await page.goto(`${here.url}/tasks`)
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    const notice = page.getByRole('status').filter({ hasText: 'No connection' })

    await page.context().setOffline(true)
    await notice.waitFor()
    await page.context().setOffline(false)
    await notice.waitFor({ state: 'detached' })

    await here.kill()
    await page.goto(`${here.url}/inbox`)
    await page.getByRole('heading', { name: 'No connection to Tandem' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Нет связи с Tandem' }).isVisible()).toBe(false)
    await here.restart()
    await page.getByRole('heading', { name: 'Suggestions' }).waitFor()
  },
)
