/** A sender that nobody has seen before: its values are clicked on, and what it sends becomes contacts. */
import { expect, onTestFinished, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { anInstallation } from './installation.ts'

const { browser, reason } = await openBrowser()

test.skipIf(!browser)(
  browser ? 'a value is mapped by clicking on it, for what waits and for what comes' : `no browser: ${reason}`,
  async () => {
    if (!browser) return
    onTestFinished(() => browser.close())
    const here = await anInstallation({ TANDEM_ADMIN: 'olga@company.test:correct horse battery', BUSY_AFTER_MS: '0' })
    onTestFinished(() => here.remove())
    const { page, complaints } = await openPage(browser)
    page.setDefaultTimeout(20_000)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await page.screenshot({ path: 'coverage/hook.png' }).catch(() => {})
    })
    const send = async (address: string, body: object) => {
      const reply = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      expect(reply.status).toBe(202)
    }
    await page.goto(`${here.url}/settings/hooks`)
    await page.getByLabel('E-mail').fill('olga@company.test')
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Sign in' }).click()

    // A fresh webhook, and something that nobody could read by itself.
    await page.getByRole('button', { name: 'Add' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Questionnaire')
    const address = (await dialog.getByText(`${here.url}/hooks/`).innerText()).trim()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Questionnaire' }).waitFor()
    const answers = (who: string, number: string) => ({
      answers: [
        { label: 'Wie heißen Sie?', value: who },
        { label: 'Rückruf unter', value: number },
      ],
    })
    await send(address, answers('Anna Weber', '0151 23456789'))

    // It waits; its values are clicked on, it is taken in, and the webhook has learnt.
    await page.getByRole('region', { name: 'Webhooks' }).getByRole('link', { name: 'Deliveries' }).click()
    await page.getByRole('button', { name: /Anna Weber/ }).click()
    const says = async (value: RegExp, target: string) => {
      await dialog.getByRole('button', { name: value }).click()
      await dialog.getByRole('combobox', { name: 'This value is' }).fill(target)
      await page.getByRole('option', { name: target, exact: true }).click()
    }
    await says(/Anna Weber\. Say what it means/, 'Whole name')
    await says(/0151 23456789\. Say what it means/, 'Phone')
    await dialog.getByRole('button', { name: 'Take it in' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Anna Weber' }).waitFor()

    // The next one needs nobody.
    await send(address, answers('Vera Braun', '030 12345678'))
    await page.getByRole('link', { name: 'Vera Braun' }).waitFor()
    await page.getByRole('link', { name: 'Vera Braun' }).click()
    await page.getByText('+493012345678').first().waitFor()
    expect(complaints).toEqual([])
  },
  90_000,
)
