/** Notes on the canvas: written with marks, coloured, and kept as they were typed. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const text = '# Calls\n**Ask Vera** first:\n- the price'
const noted: Workflow = {
  ...emptyWorkflow('noted', 'Noted'),
  nodes: [{ id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } }],
  layout: { form: [0, 0] },
  notes: [{ id: 'paper', text: '', at: [320, 0] }],
}

test.skipIf(!house)('a note is written with marks and coloured by keyboard, is read as it looks, and is kept as it was typed', async () => {
  if (!house) return
  const { page, read, openFlow, complaints } = await aMarketer(house)
  const id = await openFlow(noted)
  const { canvas } = flowEditor(page)
  const notes = async () => (await read(`/api/workflows/${id}`)).draft.notes
  const card = canvas.locator('[data-note-id="paper"]')

  await card.click()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Text of the note' }).fill(text)
  await page.getByRole('group', { name: 'Colour of the note' }).getByRole('button', { name: 'Blue' }).press('Enter')

  await card.getByRole('listitem').getByText('the price').waitFor()
  expect(await card.locator('strong').textContent()).toBe('Ask Vera')
  expect(await card.innerText()).not.toMatch(/[#*]/)
  expect(await card.getAttribute('data-colour')).toBe('blue')
  await expect.poll(notes, { timeout: 10_000 }).toEqual([{ ...noted.notes[0], text, colour: 'blue' }])

  // A step has notes of its own, which are marked on its card and read out with it.
  await canvas.locator('[data-node-id="form"]').click()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByRole('textbox', { name: 'Notes on this step' }).fill('Ask Vera before you change the form')
  const mark = page.getByRole('img', { name: 'Note: Ask Vera before you change the form' })
  await page.getByText('Outline', { exact: true }).click()
  await expect.poll(() => mark.count()).toBe(2)
  await expect.poll(async () => (await read(`/api/workflows/${id}`)).draft.nodes[0].note, { timeout: 10_000 }).toMatch(/^Ask Vera/)
  await page.getByRole('button', { name: 'Undo: write a note on “A form arrives”' }).click()
  await expect.poll(() => mark.count()).toBe(0)

  await page.getByRole('button', { name: 'Undo: colour a note' }).click()
  await page.getByRole('button', { name: 'Undo: write in a note' }).click()
  await expect.poll(notes, { timeout: 10_000 }).toEqual(noted.notes)
  expect(complaints).toEqual([])
})
