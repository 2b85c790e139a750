/** Drawing with the pointer: what is added, connected and taken away leaves the lines whole, and what is refused says why. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const chase: Workflow = {
  ...emptyWorkflow('chase', 'Chase'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    { id: 'whether', type: 'logic.if', mode: 'act', params: { condition: { field: 'phone', is: 'not-empty' } } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Nobody can be called'] } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'whether' },
    { from: 'whether', port: 'yes', to: 'call' },
  ],
  layout: { form: [0, 0], wait: [0, 176], whether: [0, 352], call: [-160, 528], note: [320, 528] },
}

/** The lines of a kept draft, as `from/port>to`. */
const linesOf = ({ edges }: Workflow) => edges.map(({ from, port, to }) => `${from}/${port}>${to}`).sort()
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ })
const port = (card: Locator, way: string) => card.locator(`.port[title="${way}"]`)
const palette = (page: Page) => page.getByRole('dialog', { name: 'Steps' })

/** Opens the flow under an id of its own; `draft` reads what the server keeps of it. */
async function opened(id: string, options: Parameters<typeof aMarketer>[1] = {}) {
  if (!house) throw new Error('There is no browser')
  const marketer = await aMarketer(house, options)
  const flow = await marketer.openFlow({ ...chase, id })
  const draft = async (): Promise<Workflow> => (await marketer.read(`/api/workflows/${flow}`)).draft
  const becomes = (lines: readonly string[]) => expect.poll(async () => linesOf(await draft()), { timeout: 10_000 }).toEqual(lines)
  return { ...marketer, ...flowEditor(marketer.page), flow, draft, becomes }
}

for (const language of ['en', 'ru'] as const)
  test.skipIf(!house)(`the palette finds a step by other words for it, in both languages, for who reads ${language}`, async () => {
    const { page } = await opened(`palette-${language}`, { language })
    const search = page.getByRole('combobox', { name: language === 'en' ? 'Find a step' : 'Найти шаг' })
    const first = page.getByRole('option').first()
    const email = language === 'en' ? 'Send a letter' : 'Отправить письмо'
    const delay = language === 'en' ? 'Wait' : 'Ждать'

    for (const [word, step] of [
      ['e-mail', email],
      ['письмо', email],
      ['sleep', delay],
      ['ПАУЗА', delay],
    ] as const) {
      await search.fill(word)
      expect(await page.getByRole('option').allTextContents()).toContain(step)
    }
    await search.fill('qwertz')
    expect(await first.isVisible()).toBe(false)
  })

test.skipIf(!house)(
  'a step is put on a line, keeps both of its neighbours, moves only what it would cover, and one undo takes it off',
  async () => {
    const { page, draft, becomes, complaints } = await opened('insert')
    const before = linesOf(chase)

    await page.getByRole('button', { name: 'Insert a step here' }).first().click()
    await palette(page).getByRole('option', { name: 'Write a note', exact: true }).click()
    await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(6)
    const { nodes, layout } = await draft()
    const added = nodes.at(-1)?.id ?? ''
    await becomes([`form/out>${added}`, `${added}/out>wait`, 'wait/out>whether', 'whether/yes>call'].sort())
    expect(layout['form']).toEqual([0, 0])
    expect(layout['note']).toEqual(chase.layout['note'])

    await undo(page).click()
    await becomes(before)
    expect((await draft()).layout).toEqual(chase.layout)
    expect(complaints).toEqual([])
  },
)

test.skipIf(!house)('a line that is let go over nothing opens the palette there, with what may follow', async () => {
  const { page, card, becomes, draft } = await opened('wire')
  const from = await port(card('If'), 'No').boundingBox()
  if (!from) throw new Error('The way has no port')

  await page.mouse.move(from.x + 12, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(from.x + 80, from.y + 120, { steps: 8 })
  await page.mouse.up()

  const box = await palette(page).boundingBox()
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - (from.x + 80))).toBeLessThan(40)
  expect(await palette(page).getByRole('option', { name: 'A form arrives' }).count()).toBe(0)
  await palette(page).getByRole('combobox').fill('End')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(6)
  const end = (await draft()).nodes.at(-1)?.id
  await becomes([...linesOf(chase), `whether/no>${end}`].sort())
})

test.skipIf(!house)('a step is dragged from the palette to a place, and onto a line', async () => {
  const { page, canvas, draft } = await opened('drag')
  const row = page.getByRole('option', { name: 'Write a note', exact: true })
  const dropAt = async (x: number, y: number, steps: number) => {
    await row.scrollIntoViewIfNeeded()
    const corner = await canvas.boundingBox()
    await row.dragTo(canvas, { targetPosition: { x: x - (corner?.x ?? 0), y: y - (corner?.y ?? 0) } })
    await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(steps)
  }

  const [x, y] = await onLine(page, 'wait/out')
  await dropAt(x, y, 6)
  const { nodes, edges } = await draft()
  const added = nodes.at(-1)?.id ?? ''
  expect(edges.filter(({ from, to }) => from === added || to === added)).toHaveLength(2)
  const lines = linesOf(await draft())
  await dropAt(x - 200, y, 7)
  expect(linesOf(await draft())).toEqual(lines)
})

test.skipIf(!house)('two clicks connect, and so does a drag; what may not be is refused and says why where it would end', async () => {
  const { page, card, becomes, connect, draft } = await opened('connect')

  await port(card('If'), 'No').click()
  expect(await card('A form arrives').getAttribute('data-target')).toBe('refused')
  expect(await card('A form arrives').getAttribute('title')).toBe('A trigger cannot have an incoming line')
  expect(await card('Write a note').getAttribute('data-target')).toBe('allowed')
  await card('A form arrives').click()
  await page.getByRole('alert').getByText('A trigger cannot have an incoming line').waitFor()
  expect(linesOf(await draft())).toEqual(linesOf(chase))
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()

  await port(card('If'), 'No').click()
  await card('Write a note').click()
  await becomes([...linesOf(chase), 'whether/no>note'].sort())
  await undo(page).click()
  await becomes(linesOf(chase))
  await connect('If', 'No', 'Write a note')
  await becomes([...linesOf(chase), 'whether/no>note'].sort())
  await undo(page).click()

  // A way that leads somewhere leads to both when somebody wants it, never silently.
  await port(card('If'), 'Yes').click()
  await card('Write a note').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Do both at the same time' }).click()
  await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(6)
  const both = (await draft()).nodes.at(-1)
  expect(both?.type).toBe('logic.parallel')
  expect((await draft()).edges.filter(({ from }) => from === both?.id).map(({ to }) => to)).toEqual(['call', 'note'])
})

test.skipIf(!house)('two taps connect', async () => {
  const { card, becomes } = await opened('taps', { hasTouch: true, viewport: { width: 1280, height: 800 } })

  await port(card('If'), 'No').tap()
  await card('Write a note').tap()
  await becomes([...linesOf(chase), 'whether/no>note'].sort())
})

test.skipIf(!house)('the line is whole after a step in it is deleted, and undo gives both lines back', async () => {
  const { page, select, becomes, connect } = await opened('delete')
  await connect('If', 'No', 'Write a note')
  const lines = [...linesOf(chase), 'whether/no>note'].sort()
  await becomes(lines)

  await select('Wait')
  await page.keyboard.press('Delete')
  await becomes(['form/out>whether', 'whether/no>note', 'whether/yes>call'])
  expect(await page.locator('[data-canvas]:focus').count()).toBe(1)
  await page.getByRole('button', { name: 'Undo: delete “Wait”' }).click()
  await becomes(lines)

  // Of a branch a person says which way goes on.
  await select('If')
  await page.keyboard.press('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'No: on to “Write a note”' }).click()
  await becomes(['form/out>wait', 'wait/out>note'])

  // A line is chosen with the pointer and taken away with a key.
  await page.mouse.click(...(await onLine(page, 'form/out')))
  await page.keyboard.press('Delete')
  await becomes(['wait/out>note'])
})

test.skipIf(!house)('whatever can be pressed on the canvas is at least 24 pixels large', async () => {
  const { page, select } = await opened('targets')
  await select('If')
  const small = await page.locator('.editor :is(button, input, [role="option"], .port)').evaluateAll((all) =>
    all.flatMap((each) => {
      const { width, height } = each.getBoundingClientRect()
      return width > 0 && (width < 23.5 || height < 23.5) ? [`${each.className} ${width} × ${height}`] : []
    }),
  )
  expect(small).toEqual([])
})

/** What a path of the page can tell of itself. */
interface DrawnPath {
  getTotalLength(): number
  getScreenCTM(): unknown
  getPointAtLength(at: number): { matrixTransform(by: unknown): { readonly x: number; readonly y: number } }
}

/** A point of the window on a line, away from its button and its ends. */
const onLine = (page: Page, id: string): Promise<[x: number, y: number]> =>
  page.locator(`[data-edge-id="${id}"] .react-flow__edge-path`).evaluate((element) => {
    const path = element as unknown as DrawnPath
    const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.3).matrixTransform(path.getScreenCTM())
    return [x, y]
  })
