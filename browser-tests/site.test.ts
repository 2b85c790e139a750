/** The company's own site with our snippet on it, and the hosted form, in a real browser. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type TestApp, testApp } from '../runtime/testing/test-app.ts'
import { openBrowser, openPage } from './browser.ts'

const { browser, reason } = await openBrowser()
const site = (text: string) => (browser ? text : `${text} (${reason})`)

/** A site on another origin whose every page carries the snippet and asks for the form. */
async function withSite() {
  const app = await testApp()
  const ours = await app.server.listen({ port: 0, host: '127.0.0.1' })
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Pumps ${request.url}</title><h1>Pumps</h1>
      <div data-tandem-form="website"></div><script src="${ours}/t.js" async></script></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { page, complaints } = await openPage(browser ?? never())
  onTestFinished(() => page.context().close())
  return { app, ours, page, complaints, theirs: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const visits = async ({ admin }: TestApp) => (await admin.get('/api/tracked-events?sort=at')).body.items

test.skipIf(!browser)(site('who fills in the form on the site is known, with the visits before'), async () => {
  const { app, page, complaints, theirs } = await withSite()

  await page.goto(`${theirs}/prices`)
  await page.getByLabel('Your name').fill('Anna Weber')
  await page.getByLabel('E-mail').fill('anna@example.test')
  await page.getByRole('checkbox').check()
  // Nobody is that quick; a machine would be set aside.
  await page.waitForTimeout(1100)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Thank you! We will answer soon.').waitFor()
  await expect.poll(async () => (await visits(app)).length).toBe(2)

  const [anna] = (await app.admin.get('/api/contacts')).body.items
  expect(anna).toMatchObject({ firstName: 'Anna', lastName: 'Weber', language: 'en' })
  expect(await visits(app)).toMatchObject([
    { kind: 'visit', url: `${theirs}/prices`, contact: anna.id },
    { kind: 'custom', name: 'form-sent', contact: anna.id },
  ])
  expect(complaints).toEqual([])
})

test.skipIf(!browser)(site('a wrong answer is told on the site, beside what was typed'), async () => {
  const { app, page, theirs } = await withSite()

  await page.goto(theirs)
  await page.getByLabel('Your name').fill('Anna')
  await page.getByLabel('E-mail').fill('anna@example')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send' }).click()

  await page.getByRole('alert').filter({ hasText: 'the name of a mail server' }).waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toBe('anna@example')
  expect((await app.admin.get('/api/contacts')).body.items).toEqual([])
})

test.skipIf(!browser)(site('the hosted form needs no script and keeps what was typed'), async () => {
  const { app, ours } = await withSite()
  const { page, complaints } = await openPage(browser ?? never(), {
    javaScriptEnabled: false,
    locale: 'ru-RU',
    viewport: { width: 390, height: 844 },
  })
  onTestFinished(() => page.context().close())

  await page.goto(`${ours}/f/website`)
  await page.getByLabel('Ваше имя').fill('Анна Вебер')
  await page.getByLabel('Почта').fill('anna@example')
  await page.getByRole('checkbox').check()
  await page.waitForTimeout(1100)
  await page.getByRole('button', { name: 'Отправить' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Ваше имя').inputValue()).toBe('Анна Вебер')
  await page.getByLabel('Почта').fill('anna@example.test')
  await page.getByRole('button', { name: 'Отправить' }).click()
  await page.getByText('Мы скоро ответим.').waitFor()

  expect((await app.admin.get('/api/contacts')).body.items).toMatchObject([{ firstName: 'Анна', language: 'ru' }])
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})

function never(): never {
  throw new Error('Without a browser this test is skipped')
}
