/** What is wrong is said in words and leads to its place, and nothing of anybody's work is lost. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const wrong: Workflow = {
  ...emptyWorkflow('wrong', 'Wrong'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'score', type: 'crm.score', mode: 'act', name: 'Points', params: { points: 5, reason: ['Wrote'] } },
    { id: 'again', type: 'crm.note', mode: 'act', name: 'Note', params: { text: [{ ref: 'node.gone.text' }] } },
    { id: 'task', type: 'crm.createTask', mode: 'act', name: 'Call', params: { kind: 'call' } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'score' },
    { from: 'score', port: 'out', to: 'again' },
    { from: 'again', port: 'out', to: 'score' },
  ],
}

const words = {
  en: {
    open: 'Open a file',
    name: 'Name of the flow',
    noFlow: 'There is no flow in “broken.json”. Choose a file that was saved from here.',
    newer: 'This flow was made by a newer version (format 9;',
    unknown: 'Unknown step: acme.fax',
    circle: 'These steps go round in a circle without a pause',
    missing: /Call.*Task/,
    gone: /The step “gone” was deleted, but its value is still used/,
    title: 'Task',
    description: 'Text',
  },
  ru: {
    open: 'Открыть файл',
    name: 'Название сценария',
    noFlow: 'В файле «broken.json» нет сценария. Выберите файл, сохранённый отсюда.',
    newer: 'Сценарий сделан в более новой версии (формат 9,',
    unknown: 'Неизвестный шаг: acme.fax',
    circle: 'Эти шаги ходят по кругу без паузы',
    missing: /Call.*Задача/,
    gone: /Шаг «gone» удалён/,
    title: 'Задача',
    description: 'Текст',
  },
}

const problemList = (page: Page) => page.locator('[data-level][aria-expanded]')
const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) })

for (const language of ['en', 'ru'] as const) {
  const said = words[language]

  test.skipIf(!house)(`a file that is broken is refused in words, and one from a newer version is kept whole, in ${language}`, async () => {
    if (!house) return
    const { page, read, complaints } = await aMarketer(house, { language })
    const open = async (name: string, content: string) => {
      await page.goto(`${house.here.url}/flows`)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: said.open }).click()])
      await chooser.setFiles(file(name, content))
    }

    await open('broken.json', '{"name": "Cut in the mid')
    await page.getByText(said.noFlow).waitFor()

    const newer = {
      ...wrong,
      format: 9,
      name: `Newer ${language}`,
      charm: { kept: true },
      nodes: [...wrong.nodes.slice(0, 1), { id: 'fax', type: 'acme.fax', mode: 'act', params: { number: '+49 30 1' }, wheel: 3 }],
      edges: [{ from: 'form', port: 'out', to: 'fax' }],
    }
    await open('newer.json', JSON.stringify(newer))
    await page.getByText(said.unknown).first().waitFor()
    await problemList(page).click()
    await page.getByText(said.newer).waitFor()

    // What this version does not understand is still there after it was edited.
    await page.getByRole('textbox', { name: said.name }).fill('Renamed')
    await page.keyboard.press('Enter')
    const id = /flows\/([\w-]+)/.exec(page.url())?.[1] ?? ''
    await expect
      .poll(async () => (await read(`/api/workflows/${id}`)).draft, { timeout: 20_000 })
      .toMatchObject({
        name: 'Renamed',
        format: 9,
        charm: { kept: true },
        nodes: [{}, { type: 'acme.fax', params: { number: '+49 30 1' }, wheel: 3 }],
      })
    expect(complaints).toEqual([])
  })

  test.skipIf(!house)(`a circle, a gap and a value of a deleted step are said, and lead to their field, in ${language}`, async () => {
    if (!house) return
    const { page, openFlow, complaints } = await aMarketer(house, { language })
    await openFlow({ ...wrong, id: `wrong-${language}` })
    const rows = page.locator('.problem-list__row')

    await problemList(page).click()
    await rows.filter({ hasText: said.circle }).waitFor()
    await rows.filter({ hasText: said.gone }).click()
    await page.locator('[data-node-id="again"]').and(page.locator('[data-problems="1"]')).waitFor()
    await page.locator('.react-flow__node.selected[data-id="again"]').waitFor()
    await page
      .locator(':focus')
      .and(page.getByRole('textbox', { name: said.description }))
      .waitFor()
    await rows.filter({ hasText: said.missing }).click()
    await page
      .locator(':focus')
      .and(page.getByRole('textbox', { name: said.title }))
      .waitFor()
    await page.screenshot({ path: `coverage/problems-${language}.png` })
    expect(complaints).toEqual([])
  })
}

test.skipIf(!house)('without a connection the panel says so, work goes on and is saved later', async () => {
  if (!house) return
  const { page, read, send } = await aMarketer(house)
  const { id } = await send('post', '/api/workflows', { file: { ...wrong, id: 'offline' } })
  await page.goto(`${house.here.url}/flows/${id}`)
  await page.locator('[data-save="saved"]').waitFor()

  await page.context().setOffline(true)
  await flowEditor(page).canvas.press('n')
  await page.locator('[data-save="error"]').waitFor()
  await flowEditor(page).card('Points').click()
  const panel = flowEditor(page).panel
  await panel.getByRole('alert').waitFor()

  await page.context().setOffline(false)
  await panel.getByRole('button', { name: 'Try again' }).click()
  await panel.getByRole('textbox', { name: 'Reason' }).waitFor()
  // The panel has its styles, too: they were asked for again.
  expect(await page.evaluate("getComputedStyle(document.querySelector('[data-panel] fieldset')).borderStyle")).toBe('none')
  await page.locator('[data-save="saved"]').waitFor()
  expect((await read(`/api/workflows/${id}`)).draft.notes).toHaveLength(1)
})

test.skipIf(!house)('who comes second with a change overwrites nothing, and can keep it as a copy', async () => {
  if (!house) return
  const { page, read, send, openFlow } = await aMarketer(house)
  const id = await openFlow({ ...wrong, id: 'shared', name: 'Shared' })
  const { draft, revision } = await read(`/api/workflows/${id}`)
  await send('put', `/api/workflows/${id}`, { draft: { ...draft, name: 'Theirs' }, revision })

  await flowEditor(page).canvas.press('n')
  const dialog = page.getByRole('dialog', { name: 'Two people changed this draft' })
  await dialog.getByRole('button', { name: 'Show the difference' }).click()
  await dialog.getByText('What yours has that theirs has not').waitFor()
  await dialog.getByRole('button', { name: 'Keep mine as a copy' }).click()

  await expect.poll(() => page.getByRole('textbox', { name: 'Name of the flow' }).inputValue()).toBe('Shared (my copy)')
  expect((await read(`/api/workflows/${id}`)).draft).toMatchObject({ name: 'Theirs', notes: [] })

  // Nothing of it is asked again when theirs is opened, and theirs can be taken at once.
  await page.goto(`${house.here.url}/flows/${id}`)
  await page.locator('[data-save="saved"]').waitFor()
  const again = await read(`/api/workflows/${id}`)
  await send('put', `/api/workflows/${id}`, { draft: { ...again.draft, name: 'Theirs again' }, revision: again.revision })
  await flowEditor(page).canvas.press('n')
  await dialog.getByRole('button', { name: 'Open theirs and drop mine' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.locator('[data-save="saved"]').waitFor()
  expect(await page.getByRole('textbox', { name: 'Name of the flow' }).inputValue()).toBe('Theirs again')
  expect(await dialog.count()).toBe(0)
})

test.skipIf(!house)('a contact of whom nothing is said is not made, and one without a name is not called by its id', async () => {
  if (!house) return
  const { page, read, send, complaints } = await aMarketer(house)
  const { total } = await read('/api/contacts')
  await page.goto(`${house.here.url}/contacts`)

  await page.getByRole('button', { name: 'New', exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await page.getByRole('alert').getByText('Nothing is filled in yet').waitFor()
  expect((await read('/api/contacts')).total).toBe(total)

  const { record } = await send('post', '/api/contacts', { fields: { city: 'Perm' } })
  await page.goto(`${house.here.url}/contacts/${record.id}`)
  await page.getByRole('heading', { name: 'Without a name' }).waitFor()
  expect(complaints).toEqual([])
})
