/** The fields of a step: values are picked and seen, mistakes are told where and when it helps, rules show whom they find. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../shared/workflow.ts'
import { choose, flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const form: WorkflowNode = { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } }

const asking: Workflow = {
  ...emptyWorkflow('asking', 'Asking'),
  nodes: [
    form,
    { id: 'ask', type: 'human.ask', mode: 'act', params: { question: ['Is it urgent?'] } },
    { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Call '], kind: 'call' } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'ask' },
    { from: 'ask', port: 'answered', to: 'task' },
  ],
  layout: { form: [0, 0], ask: [0, 176], task: [0, 352] },
}

test.skipIf(!house)('a value is picked, shows what it is for somebody, survives a renaming, and says who is gone', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  await send('post', '/api/contacts', { fields: { firstName: 'Boris', city: 'Paris' } })
  await send('post', '/api/contacts', { fields: { firstName: 'Anna', birthday: '1990-03-02' } })
  const id = await openFlow(asking, 'task')
  const { panel, card, insert, select, saved } = flowEditor(page)
  const chip = (path: string) => panel.locator(`[data-chip="${path}"]`)
  const title = async () => (await read(`/api/workflows/${id}`)).draft.nodes.find((node: WorkflowNode) => node.id === 'task')?.params.title

  // Nothing is typed in braces; a date is written as people write dates.
  await insert('Task', 'First name')
  await insert('Task', 'Birthday')
  await chip('subject.firstName').getByText('Anna').waitFor()
  await chip('subject.birthday').getByText('2 March 1990').waitFor()
  await saved()
  expect(await title()).toEqual(['Call ', { ref: 'subject.firstName' }, { ref: 'subject.birthday', format: 'date' }])

  // The next person lacks it, and what stands there instead is said.
  await panel.getByRole('button', { name: 'The next one' }).click()
  await chip('subject.firstName').getByText('Boris').waitFor()
  await chip('subject.birthday').getByText('empty').waitFor()
  await chip('subject.birthday').click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'If empty, use' }).fill('any day')
  await page.keyboard.press('Escape')
  await chip('subject.birthday').getByText('empty, “any day” is used').waitFor()

  // The picker tells kinds, and what may be empty although the sample has it.
  await panel.getByRole('button', { name: 'Insert a value into “Task”' }).click()
  const picker = page.getByRole('dialog', { name: 'Insert a value' })
  const email = picker.getByRole('region', { name: 'What started the flow' }).getByRole('button', { name: /E-mail/ })
  expect(await email.textContent()).toContain('may be empty')
  expect(await email.textContent()).toContain('@')
  await picker.getByRole('img', { name: 'Date', exact: true }).first().waitFor()
  await picker
    .getByRole('region', { name: 'Ask a colleague' })
    .getByRole('button', { name: /^Data Answer/ })
    .click()
  const answer = chip('node.ask.answer')
  await answer.getByText('Answer (“Ask a colleague”)').waitFor()

  await select('Ask a colleague')
  await panel.getByRole('textbox', { name: 'Name of the step' }).fill('Ask Valera')
  await select('Create a task')
  await answer.getByText('Answer (“Ask Valera”)').waitFor()
  expect(await answer.getAttribute('data-broken')).toBeNull()

  // Deleting breaks it: chip, panel, badge and list name the step, the list leads to the field, and another value mends it.
  await select('Ask Valera')
  await page.keyboard.press('Delete')
  await select('Create a task')
  await answer.and(page.locator('[data-broken]')).getByText('the step was deleted').waitFor()
  const gone = 'The step “Ask Valera” was deleted, but its value is still used. Choose another value.'
  await panel.getByRole('alert').getByText(gone).waitFor()
  expect(await card('Create a task').getAttribute('data-problems')).toBe('1')
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  await page.getByRole('region', { name: 'Problems' }).getByText(gone).click()
  await page
    .locator(':focus')
    .and(panel.getByRole('textbox', { name: 'Task', exact: true }))
    .waitFor()
  await answer.click()
  await page.getByRole('dialog').getByText('City', { exact: true }).first().click()
  await chip('subject.city').getByText('Paris').waitFor()
  await page.getByRole('button', { name: 'No problems' }).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)('the fields of a record that was found, and of each item of a list, are picked with what they are called', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  const { record: emma } = await send('post', '/api/contacts', { fields: { firstName: 'Emma', stage: 'partner' } })
  await send('post', '/api/deals', { fields: { title: 'Four pumps', contact: emma.id } })
  const id = await openFlow(
    {
      ...emptyWorkflow('each', 'Each'),
      nodes: [
        form,
        { id: 'find', type: 'crm.find', mode: 'act', params: { entity: 'deal', where: { all: [] } } },
        { id: 'query', type: 'data.query', mode: 'act', params: { entity: 'contact' } },
        { id: 'loop', type: 'logic.forEach', mode: 'act', params: { list: 'node.query.records' } },
        { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Call '], kind: 'call' } },
      ],
      edges: [
        { from: 'form', port: 'out', to: 'find' },
        { from: 'find', port: 'found', to: 'query' },
        { from: 'query', port: 'out', to: 'loop' },
        { from: 'loop', port: 'item', to: 'task' },
      ],
      layout: { form: [0, 0], find: [0, 176], query: [0, 352], loop: [0, 528], task: [0, 704] },
    },
    'task',
  )
  const { panel, card, saved } = flowEditor(page)
  const picker = page.getByRole('dialog', { name: 'Insert a value' })
  const choose = async (group: string, value: RegExp) => {
    await panel.getByRole('button', { name: 'Insert a value into “Task”' }).click()
    const region = picker.getByRole('region', { name: group })
    const fold = region.getByRole('button', { name: group, expanded: false })
    if (await fold.count()) await fold.press('Enter')
    await region.getByRole('button', { name: value }).click()
  }

  await choose('Item of the list', /^Text First name/)
  await choose('Item of the list', /Stage Partner$/)
  await choose('Find a record: Record', /Title Four pumps$/)
  await panel.locator('[data-chip="item.firstName"]').getByText('Emma').waitFor()
  await panel.locator('[data-chip="item.stage"]').getByText('Partner').waitFor()
  await panel.locator('[data-chip="node.find.id.title"]').getByText('Four pumps').waitFor()
  await saved()

  const { draft } = await read(`/api/workflows/${id}`)
  const refs = ['item.firstName', 'item.stage', 'node.find.id.title'].map((ref) => ({ ref }))
  expect(draft.nodes.at(-1).params.title).toEqual(['Call ', ...refs])
  await card('Create a task').getByText('Call ‹first name (contact of the list)›', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'No problems' }).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)('a rule shows whom it finds as it is drawn, and of one person what is true of each row', async () => {
  if (!house) return
  const { page, send, openFlow, complaints } = await aMarketer(house)
  await send('post', '/api/contacts', { fields: { firstName: 'Clara', stage: 'client', city: 'Oslo' } })
  await send('post', '/api/contacts', { fields: { firstName: 'Dora', stage: 'partner', city: 'Oslo' } })
  const condition = {
    all: [
      { field: 'stage', is: 'is', value: 'client' },
      { field: 'city', is: 'is', value: 'Oslo' },
    ],
  }
  const whether: WorkflowNode = { id: 'whether', type: 'logic.if', mode: 'act', params: { condition } }
  await openFlow(
    { ...emptyWorkflow('rule', 'Rule'), nodes: [form, whether], edges: [{ from: 'form', port: 'out', to: 'whether' }] },
    'whether',
  )
  const { panel, card } = flowEditor(page)
  const found = panel.getByRole('status')

  await found.getByText(/^Matches 1 of \d/).waitFor()
  await found.getByRole('link', { name: 'Clara' }).waitFor()
  await panel.getByRole('textbox', { name: 'Value' }).fill('Bergen')
  await found.getByText(/^Matches 0 of \d/).waitFor()
  await card('If').getByText('Bergen').waitFor()

  await panel.getByRole('textbox', { name: 'Value' }).fill('Oslo')
  await choose(panel.getByRole('combobox', { name: 'Check a person' }), 'Dora')
  await panel.getByText('The rule does not hold').waitFor()
  await panel.getByText('not true: Partner').waitFor()
  await panel.getByText('true: Oslo', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)('a fresh step is not red; a mistake is told when its field is left, and goes while it is mended', async () => {
  if (!house) return
  const { page, openFlow, complaints } = await aMarketer(house)
  await openFlow({ ...emptyWorkflow('fresh', 'Fresh'), nodes: [form], layout: { form: [0, 0] } }, 'form')
  const { panel, card, select, add } = flowEditor(page)
  const list = page.locator('.problem-list__button')
  const title = panel.getByRole('textbox', { name: 'Task', exact: true })
  const missing = panel.getByText('Fill in “Task”.')
  await select('A form arrives')
  await add('Then', 'Create a task')

  // To be filled in, which nobody is told off for; but it cannot be published.
  await list.and(page.locator('[data-level="other"]')).getByText('1 thing to look at').waitFor()
  await title.waitFor()
  expect(await missing.count()).toBe(0)
  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Publish version 1' }).isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: /Create a task Fill in “Task”/ }).click()
  await page.locator(':focus').and(title).waitFor()

  await title.pressSequentially('Ca')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await choose(panel.getByRole('combobox', { name: 'Kind' }), 'Call')
  await panel.getByRole('alert').getByText('Fill in “Task”.').waitFor()
  await list.and(page.locator('[data-level="error"]')).waitFor()
  expect(await card('Create a task').getAttribute('data-problems')).toBe('1')
  await list.click()
  await page.getByRole('region', { name: 'Problems' }).getByText('Fill in “Task”.').click()
  await page.locator(':focus').and(title).waitFor()
  await title.pressSequentially('Call')
  await missing.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'No problems' }).waitFor()

  // Undo in a field takes back what was typed, not one letter of it.
  await choose(panel.getByRole('combobox', { name: 'Kind' }), 'Meeting')
  await title.press('End')
  await page.keyboard.insertText(' them back')
  await title.press('Control+z')
  await expect.poll(async () => (await title.inputValue()).trim()).toBe('Call')

  // A field that was right is left in peace until it is left again.
  await panel.getByRole('combobox', { name: 'Kind' }).focus()
  await title.click()
  await title.press('Control+a')
  await title.press('Delete')
  await page.getByRole('button', { name: '1 thing to look at' }).waitFor()
  expect(await missing.count()).toBe(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await missing.waitFor()
  expect(complaints).toEqual([])
})
