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
  'a browser shows what the server sends; its owner is asked on a card of the settings, after a first decision',
  async () => {
    if (!house) return
    const { page, complaints } = await aMarketer(house)
    const { here } = house
    await page.context().grantPermissions(['notifications'])
    // Whoever asks for permission is written down.
    await page.addInitScript('globalThis.asked = 0; Notification.requestPermission = async () => { globalThis.asked++; return "denied" }')
    const workers = await page.context().newCDPSession(page)
    const registered = new Promise<string>((resolve) => {
      workers.on(
        'ServiceWorker.workerRegistrationUpdated',
        ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId),
      )
    })
    await workers.send('ServiceWorker.enable')
    await page.goto(`${here.url}/settings/notices`)
    await page.getByText('Decide your first suggestion in this browser').waitFor()
    await page.evaluate('localStorage.setItem("tandem.hasDecided", "yes")')
    await page.reload()
    const begin = page.getByRole('button', { name: 'Show notices on this screen' })
    await begin.waitFor()
    expect(await page.evaluate('asked')).toBe(0)
    await begin.click()
    await expect.poll(() => page.evaluate('asked')).toBe(1)

    await page.getByRole('combobox', { name: 'Tasks' }).click()
    await page.getByRole('option', { name: 'Not at all' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('switch', { name: 'Keep quiet' }).uncheck()
    await page.reload()
    await begin.waitFor()
    expect(await page.getByRole('combobox', { name: 'Tasks' }).inputValue()).toBe('Not at all')
    expect(await page.getByRole('switch', { name: 'Keep quiet' }).isChecked()).toBe(false)

    const shown = () =>
      page.evaluate(
        'navigator.serviceWorker.getRegistration().then((all) => all.getNotifications()).then((all) => all.map(({ title, tag }) => ({ title, tag })))',
      )
    const data = JSON.stringify({ title: 'A suggestion waits: Anna', body: 'IT-Leasing', tag: 'suggestion:s1', url: '/inbox/s1' })
    await workers.send('ServiceWorker.deliverPushMessage', { origin: here.url, registrationId: await registered, data })
    await expect.poll(shown).toEqual([{ title: 'A suggestion waits: Anna', tag: 'suggestion:s1' }])
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
