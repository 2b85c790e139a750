/** The editor without a mouse: one tab stop with arrows and letters, in every layout, and fields that keep their keys. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { hindrances } from './hindrances.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const short: Workflow = {
  ...emptyWorkflow('short', 'Short'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Call'], kind: 'call' } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'task' },
  ],
  layout: { form: [0, 0], wait: [0, 176], task: [0, 352] },
}

const canvasOf = (page: Page) => page.locator('[data-canvas]')
const isFocused = (page: Page, selector: string) => page.locator(`${selector}:focus`).waitFor()
/** The step that the canvas names as the active one. */
const activeStep = async (page: Page) => (await canvasOf(page).getAttribute('aria-activedescendant'))?.replace('step-', '')
/** A key as a layout sends it that prints other letters. */
const pressLayout = (page: Page, key: string, code: string, ctrlKey = false) =>
  canvasOf(page).dispatchEvent('keydown', { key, code, ctrlKey, bubbles: true, cancelable: true })

test.skipIf(!house)('a flow is drawn and changed by keyboard alone', async () => {
  if (!house) return
  const { page, read, complaints } = await aMarketer(house)
  const { canvas, saved } = flowEditor(page)
  await page.goto(`${house.here.url}/flows/new`)
  await page.getByRole('button', { name: /Empty page/ }).press('Enter')

  await page
    .getByRole('region', { name: 'Drawing of the flow' })
    .getByRole('button', { name: /A form arrives/ })
    .press('Enter')
  await isFocused(page, '[data-canvas]')
  const form = await activeStep(page)
  // Enter leads to the panel, Escape back.
  await page.keyboard.press('Enter')
  await isFocused(page, '[data-panel-start]')
  await page.getByRole('combobox', { name: 'Form' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name of the step' }).focus()
  await page.keyboard.press('Escape')
  await isFocused(page, '[data-canvas]')

  // `a` adds after the active step; the palette is searched and answers to Enter.
  const add = async (step: string) => {
    await page.getByRole('dialog').getByRole('combobox').fill(step)
    await page.keyboard.press('Enter')
    await isFocused(page, '[data-canvas]')
  }
  await page.keyboard.press('a')
  await add('If')
  const whether = await activeStep(page)
  // On a Russian layout the place of the key counts.
  await pressLayout(page, 'ф', 'KeyA')
  await add('Write a note')
  const note = await activeStep(page)
  await page.keyboard.press('ArrowUp')
  expect(await activeStep(page)).toBe(whether)
  await page.keyboard.press('a')
  await add('Create a task')
  await page.keyboard.press('ArrowLeft')
  expect(await activeStep(page)).toBe(note)
  await canvas.locator('[data-node-id]').nth(3).waitFor()

  // `m` moves with the arrows, and that can be undone.
  await saved()
  const { id } = (await read('/api/workflows')).items[0]
  const spot = async () => (await read(`/api/workflows/${id}`)).draft.layout[note ?? '']
  const [x, y] = await spot()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(spot, { timeout: 10_000 }).toEqual([x, y + 32])
  await pressLayout(page, 'я', 'KeyZ', true)
  await expect.poll(spot, { timeout: 10_000 }).toEqual([x, y])

  // `t` asks before it acts, and back; Delete heals the line and stays in the drawing.
  const mode = () => canvas.locator(`[data-node-id="${note}"]`).getAttribute('data-mode')
  const before = await mode()
  await page.keyboard.press('t')
  expect(await mode()).not.toBe(before)
  await pressLayout(page, 'е', 'KeyT')
  expect(await mode()).toBe(before)
  await page.keyboard.press('Delete')
  await isFocused(page, '[data-canvas]')
  expect(await activeStep(page)).toBe(whether)
  await page.keyboard.press('Control+z')
  await canvas.locator(`[data-node-id="${note}"]`).waitFor()

  // `c` connects: the free way of the note leads to the next step that it may lead to.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('c')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await read(`/api/workflows/${id}`)).draft.edges.length, { timeout: 10_000 }).toBe(4)
  await page.keyboard.press('Control+z')

  // What screen readers hear of the selection: its place, and what is wrong with it.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  expect(await activeStep(page)).toBe(form)
  await page.getByText(/A form arrives\. Step 1 of 4\./).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByText(/If\. Step 2 of 4\. .*After: A form arrives/).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)(
  'a note is written and a step renamed with the keyboard alone, and the keyboard is back on the canvas after',
  async () => {
    if (!house) return
    const { page, read, openFlow, complaints } = await aMarketer(house)
    const id = await openFlow({ ...short, id: 'notes' })
    const canvas = canvasOf(page)
    const onCanvas = canvas.and(page.locator(':focus'))

    await canvas.focus()
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text of the note' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('ask Vera, then call')
    await page.keyboard.press('Escape')
    await onCanvas.waitFor()

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Name of the step' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('The website')
    await page.keyboard.press('Enter')
    await onCanvas.waitFor()

    await page.locator('[data-save="saved"]').waitFor()
    const { draft } = await read(`/api/workflows/${id}`)
    expect(draft.notes).toMatchObject([{ text: 'ask Vera, then call' }])
    expect(draft.nodes.map((node: { name?: string }) => node.name)).toContain('The website')
    expect(draft.nodes).toHaveLength(short.nodes.length)
    expect(complaints).toEqual([])
  },
)

test.skipIf(!house)('a deal is moved on with the keyboard, which goes with it', async () => {
  if (!house) return
  const { page, read, send, complaints } = await aMarketer(house)
  const stages: { id: string; name: string; pipeline: string }[] = (await read('/api/stages')).items
  const qualified = stages.find(({ name }) => name === 'Qualified')
  const first = stages.find(({ name, pipeline }) => name === 'New' && pipeline === qualified?.pipeline)
  const fields = { title: 'Twenty pumps', stage: first?.id, pipeline: first?.pipeline }
  const { record } = await send('post', '/api/deals', { fields })
  await page.goto(`${house.here.url}/deals`)

  await page.getByRole('button', { name: /Twenty pumps/ }).focus()
  for (const to of ['Qualified', 'Offer sent']) {
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: to }).press('Enter')
    await page.getByRole('region', { name: to }).locator(`[data-deal="${record.id}"] button:focus`).waitFor()
  }
  expect(complaints).toEqual([])
})

test.skipIf(!house)('what is typed in a field never touches the drawing', async () => {
  if (!house) return
  const { page, read, openFlow } = await aMarketer(house)
  const id = await openFlow({ ...short, id: 'fields' }, 'task')
  await canvasOf(page).press('Enter')
  const title = page.getByRole('textbox', { name: 'Task', exact: true })

  await title.click()
  for (const key of [
    'Control+a',
    'Delete',
    'a',
    't',
    'm',
    'c',
    'n',
    'l',
    'p',
    'Backspace',
    'ArrowUp',
    'Control+a',
    'Control+c',
    'End',
    'Control+v',
  ])
    await title.press(key)
  await title.pressSequentially('Вызов')
  await title.press('Control+z')
  // Nor in the fields around it: the name of the flow, the search, the note on a step.
  await page.getByRole('tab', { name: 'Notes' }).click()
  const others = [
    page.getByRole('textbox', { name: 'Name of the flow' }),
    page.getByRole('combobox', { name: 'Find a step' }),
    page.getByRole('textbox', { name: 'Notes on this step' }),
  ]
  for (const field of others)
    for (const key of ['Control+a', 'Control+x', 'Control+v', 'Control+z', 'End', 'Backspace', 'Delete', 't', 'n', 'Control+d'])
      await field.press(key)
  await page.locator('[data-save="saved"]').waitFor()

  const { draft } = await read(`/api/workflows/${id}`)
  expect(draft.nodes.map((node: { id: string; mode: string }) => [node.id, node.mode])).toEqual(
    short.nodes.map((node) => [node.id, node.mode]),
  )
  expect([draft.edges, draft.layout, draft.notes]).toEqual([short.edges, short.layout, []])
})

test.skipIf(!house)('a row of a rule compares with a value of the flow, or asks about a segment', async () => {
  if (!house) return
  const { page, read, send, openFlow, complaints } = await aMarketer(house)
  await send('post', '/api/segments', { fields: { key: 'large', name: 'Large orders', entity: 'order', rule: { all: [] } } })
  const byContact = { field: 'contact', is: 'is', value: { ref: 'subject.id' } }
  const orders: Workflow = {
    ...short,
    id: 'orders',
    nodes: [
      { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
      { id: 'find', type: 'crm.find', mode: 'act', params: { entity: 'order', where: { all: [byContact] } } },
    ],
    edges: [{ from: 'form', port: 'out', to: 'find' }],
    layout: { form: [0, 0], find: [0, 176] },
  }
  const id = await openFlow(orders, 'find')
  const { panel, card, saved } = flowEditor(page)
  const rows = async () => (await read(`/api/workflows/${id}`)).draft.nodes[1].params.where.all
  const chip = panel.locator('[data-chip="subject.id"]')
  const fromFlow = panel.getByRole('button', { name: 'Compare with a value of the flow' })

  // The file's value has a name, on the card and in the sentence too; how many it finds is not for the server to say.
  expect(await chip.textContent()).toContain("The flow's contact")
  await card('Find a record').getByText("where contact is the flow's contact").waitFor()
  await panel.getByText('it is known only when the flow runs').waitFor()
  expect(await panel.getByRole('combobox', { name: /^Check a/ }).count()).toBe(0)

  // Delete brings the plain control back, and the keyboard stays there.
  await chip.press('Delete')
  await isFocused(page, 'input[aria-label="Value"]')
  await panel.getByText('Fill in the empty rows').waitFor()
  await fromFlow.press('Enter')
  const picker = page.getByRole('dialog', { name: 'Compare with a value of the flow' })
  // Only what is a contact can be the contact of an order.
  await picker.getByText('The record itself').waitFor()
  expect(await picker.getByText('First name').count()).toBe(0)
  await page.keyboard.press('Enter')
  await isFocused(page, '[data-chip="subject.id"]')
  await saved()
  await expect.poll(rows, { timeout: 10_000 }).toEqual([byContact])

  await chip.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await flowEditor(page).choose('Field', 'Number')
  await fromFlow.click()
  await picker.getByText('City', { exact: true }).first().click()
  await panel.locator('[data-chip="subject.city"]').waitFor()
  await expect.poll(rows, { timeout: 10_000 }).toEqual([{ field: 'number', is: 'is', value: { ref: 'subject.city' } }])

  // A segment is asked about in the same rows, chosen by its name and kept by its key.
  await flowEditor(page).choose('Field', 'Segment')
  await flowEditor(page).choose('Comparison', 'is not in')
  await flowEditor(page).choose('Value', 'Large orders')
  await card('Find a record').getByText('where is not in the segment “Large orders”').waitFor()
  await panel.getByText('Matches 0 of 0').waitFor()
  await expect.poll(rows, { timeout: 10_000 }).toEqual([{ segment: 'large', is: 'not-in' }])
  expect(complaints).toEqual([])
})

test.skipIf(!house)('the focus is never lost: after deleting, and after everything that is closed', async () => {
  if (!house) return
  const { page, openFlow } = await aMarketer(house)
  await openFlow({ ...short, id: 'focus' }, 'wait')
  const canvas = canvasOf(page)

  await canvas.press('Enter')
  await page.getByRole('button', { name: 'Close the panel' }).press('Enter')
  await isFocused(page, '[data-canvas]')
  await page.keyboard.press('a')
  await page.getByRole('dialog').getByRole('combobox').press('Escape')
  await isFocused(page, '[data-canvas]')
  await page.keyboard.press('Control+Enter')
  await isFocused(page, '[data-panel-start]')
  await page.getByRole('button', { name: 'Close the panel' }).press('Enter')
  await isFocused(page, '[data-canvas]')
  const problems = page.getByRole('button', { name: 'No problems' })
  await problems.press('Enter')
  await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: 'Close' }).press('Enter')
  await page.locator('button:focus', { hasText: 'No problems' }).waitFor()
  const publish = page.getByRole('button', { name: 'Publish…' })
  await publish.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Enter')
  await page.locator('button:focus', { hasText: 'Publish…' }).waitFor()
  await canvas.focus()
  await page.keyboard.press('Delete')
  await isFocused(page, '[data-canvas]')
  expect(await activeStep(page)).toBe('form')
  await page.getByRole('button', { name: /^Undo/ }).press('Enter')
  await page.locator('button[aria-disabled="true"]:focus').waitFor()
})

for (const colorScheme of ['light', 'dark'] as const)
  test.skipIf(!house)(`nothing in the editor, a run and the gallery keeps anybody out, in ${colorScheme}`, async () => {
    if (!house) return
    const { page, openFlow, read } = await aMarketer(house, { colorScheme })
    const file = { ...short, id: `access-${colorScheme}` }
    const check = async (where: string) =>
      expect([...(await hindrances(page)), ...(await hindrances(page, 'target-size'))], where).toEqual([])

    const flow = await openFlow(file, 'task')
    await canvasOf(page).press('Enter')
    await page.getByRole('textbox', { name: 'Task', exact: true }).waitFor()
    await check('a step and its panel')
    await page.getByText('Outline', { exact: true }).click()
    await page.getByRole('tree').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.getByText('Nothing was sent or changed').waitFor()
    await check('the outline and a trial')
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByRole('button', { name: 'Publish version 1' }).waitFor()
    await check('publishing')
    await page.getByRole('button', { name: 'Publish version 1' }).click()
    await page.getByText('Live, version 1').waitFor()

    await page.request.post(`${house.here.url}/f/website`, { form: { name: 'Anna Berg', email: `${colorScheme}@client.test` } })
    await expect.poll(async () => (await read(`/api/runs?workflow=${flow}`)).items.length).toBe(1)
    const [run] = (await read(`/api/runs?workflow=${flow}`)).items
    await page.goto(`${house.here.url}/flows/${flow}/runs/${run.id}`)
    await page.getByRole('list', { name: 'Steps' }).waitFor()
    // The name fits, so all of it is there.
    const name = page.getByRole('heading', { level: 1 })
    expect(await name.evaluate((each) => (each as unknown as Measured).scrollWidth - (each as unknown as Measured).clientWidth)).toBe(0)
    await check('a run')
    await page.goto(`${house.here.url}/flows/new`)
    await page.getByRole('button', { name: /Empty page/ }).waitFor()
    await check('the gallery')

    // Whoever chose another theme than that of the machine sees it before a line of the app has run.
    const [chosen, ground] = colorScheme === 'light' ? ['dark', 'rgb(22, 23, 26)'] : ['light', 'rgb(246, 247, 249)']
    await page.evaluate(`localStorage.setItem('tandem.theme', '${chosen}')`)
    await page.route('**/assets/**', (route) => route.abort())
    await page.reload({ waitUntil: 'domcontentloaded' })
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(ground)
  })

/** What an element of the page tells of its width. */
interface Measured {
  readonly scrollWidth: number
  readonly clientWidth: number
}
