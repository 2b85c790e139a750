/** Groups on the canvas, in the outline and by keyboard: named, folded, dragged, copied, taken apart, and never in the flow's way. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

/** The second wait is of no length, so there is something wrong inside. */
const chase: Workflow = {
  ...emptyWorkflow('chase', 'Chase'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    { id: 'again', type: 'wait.delay', name: 'Wait again', mode: 'act', params: { duration: 'long' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Called'] } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'call' },
    { from: 'call', port: 'out', to: 'again' },
    { from: 'again', port: 'out', to: 'note' },
  ],
  layout: { form: [0, 0], wait: [0, 176], call: [0, 352], again: [0, 528], note: [0, 704] },
}

const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ })

async function opened(id: string, options: Parameters<typeof aMarketer>[1] = {}) {
  if (!house) throw new Error('There is no browser')
  const marketer = await aMarketer(house, options)
  const flow = await marketer.openFlow({ ...chase, id })
  const draft = async (): Promise<Workflow> => (await marketer.read(`/api/workflows/${flow}`)).draft
  const groups = async () => (await draft()).groups
  return { ...marketer, ...flowEditor(marketer.page), flow, draft, groups }
}

test.skipIf(!house)('steps are grouped, named, folded to a card with the lines of the flow, and dragged as one', async () => {
  const { page, canvas, select, draft, groups, card, complaints } = await opened('pointer')
  await page.keyboard.press('Shift+1')

  await select('Create a task')
  await card('Wait again').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+g')
  const name = page.getByRole('textbox', { name: 'Name of the group' })
  await name.and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Chasing')
  await page.keyboard.press('Enter')
  await expect.poll(groups, { timeout: 10_000 }).toMatchObject([{ name: 'Chasing', members: ['call', 'again'] }])
  const [group] = (await groups()) ?? []
  const head = canvas.getByRole('group', { name: 'Chasing' })
  await head.getByRole('img', { name: '1 problem' }).waitFor()

  // Nothing of what the flow does is another, and a frame goes with what is in it.
  expect((await draft()).edges).toEqual(chase.edges)
  const from = await head.boundingBox()
  if (!from) throw new Error('The group has no head')
  await page.mouse.move(from.x + 44, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(from.x + 124, from.y + 12, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Undo: move 2 steps' }).waitFor()
  await expect.poll(async () => (await draft()).layout['call']?.[0], { timeout: 10_000 }).toBeGreaterThan(0)
  const { layout } = await draft()
  expect(layout['again']?.[0]).toBe(layout['call']?.[0])
  expect(layout['note']).toEqual(chase.layout['note'])

  // Folded it is one card, into which and out of which the lines lead; what is wrong inside is counted on it.
  await page.getByRole('button', { name: 'Fold “Chasing”' }).click()
  await canvas.locator('[data-node-id="call"]').waitFor({ state: 'detached' })
  await head.getByRole('img', { name: '1 problem' }).waitFor()
  for (const line of ['wait/out', 'again/out']) await page.locator(`[data-edge-id="${line}"]`).waitFor({ state: 'attached' })
  expect(await page.locator('[data-edge-id="call/out"]').count()).toBe(0)
  await expect.poll(groups, { timeout: 10_000 }).toEqual([{ ...group, folded: true }])
  expect((await draft()).edges).toEqual(chase.edges)

  // No line ends at it by hand, and who tries is told why.
  await card('Wait').locator('.port[title="Done waiting"], .port:not(.port--in)').first().click()
  await head.click()
  await page.getByRole('alert').getByText('A line leads to a step. Unfold the group first').waitFor()

  // Tidying takes it along as one, and one undo takes that back.
  const before = (await draft()).layout
  await page.getByRole('button', { name: 'Tidy up' }).click()
  await page.getByRole('button', { name: 'Undo: tidy up' }).click()
  await expect.poll(async () => (await draft()).layout, { timeout: 10_000 }).toEqual(before)

  // After a reload it is there as it was; deleted, it takes along what is in it, and the line heals.
  await page.locator('[data-save="saved"]').waitFor()
  await page.reload()
  await head.click()
  await page.keyboard.press('Delete')
  await expect
    .poll(async () => (await draft()).edges, { timeout: 10_000 })
    .toEqual([...chase.edges.slice(0, 1), { from: 'wait', port: 'out', to: 'note' }])
  expect(await groups()).toBeUndefined()
  await undo(page).click()
  await expect.poll(groups, { timeout: 10_000 }).toEqual([{ ...group, folded: true }])
  expect(complaints).toEqual([])
})

test.skipIf(!house)('groups are made, walked through, folded and taken apart by keyboard, and are named to screen readers', async () => {
  const { page, canvas, groups, draft } = await opened('keys', { permissions: ['clipboard-read', 'clipboard-write'] })
  const active = async () => (await canvas.getAttribute('aria-activedescendant'))?.replace('step-', '')

  await canvas.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+g')
  await page.getByRole('textbox', { name: 'Name of the group' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Everything')
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await groups())?.[0]?.members, { timeout: 10_000 }).toHaveLength(5)
  await page.getByText('Everything, 5 inside. Open', { exact: true }).waitFor()
  await page.keyboard.press('Control+Shift+g')
  await expect.poll(groups, { timeout: 10_000 }).toBeUndefined()

  // One step and the next: folded, the arrows pass them as one.
  await page.keyboard.press('Escape')
  await page.locator('[data-node-id="call"]').click()
  await page.keyboard.press('Control+g')
  await page.getByRole('textbox', { name: 'Name of the group' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await groups())?.[0]?.members, { timeout: 10_000 }).toEqual(['call'])
  const id = (await groups())?.[0]?.id
  await page.keyboard.press('f')
  await page.getByText('Group 1, 1 inside. Folded', { exact: true }).waitFor()
  await page.keyboard.press('ArrowUp')
  expect(await active()).toBe('wait')
  await page.keyboard.press('ArrowDown')
  expect(await active()).toBe(id)
  await page.keyboard.press('ArrowDown')
  expect(await active()).toBe('again')

  // Copied with all that is in it, under names of its own.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect.poll(async () => (await groups())?.length, { timeout: 10_000 }).toBe(2)
  const [first, second] = (await groups()) ?? []
  expect(second).toMatchObject({ name: first?.name, members: [(await draft()).nodes.at(-1)?.id], folded: true })
})

test.skipIf(!house)('in the outline of a phone a group has its heading, is folded, and gives its steps back', async () => {
  if (!house) return
  const { page, send } = await aMarketer(house, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const file = { ...chase, id: 'phone', groups: [{ id: 'g', name: 'Chasing', members: ['call', 'again'] }] }
  const { id } = await send('post', '/api/workflows', { file })
  await page.goto(`${house.here.url}/flows/${id}`)
  const heading = page.getByRole('treeitem', { name: 'Chasing, 2 inside' })

  await heading.waitFor()
  expect(await page.getByRole('treeitem').count()).toBe(6)
  expect(await heading.getAttribute('aria-expanded')).toBe('true')
  await heading.getByRole('button', { name: 'Fold “Chasing”' }).tap()
  await page.getByRole('treeitem', { name: /Wait again/ }).waitFor({ state: 'detached' })
  expect(await page.getByRole('treeitem').count()).toBe(4)
  await heading.getByRole('button', { name: 'Ungroup “Chasing”' }).tap()
  await page.getByRole('treeitem', { name: /Wait again/ }).waitFor()
  expect(await heading.count()).toBe(0)
})
