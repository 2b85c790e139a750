import { expect, test } from 'vitest'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const step = (name: string, type: string, at: number, parameters: object = {}) => ({
  name,
  type: `n8n-nodes-base.${type}`,
  parameters,
  position: [at * 220, 0],
})

/** A workflow as n8n exports one: something that works here, something to fill in, and something that has no equal. */
const theirs = {
  name: 'Score a lead',
  nodes: [
    step('Lead comes in', 'webhook', 0, { path: 'leads', httpMethod: 'POST' }),
    step('Keep the name', 'set', 1, { assignments: { assignments: [{ name: 'first', value: '={{ $json.body.name.split(" ")[0] }}' }] } }),
    step('Reckon', 'code', 2, { jsCode: 'return 50' }),
    step('Tell the CRM', 'httpRequest', 3, { method: 'POST', url: '=https://crm.example/{{ $json.score }}' }),
  ],
  connections: {
    'Lead comes in': { main: [[{ node: 'Keep the name', type: 'main', index: 0 }]] },
    'Keep the name': { main: [[{ node: 'Reckon', type: 'main', index: 0 }]] },
    Reckon: { main: [[{ node: 'Tell the CRM', type: 'main', index: 0 }]] },
  },
}

const words = {
  en: {
    open: 'Open a file',
    title: 'This flow comes from n8n',
    counts: '2 of 4 steps work here',
    steps: 'Steps to replace',
    more: 'More about this flow',
    again: 'What came from n8n',
    refused: 'This file comes from Make',
    kept: 'From n8n, to be replaced: code',
  },
  ru: {
    open: 'Открыть файл',
    title: 'Этот сценарий пришёл из n8n',
    counts: 'Из 4 шагов работают здесь как там: 2',
    steps: 'Шаги, которые нужно заменить',
    more: 'Ещё о сценарии',
    again: 'Что пришло из n8n',
    refused: 'Этот файл из Make',
    kept: 'Из n8n, нужно заменить: code',
  },
}

for (const language of ['en', 'ru'] as const) {
  const said = words[language]

  test.skipIf(!house)(`a workflow of n8n opens as a flow and says what is left to do, in ${language}`, async () => {
    if (!house) return
    const { page, complaints } = await aMarketer(house, { language })
    const open = async (name: string, content: object) => {
      await page.goto(`${house.here.url}/flows`)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: said.open }).click()])
      await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) })
    }

    await open('make.json', { name: 'Letters', flow: [{ id: 1, module: 'email:Send' }], metadata: {} })
    await page.getByText(said.refused).waitFor()

    await open('score.json', theirs)
    const dialog = page.getByRole('dialog', { name: said.title })
    await dialog.getByText(said.counts).waitFor()
    await dialog.getByRole('region', { name: said.steps }).getByRole('button', { name: 'Reckon' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.locator('.react-flow__node.selected[data-id="reckon"]').waitFor()
    await page.locator('[data-panel]').getByText(said.kept).waitFor()
    await page.locator('[data-panel]').getByText('return 50').waitFor()

    await page.getByRole('button', { name: said.more, exact: true }).click()
    await page.getByRole('menuitem', { name: said.again }).click()
    await dialog.getByText('$json.body.name.split(" ")[0]').waitFor()
    await page.reload()
    await page.locator('[data-node-id="reckon"]').waitFor()
    expect(await dialog.count()).toBe(0)
    // The browser's own note of the file that was refused.
    expect(complaints).toEqual([expect.stringContaining('422')])
  })
}
