/** A table of purchases is brought in, looked at over a reload, and taken back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { anInstallation } from './installation.ts'

const { browser, reason } = await openBrowser()

const purchases = `Invoice No,Stock Code,Item name,Quantity,Order date,Unit price,Customer ID
1,A,Lantern,6,1/2/2026,2.55,17850
1,B,Heart,2,1/2/2026,3.39,17850
2,A,Lantern,x,2/3/2026,2.55,13047
`

test.skipIf(!browser)(
  browser ? 'lines bring their orders along, a wrong row is shown, and all of it is taken back' : `no browser: ${reason}`,
  async () => {
    if (!browser) return
    onTestFinished(() => browser.close())
    const folder = mkdtempSync(join(tmpdir(), 'tandem-table-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'purchases.csv'), purchases)
    const here = await anInstallation({ TANDEM_ADMIN: 'olga@company.test:correct horse battery', BUSY_AFTER_MS: '0' })
    onTestFinished(() => here.remove())
    const { page, complaints } = await openPage(browser)
    page.setDefaultTimeout(20_000)
    await page.goto(`${here.url}/imports/orders`)
    await page.getByLabel('E-mail').fill('olga@company.test')
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Sign in' }).click()

    // The page of orders leads to their lines; where the columns go is guessed.
    await page.getByRole('link', { name: /order lines/ }).click()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /CSV file/ }).click()])
    await chooser.setFiles(join(folder, 'purchases.csv'))
    const goesTo = (column: string) => page.getByRole('combobox', { name: `${column}: Goes to` })
    await goesTo('Invoice No').waitFor()
    expect(await goesTo('Invoice No').inputValue()).toBe('Order: Number')
    expect(await goesTo('Customer ID').inputValue()).toBe('Contact: Number elsewhere')

    // Days that can be read in two ways are asked about before anything starts.
    expect(await page.getByRole('button', { name: /^Import 3/ }).isDisabled()).toBe(true)
    await page.getByRole('combobox', { name: 'Order date: Dates are written as' }).click()
    await page.getByRole('option', { name: 'day/month/year' }).click()
    await page.reload()
    await page.getByRole('button', { name: /^Import 3/ }).click()
    await page.getByText('Made along with them:').waitFor()
    await page.reload()
    await page.getByText('This must be a number').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Download these rows/ }).click()])
    expect(file.suggestedFilename()).toBe('failures.csv')

    await page.getByRole('link', { name: 'To the list' }).click()
    await page.getByText('1 Feb 2026').first().waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
    await page.getByText(/records are as they were before/).waitFor()
    expect(complaints).toEqual([])
  },
  120_000,
)
