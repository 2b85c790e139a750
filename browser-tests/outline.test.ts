/** The outline is the whole flow with every command: with keys, by touch on a phone, and for those who hear it. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { choose, flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const chase: Workflow = {
  ...emptyWorkflow('chase', 'Chase'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'whether', type: 'logic.if', mode: 'act', params: { condition: { field: 'phone', is: 'not-empty' } } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'long' } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'whether' },
    { from: 'whether', port: 'yes', to: 'call' },
    { from: 'whether', port: 'no', to: 'wait' },
    { from: 'wait', port: 'out', to: 'call' },
  ],
  layout: { form: [0, 0], whether: [0, 176], call: [-160, 352], wait: [160, 352] },
  notes: [{ id: 'paper', text: 'Ask Vera', at: [480, 0] }],
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const linesOf = ({ edges }: Workflow) => edges.map(({ from, port, to }) => `${from}/${port}>${to}`).sort()
const row = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name })
const here = (page: Page, name: string | RegExp) => row(page, name).and(page.locator(':focus')).waitFor()
const said = (page: Page) => page.locator('[data-announced]')

async function opened(id: string, options: Parameters<typeof aMarketer>[1] = {}) {
  if (!house) throw new Error('There is no browser')
  const marketer = await aMarketer(house, options)
  const flow = await marketer.openFlow({ ...chase, id })
  const draft = async (): Promise<Workflow> => (await marketer.read(`/api/workflows/${flow}`)).draft
  const becomes = (lines: readonly string[]) =>
    expect.poll(async () => linesOf(await draft()), { timeout: 10_000 }).toEqual([...lines].sort())
  return { ...marketer, ...flowEditor(marketer.page), flow, draft, becomes }
}

test.skipIf(!house)('the keys walk through every row of the outline, ways and notes too, and add, cut and jump from there', async () => {
  const { page, draft, becomes, complaints } = await opened('rows')
  await page.getByText('Outline', { exact: true }).click()
  await page.getByRole('tree').waitFor()

  await page.getByRole('searchbox').press('ArrowDown')
  await here(page, '1. A form arrives')
  await page.keyboard.press('ArrowDown')
  await here(page, '2. If')
  // Into the branch, through its ways, and out again.
  await page.keyboard.press('ArrowRight')
  await here(page, 'Yes')
  await page.keyboard.press('ArrowRight')
  await here(page, '3. Create a task')
  await page.keyboard.press('ArrowLeft')
  await here(page, 'Yes')
  await page.keyboard.press('ArrowLeft')
  await here(page, '2. If')
  for (const name of ['Yes', '3. Create a task', 'No', '4. Wait']) {
    await page.keyboard.press('ArrowDown')
    await here(page, name)
  }
  await page.keyboard.press('ArrowDown')
  await here(page, 'continues at step 3')
  await page.keyboard.press('Enter')
  await here(page, '3. Create a task')
  await page.keyboard.press('End')
  await here(page, 'Note: Ask Vera')
  await page.keyboard.press('Home')
  await here(page, '1. A form arrives')

  // On a way, Delete cuts its line and A or Enter puts a step there.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await becomes(['form/out>whether', 'wait/out>call', 'whether/no>wait'])
  await said(page).getByText('The line is deleted').waitFor()
  await here(page, '2. If')
  await page.keyboard.press('ArrowDown')
  await here(page, 'Yes, ends here')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Steps' }).getByRole('combobox').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Write a note')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(5)
  const note = (await draft()).nodes.at(-1)?.id
  await becomes(['form/out>whether', `whether/yes>${note}`, 'wait/out>call', 'whether/no>wait'])
  await here(page, /Write a note/)

  // One stop of Tab for the tree: the row, then what its row offers, then what comes after the tree.
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'What to do with “Write a note”' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Add a step', exact: true }).and(page.locator(':focus')).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)(
  'each deed of the outline keeps the keyboard there and is said aloud, undo by the name of what it takes back',
  async () => {
    const { page, draft, becomes } = await opened('deeds', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByText('Outline', { exact: true }).click()
    await row(page, '4. Wait').click()
    await page.keyboard.press('Escape')
    await here(page, '4. Wait')

    await page.keyboard.press('Delete')
    await said(page).getByText('1 step is deleted').waitFor()
    await here(page, '2. If')
    await becomes(['form/out>whether', 'whether/no>call', 'whether/yes>call'])
    await page.keyboard.press('Control+z')
    await said(page).getByText('Undone: delete “Wait”').waitFor()
    await page.keyboard.press('Control+y')
    await said(page).getByText('Done again: delete “Wait”').waitFor()
    await page.keyboard.press('Control+z')
    await becomes(linesOf(chase))

    // Steps are chosen together with Shift, copied, and grouped.
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await here(page, '3. Create a task')
    await page.keyboard.press('Shift+ArrowDown')
    await here(page, '4. Wait')
    expect(await page.locator('[role="treeitem"][aria-selected="true"]').count()).toBe(2)
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await said(page).getByText('2 steps are pasted').waitFor()
    await expect.poll(async () => (await draft()).nodes.length, { timeout: 10_000 }).toBe(6)
    await page.keyboard.press('Control+z')

    // `m` and the arrows move the card on the canvas, and say so each time.
    await row(page, '4. Wait').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('m')
    await said(page).getByText('Moving A form arrives').waitFor()
    await page.keyboard.press('ArrowRight')
    await said(page).getByText('Moved right').waitFor()
    await page.keyboard.press('Enter')
    await said(page).getByText('It stays here').waitFor()
    await here(page, '1. A form arrives')
    await expect.poll(async () => (await draft()).layout['form'], { timeout: 10_000 }).toEqual([16, 0])
  },
)

test.skipIf(!house)('a row tells what its step does, whether it asks, and what is wrong', async () => {
  const { page } = await opened('told')
  await page.getByText('Outline', { exact: true }).click()
  const described = (name: string) =>
    row(page, name).evaluate((each) => {
      const item = each as unknown as {
        getAttribute(name: string): string | null
        ownerDocument: { getElementById(id: string): { textContent: string } | null }
      }
      return (item.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => item.ownerDocument.getElementById(id)?.textContent ?? '')
        .join(' ')
    })

  expect(await described('3. Create a task')).toMatch(/give the owner the task “Call”.*Suggests/)
  expect(await described('4. Wait')).toMatch(/1 problem/)
  expect(await row(page, '3. Create a task').getAttribute('aria-level')).toBe('3')
})

test.skipIf(!house)('on a phone a flow with a branch is built, tried and published in the outline', async () => {
  if (!house) return
  const { page, read, send, complaints } = await aMarketer(house, phone)
  await send('post', '/api/contacts', { fields: { firstName: 'Anna', lastName: 'Berg', email: 'anna@client.test', phone: '+4930123456' } })
  await page.goto(`${house.here.url}/flows/new`)
  await page.getByRole('button', { name: /Empty page/ }).tap()
  await page.getByRole('button', { name: /A form arrives/ }).tap()
  const sheet = page.getByRole('dialog')
  const close = async () => {
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await sheet.waitFor({ state: 'hidden' })
  }
  await choose(sheet.getByRole('combobox', { name: 'Form' }), 'Website')
  await close()

  const add = async (after: RegExp, way: string, step: string) => {
    await row(page, after)
      .getByRole('button', { name: /What to do/ })
      .tap()
    await page.getByRole('menuitem', { name: `Add after “${way}”` }).tap()
    await page.getByRole('dialog', { name: 'Steps' }).getByRole('option', { name: step, exact: true }).tap()
  }
  await add(/A form arrives/, 'Then', 'If')
  await sheet.getByRole('button', { name: 'Add a row' }).tap()
  await choose(sheet.getByRole('combobox', { name: 'Field' }), 'Phone')
  await choose(sheet.getByRole('combobox', { name: 'Comparison' }), 'is filled in')
  await close()
  await add(/2\. If/, 'Yes', 'Create a task')
  await sheet.getByRole('textbox', { name: 'Task', exact: true }).fill('Call them')
  await close()
  await row(page, /^No/).getByRole('button', { name: 'Add a step after “No”' }).tap()
  await page.getByRole('dialog', { name: 'Steps' }).getByRole('option', { name: 'Write a note', exact: true }).tap()
  await sheet.getByRole('textbox', { name: 'Text', exact: true }).fill('Nobody can be called')
  await close()

  await page.getByRole('button', { name: 'Try on a contact' }).tap()
  await sheet.getByRole('button', { name: 'Try', exact: true }).tap()
  await sheet.getByText('Nothing was sent or changed').waitFor()
  await close()
  await page.getByRole('button', { name: 'Publish…' }).tap()
  await page.getByRole('button', { name: 'Publish version 1' }).tap()
  await page.getByText('Live, version 1').waitFor()
  const id = /flows\/([^?]+)/.exec(page.url())?.[1]
  const { live } = await read(`/api/workflows/${id}`)
  expect(live.nodes.map(({ type }: { type: string }) => type)).toEqual(['trigger.form', 'logic.if', 'crm.createTask', 'crm.note'])
  expect(live.edges.map(({ port }: { port: string }) => port)).toEqual(['out', 'yes', 'no'])
  expect(complaints).toEqual([])
})

test.skipIf(!house)('on a phone lines are drawn and taken away by tapping, with a word on what comes next', async () => {
  const { page, becomes } = await opened('taps', phone)
  await row(page, '4. Wait')
    .getByRole('button', { name: /What to do/ })
    .tap()
  await page.getByRole('menuitem', { name: /^Delete the line “.*” to “Create a task”/ }).tap()
  await becomes(['form/out>whether', 'whether/no>wait', 'whether/yes>call'])

  await row(page, '4. Wait')
    .getByRole('button', { name: /What to do/ })
    .tap()
  await page
    .getByRole('menuitem', { name: /^Connect “.*” to…/ })
    .first()
    .tap()
  await page.getByText('Where does “Wait” lead? Choose a step').waitFor()
  await row(page, '3. Create a task').tap()
  await becomes(linesOf(chase))
  await page.getByText('Where does “Wait” lead?').waitFor({ state: 'hidden' })
})
