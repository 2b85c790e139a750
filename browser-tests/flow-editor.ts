/** What a marketer does in the editor, by mouse and keyboard, named as people would name it. */
import type { Locator, Page } from 'playwright-core'

interface FlowEditor {
  /** Starts the empty page with a trigger. */
  begin(trigger: RegExp): Promise<void>
  /** Adds a step at the `+` of an open way of the selected step, which is then selected itself. */
  add(way: string, step: string): Promise<void>
  /** Selects a step by clicking on its card. */
  select(title: string): Promise<void>
  /** Drags a line from a way of one step to another step. */
  connect(from: string, way: string, to: string): Promise<void>
  /** The first card with this title. */
  card(title: string): Locator
  choose(field: string | RegExp, option: string | RegExp): Promise<void>
  write(field: string | RegExp, text: string): Promise<void>
  /** Picks a value with the picker beside a field; nothing is typed in braces. */
  insert(field: string, value: string): Promise<void>
  /** Resolves when the draft is kept on the server. */
  saved(): Promise<void>
  readonly panel: Locator
  readonly canvas: Locator
}

/** For a page that shows the editor, in English: it finds everything by the words that people see. */
export function flowEditor(page: Page): FlowEditor {
  const panel = page.getByRole('complementary', { name: 'Step', exact: true })
  const canvas = page.locator('[data-canvas]')
  const selected = canvas.locator('.react-flow__node.selected')
  const card = (title: string) =>
    canvas
      .locator('[data-node-id]')
      .filter({ has: page.getByText(title, { exact: true }) })
      .first()
  return {
    panel,
    canvas,
    async begin(trigger) {
      await page.getByRole('region', { name: 'Drawing of the flow' }).getByRole('button', { name: trigger }).first().click()
    },
    async add(way, step) {
      const id = await selected.getAttribute('data-id')
      await canvas
        .locator(`[data-id="${id}"]`)
        .getByRole('button', { name: `Add a step after “${way}”` })
        .click()
      await page.getByRole('dialog').getByRole('option', { name: step, exact: true }).click()
      await canvas.locator('.react-flow__node.selected').filter({ hasText: step }).waitFor()
    },
    async select(title) {
      // The drawing may still be moving to what was added last; who misses the card clicks again.
      const id = await card(title).getAttribute('data-node-id')
      const isSelected = canvas.locator(`.react-flow__node.selected[data-id="${id}"]`)
      for (let tries = 0; tries < 5 && !(await isSelected.isVisible()); tries++) {
        await card(title).click()
        await isSelected.waitFor({ timeout: 2_000 }).catch(() => {})
      }
      await isSelected.waitFor()
    },
    async connect(from, way, to) {
      await card(from).locator(`.port[title="${way}"]`).dragTo(card(to))
    },
    card,
    async choose(field, option) {
      await choose(page.getByRole('combobox', { name: field }), option)
    },
    async write(field, text) {
      await page.getByRole('textbox', { name: field }).first().fill(text)
    },
    async insert(field, value) {
      await page
        .getByRole('button', { name: `Insert a value into “${field}”` })
        .first()
        .click()
      const picker = page.getByRole('dialog', { name: 'Insert a value' })
      await picker.getByPlaceholder('Find a value').fill(value)
      await picker.getByText(value, { exact: true }).first().click()
    },
    async saved() {
      await page.locator('[data-save="saved"]').waitFor()
    },
  }
}

/** Opens a list and takes one of its options. The steps of the palette are options, too, but of another list. */
export async function choose(field: Locator, option: string | RegExp): Promise<void> {
  await field.click()
  await field
    .page()
    .locator('[data-combobox-option]')
    .and(field.page().getByRole('option', { name: option, exact: true }))
    .first()
    .click()
}
