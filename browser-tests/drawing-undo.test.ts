/** What is drawn can be taken back, copied, tidied and found again as it was. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

/** A branch whose steps lie about anyhow, with a note beside one of them. */
const crooked: Workflow = {
  ...emptyWorkflow('crooked', 'Crooked'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'whether', type: 'logic.if', mode: 'act', params: { condition: { field: 'phone', is: 'not-empty' } } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Task ', { ref: 'node.call.task' }] } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'whether' },
    { from: 'whether', port: 'yes', to: 'call' },
    { from: 'whether', port: 'no', to: 'wait' },
    { from: 'call', port: 'out', to: 'note' },
  ],
  layout: { form: [80, 0], whether: [16, 144], call: [304, 320], wait: [64, 304], note: [352, 496] },
  notes: [{ id: 'paper', text: 'Ask Vera', at: [592, 320] }],
}

const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ })
const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ })

async function opened(id: string, options: Parameters<typeof aMarketer>[1] = {}) {
  if (!house) throw new Error('There is no browser')
  const marketer = await aMarketer(house, options)
  const flow = await marketer.openFlow({ ...crooked, id })
  const draft = async (): Promise<Workflow> => (await marketer.read(`/api/workflows/${flow}`)).draft
  return { ...marketer, ...flowEditor(marketer.page), flow, draft }
}

test.skipIf(!house)('thirty edits of all kinds are taken back and done again to the byte, across what is saved meanwhile', async () => {
  const { page, canvas, saved, draft, complaints } = await opened('thirty')
  const text = async () => {
    await saved()
    return JSON.stringify(await draft())
  }
  const start = await text()

  for (let round = 0; round < 3; round++) {
    await canvas.locator('[data-node-id="wait"]').click()
    await page.keyboard.press('m')
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.keyboard.press('p')
    await page.keyboard.press('Control+d')
    await page.keyboard.press('a')
    await page.getByRole('dialog', { name: 'Steps' }).getByRole('combobox').fill('Write a note')
    await page.keyboard.press('Enter')
    await page.keyboard.press('t')
    await page.keyboard.press('Delete')
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Undo: tidy up' }).waitFor()
    await page.keyboard.press('Shift+1')
    await canvas.locator('[data-node-id="whether"] .port[title="No"]').click()
    await canvas.locator('[data-node-id="note"]').click()
    const dialog = page.getByRole('dialog')
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: /instead/ }).click()
    await page.keyboard.press('F2')
    await page.keyboard.type(`Step ${round}`)
    await page.keyboard.press('Enter')
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text of the note' }).pressSequentially('ask')
    await page.keyboard.press('Escape')
    await canvas.focus()
    await saved()
  }
  const end = await text()
  expect(end).not.toBe(start)

  let back = 0
  for (; await undo(page).and(page.locator('[aria-disabled="false"]')).count(); back++) await undo(page).click()
  expect(back).toBeGreaterThanOrEqual(30)
  await expect.poll(text, { timeout: 15_000 }).toBe(start)
  for (let forth = 0; forth < back; forth++) await redo(page).click()
  await expect.poll(text, { timeout: 15_000 }).toBe(end)
  expect(complaints).toEqual([])
})

test.skipIf(!house)('what is copied in one flow is pasted in another tab, with its lines, its values and ids of its own', async () => {
  const { page, select, canvas, send } = await opened('copied', { permissions: ['clipboard-read', 'clipboard-write'] })
  const { id } = await send('post', '/api/workflows', { file: emptyWorkflow('other', 'Other') })
  await select('Create a task')
  await canvas.locator('[data-node-id="note"]').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+c')

  const other = await page.context().newPage()
  await other.goto(`${house?.here.url}/flows/${id}`)
  await other.locator('[data-canvas]').focus()
  await other.keyboard.press('Control+v')
  await other.getByRole('button', { name: 'Undo: paste 2 steps' }).waitFor()
  await other.locator('[data-save="saved"]').waitFor()

  const pasted: Workflow = (await (await page.request.get(`${house?.here.url}/api/workflows/${id}`)).json()).draft
  const [call, note] = pasted.nodes
  expect(pasted.nodes.map(({ type }) => type)).toEqual(['crm.createTask', 'crm.note'])
  expect([call?.id, note?.id]).not.toContain('call')
  expect(pasted.edges).toEqual([{ from: call?.id, port: 'out', to: note?.id }])
  expect(note?.params).toEqual({ text: ['Task ', { ref: `node.${call?.id}.task` }] })
})

test.skipIf(!house)(
  'tidying is one step back, lets nothing overlap, keeps notes beside their steps, and is there again after a reload',
  async () => {
    const { page, canvas, draft, saved } = await opened('tidied')
    const offset = ({ layout, notes }: Workflow) => [0, 1].map((at) => (notes[0]?.at[at] ?? 0) - (layout['call']?.[at] ?? 0))

    await page.getByRole('button', { name: 'Tidy up' }).click()
    await page.getByRole('button', { name: 'Undo: tidy up' }).waitFor()
    await expect.poll(async () => (await draft()).layout, { timeout: 10_000 }).not.toEqual(crooked.layout)
    const tidied = await draft()
    const spots = Object.values(tidied.layout)
    for (const [at, [x, y]] of spots.entries())
      for (const [otherX, otherY] of spots.slice(at + 1)) expect(Math.abs(x - otherX) >= 276 || Math.abs(y - otherY) >= 100).toBe(true)
    expect(offset(tidied)).toEqual(offset(crooked))

    const seen = () =>
      canvas.locator('.react-flow__node').evaluateAll((all) => all.map((each) => each.getAttribute('style')?.match(/translate[^;]*/)?.[0]))
    const before = await seen()
    await page.reload()
    await saved()
    await expect.poll(seen, { timeout: 10_000 }).toEqual(before)
    expect((await draft()).layout).toEqual(tidied.layout)

    await canvas.focus()
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
  },
)

test.skipIf(!house)('many steps are chosen with a rectangle, change their mode together, and move together', async () => {
  const { page, canvas, draft } = await opened('many')
  const first = await canvas.locator('[data-node-id="form"]').boundingBox()
  const last = await canvas.locator('[data-node-id="note"]').boundingBox()
  if (!first || !last) throw new Error('The steps are not drawn')

  await page.mouse.move(first.x - 40, first.y - 30)
  await page.mouse.down()
  await page.mouse.move(last.x + 20, last.y + 20, { steps: 6 })
  await page.mouse.up()
  await canvas.focus()
  await page.keyboard.press('t')
  await expect
    .poll(async () => (await draft()).nodes.map(({ mode }) => mode), { timeout: 10_000 })
    .toEqual(['act', 'act', 'act', 'act', 'act'].map((mode, at) => (at === 2 || at === 4 ? 'suggest' : mode)))
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Undo: move 5 steps/ }).waitFor()

  const spots = async (axis: 0 | 1) => Object.values((await draft()).layout).map((spot) => spot[axis])
  const bar = page.getByRole('toolbar', { name: 'What is selected' })
  await bar.getByRole('button', { name: 'Align and space out' }).click()
  await page.getByRole('menuitem', { name: 'Align left edges' }).click()
  await expect.poll(async () => new Set(await spots(0)).size, { timeout: 10_000 }).toBe(1)
  await bar.getByRole('button', { name: 'Align and space out' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Same gaps downwards' }).press('Enter')
  await page.getByRole('button', { name: 'Undo: space out 5' }).waitFor()
  const gaps = async () => (await spots(1)).sort((a, b) => a - b).flatMap((y, at, all) => (at === 0 ? [] : [y - (all[at - 1] ?? 0)]))
  await expect.poll(async () => Math.max(...(await gaps())) - Math.min(...(await gaps())), { timeout: 10_000 }).toBeLessThan(2)
})

test.skipIf(!house)('a step of the flow is found by what it says, with keys alone', async () => {
  const { page, canvas } = await opened('found')

  await canvas.focus()
  await page.keyboard.press('Control+f')
  await page.getByRole('searchbox', { name: 'Find a step of this flow' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('2 days')
  await page.keyboard.press('Enter')
  await page.getByRole('treeitem', { name: /Wait/ }).and(page.locator(':focus')).waitFor()
  expect(await page.getByRole('treeitem').count()).toBe(1)
  expect(await canvas.locator('.react-flow__node.selected').getAttribute('data-id')).toBe('wait')
})

test.skipIf(!house)('keys mean their letters on a Russian and a German layout, and single letters can be switched off', async () => {
  const { page, canvas, draft, read } = await opened('layouts')
  const press = (key: string, code: string, ctrlKey = false) =>
    canvas.dispatchEvent('keydown', { key, code, ctrlKey, bubbles: true, cancelable: true })
  const notes = async () => (await draft()).notes.length

  await press('т', 'KeyN')
  await page.getByRole('textbox', { name: 'Text of the note' }).waitFor()
  await expect.poll(notes, { timeout: 10_000 }).toBe(2)
  await canvas.focus()
  await press('я', 'KeyZ', true)
  await expect.poll(notes, { timeout: 10_000 }).toBe(1)
  await press('n', 'KeyN')
  await expect.poll(notes, { timeout: 10_000 }).toBe(2)
  // On a German keyboard the place of Y says z.
  await canvas.focus()
  await press('z', 'KeyY', true)
  await expect.poll(notes, { timeout: 10_000 }).toBe(1)

  const address = page.url()
  await page.goto(`${house?.here.url}/settings/me`)
  await page.getByRole('switch', { name: 'Shortcuts of a single key' }).click()
  await page.goto(address)
  await canvas.focus()
  await page.keyboard.press('n')
  await page.keyboard.press('l')
  await page.keyboard.press('Control+d')
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
  expect((await read('/api/session')).user.email).toBe('olga@company.test')
})
