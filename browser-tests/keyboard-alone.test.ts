/** A flow from the first page to live without a pointer: every press is one that a person can make, and nothing is put in focus for them. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

/** What the keyboard is on, as screen readers name it. */
const focused = (page: Page) => page.locator(':focus')

/** Presses Tab until the keyboard is on this; fails when it never comes there. */
async function tabTo(
  page: Page,
  role: 'button' | 'combobox' | 'textbox' | 'radio' | 'treeitem' | 'searchbox',
  name: string | RegExp,
): Promise<void> {
  const wanted = focused(page).and(page.getByRole(role, { name, exact: true }))
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    if ((await wanted.count()) === 1) return
  }
  throw new Error(`Tab never comes to the ${role} ${name}`)
}

/** Opens the list that the keyboard is on, goes down to an option and takes it. */
async function pick(page: Page, option: string): Promise<void> {
  await page.keyboard.press('Enter')
  const options = page.locator('[data-combobox-option]:visible')
  const marked = options.and(page.locator('[data-combobox-selected]')).and(page.getByRole('option', { name: option, exact: true }))
  await options.first().waitFor()
  for (let presses = await options.count(); presses > 0 && (await marked.count()) === 0; presses--) await page.keyboard.press('ArrowDown')
  await marked.waitFor()
  await page.keyboard.press('Enter')
}

test.skipIf(!house)('a flow with a branch is built, tried on a contact and published by keyboard alone', async () => {
  if (!house) return
  const { page, read, send, complaints } = await aMarketer(house)
  await send('post', '/api/contacts', { fields: { firstName: 'Anna', lastName: 'Berg', email: 'anna@client.test', phone: '+4930123456' } })
  const isOn = (selector: string) => page.locator(`${selector}:focus`).waitFor()
  await page.goto(`${house.here.url}/flows/new`)
  await page.getByRole('button', { name: /Empty page/ }).waitFor()
  await tabTo(page, 'button', /Empty page/)
  await page.keyboard.press('Enter')
  await page.getByText('What should start this flow?').waitFor()
  await tabTo(page, 'button', /A form arrives/)
  await page.keyboard.press('Enter')

  await isOn('[data-canvas]')
  await page.keyboard.press('Enter')
  await isOn('[data-panel-start]')
  await tabTo(page, 'combobox', 'Form')
  await pick(page, 'Website')
  await page.keyboard.press('Escape')
  await isOn('[data-canvas]')

  const add = async (step: string) => {
    await page.keyboard.press('a')
    await page.getByRole('dialog').getByRole('combobox').and(focused(page)).waitFor()
    await page.keyboard.type(step)
    await page.keyboard.press('Enter')
    await isOn('[data-canvas]')
  }
  await add('If')
  await page.keyboard.press('Enter')
  await isOn('[data-panel-start]')
  await tabTo(page, 'button', 'Add a row')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Field' }).and(focused(page)).waitFor()
  await page.keyboard.type('Phone')
  await page.locator('[data-combobox-option]:visible').first().waitFor()
  await page.keyboard.press('Enter')
  await tabTo(page, 'combobox', 'Comparison')
  await pick(page, 'is filled in')
  await page.keyboard.press('Escape')
  await isOn('[data-canvas]')

  await add('Create a task')
  await page.keyboard.press('Enter')
  await isOn('[data-panel-start]')
  await tabTo(page, 'textbox', 'Task')
  await page.keyboard.type('Call them')
  await page.keyboard.press('Escape')
  await isOn('[data-canvas]')
  await page.keyboard.press('ArrowUp')
  await add('Write a note')
  await page.keyboard.press('Enter')
  await isOn('[data-panel-start]')
  await tabTo(page, 'textbox', 'Text')
  await page.keyboard.type('Nobody can be called')
  await page.keyboard.press('Escape')
  await isOn('[data-canvas]')

  await page.keyboard.press('Control+Enter')
  await isOn('[data-panel-start]')
  await tabTo(page, 'button', 'Try')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing was sent or changed').waitFor()
  await page.keyboard.press('Escape')
  await isOn('[data-canvas]')

  for (let presses = 0; presses < 8 && !(await page.locator('header.editor__top:focus').count()); presses++) await page.keyboard.press('F6')
  await tabTo(page, 'button', 'Publish…')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 1' }).waitFor()
  await tabTo(page, 'button', 'Publish version 1')
  await page.keyboard.press('Enter')
  await page.getByText('Live, version 1').waitFor()
  await isOn('[data-canvas]')
  const { id } = (await read('/api/workflows')).items[0]
  const { live } = await read(`/api/workflows/${id}`)
  const [form, whether, task, note] = live.nodes
  expect(live.nodes).toMatchObject([
    { type: 'trigger.form', params: { form: 'website' } },
    { type: 'logic.if', params: { condition: { all: [{ field: 'phone', is: 'not-empty' }] } } },
    { type: 'crm.createTask', params: { title: ['Call them'] } },
    { type: 'crm.note', params: { text: ['Nobody can be called'] } },
  ])
  expect(live.edges).toEqual([
    { from: form.id, port: 'out', to: whether.id },
    { from: whether.id, port: 'yes', to: task.id },
    { from: whether.id, port: 'no', to: note.id },
  ])
  expect(complaints).toEqual([])
})
