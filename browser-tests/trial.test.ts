/** Trying a flow before it goes live: the way lights up, every step tells what came in, out and why, and nothing happens. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { choose, flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const isLead = { field: 'stage', is: 'is', value: 'lead' }

const chase: Workflow = {
  ...emptyWorkflow('chase', 'Chase'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'hook', type: 'trigger.webhook', mode: 'act', params: { hook: 'shop' } },
    {
      id: 'ask',
      type: 'msg.email',
      mode: 'suggest',
      params: {
        letter: {
          en: {
            subject: ['Your request'],
            blocks: [{ kind: 'text', text: ['Hello ', { ref: 'subject.firstName', or: 'there' }, ', how can I help?'] }],
          },
        },
        sender: 'company',
        category: 'personal',
      },
    },
    { id: 'wait', type: 'wait.forReply', mode: 'act', params: { patience: 'P2D' } },
    { id: 'score', type: 'crm.score', mode: 'act', params: { points: 5, reason: ['answered'] } },
    { id: 'phone', type: 'logic.if', mode: 'act', params: { condition: { all: [isLead, { field: 'phone', is: 'not-empty' }] } } },
    { id: 'call', type: 'crm.createTask', mode: 'act', params: { title: ['Call ', { ref: 'subject.firstName' }], kind: 'call' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Nobody can be called'] } },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'ask' },
    { from: 'hook', port: 'out', to: 'ask' },
    { from: 'ask', port: 'sent', to: 'wait' },
    { from: 'wait', port: 'replied', to: 'score' },
    { from: 'wait', port: 'timeout', to: 'phone' },
    { from: 'phone', port: 'yes', to: 'call' },
    { from: 'phone', port: 'no', to: 'note' },
  ],
  layout: {
    form: [0, 0],
    hook: [304, 0],
    ask: [160, 176],
    wait: [160, 352],
    score: [0, 528],
    phone: [304, 528],
    call: [160, 704],
    note: [464, 704],
  },
}

test.skipIf(!house)('a trial shows the whole way of a contact, and nothing of it happens', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  const boris = await send('post', '/api/contacts', { fields: { firstName: 'Boris', email: 'boris@client.test' } })
  await openFlow(chase)
  const { card, panel, select } = flowEditor(page)
  const isAt = (step: string, state: string) => page.locator(`[data-node-id="${step}"][data-state="${state}"]`).waitFor()

  await page.getByRole('button', { name: 'Try on a contact' }).click()
  const trial = page.getByRole('complementary', { name: 'Try on a contact' })
  await trial.getByRole('button', { name: 'Try', exact: true }).click()

  // The way lights up; the letter is there as it would arrive, waits are jumped, and a condition shows the real value.
  await trial.getByText('Nothing was sent or changed').waitFor()
  await isAt('note', 'done')
  expect(await page.locator('[data-node-id="call"]').getAttribute('data-state')).toBe('idle')
  expect(await page.locator('[data-edge-id="wait/timeout"]').getAttribute('data-taken')).toBe('yes')
  const step = (id: string) => trial.locator(`[data-trail-node="${id}"]`).first()
  await step('ask').getByRole('button').first().click()
  await step('ask').frameLocator('iframe').getByText('Hello Boris, how can I help?').waitFor()
  await step('ask').getByText('In', { exact: true }).click()
  await step('ask').getByText('the company').first().waitFor()
  await step('wait')
    .getByText(/Would wait for a reply/)
    .waitFor()
  await step('wait').getByText('Would take the way “Silent”.', { exact: false }).waitFor()
  await step('phone').getByRole('button').first().click()
  await step('phone')
    .getByText(/^.{0,2}phone is filled in/)
    .waitFor()
  await step('phone')
    .getByText(/stage is “Lead” · Lead/)
    .waitFor()

  // Every step that was taken tells what came in, what went out, and why.
  for (const row of await trial.locator('[data-trail-node]').all()) {
    const head = row.getByRole('button').first()
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
    for (const side of ['In', 'Out', 'Why']) {
      await row.getByText(side, { exact: true }).click()
      expect(await row.locator('.trail__details').innerText()).toMatch(/Why\n+\S/)
    }
  }

  // One step tried again alone: what stands below it is from before, and says so until the whole way is tried again.
  const old = trial.locator('[data-old]')
  await step('ask').getByRole('button', { name: 'Try only this step again' }).click()
  await trial.getByText('What follows is from before that, and may be different now.').waitFor()
  expect(await old.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-trail-node')))).toEqual(['wait', 'phone', 'note'])
  await trial.getByRole('button', { name: 'Try the whole way again' }).click()
  await old.first().waitFor({ state: 'detached' })

  // What depends on others is decided beside its step: the client answers, or the operator turns the letter down.
  await choose(step('wait').getByRole('combobox'), 'Replied')
  await isAt('score', 'done')
  await isAt('note', 'idle')
  await choose(step('ask').getByRole('combobox'), 'If dismissed')
  await isAt('wait', 'idle')

  // Nothing was sent, and nothing is otherwise than before.
  expect(await read(`/api/contacts/${boris.record.id}`)).toMatchObject({ record: { revision: boris.record.revision } })
  for (const nothing of ['messages', 'tasks', 'notes', 'suggestions', 'runs', 'deliveries'])
    expect((await read(`/api/${nothing}`)).items).toEqual([])
  await trial.getByRole('button', { name: 'Close the panel' }).click()
  expect(await card('Send a letter').getAttribute('data-state')).toBe('idle')

  // What the trial found stays beside the fields of each step.
  await page.getByRole('button', { name: 'Show the whole flow' }).click()
  await select('Send a letter')
  await panel.getByRole('tab', { name: 'Last time' }).click()
  await panel.getByText('In the trial with Boris').waitFor()
  await panel.frameLocator('iframe').getByText('Hello Boris, how can I help?').waitFor()
  await panel.getByText('In', { exact: true }).click()
  await panel.getByText('the company').first().waitFor()

  // A step that is changed is tried again alone, with the same that came in; still nothing happens.
  await panel.getByText('Out', { exact: true }).click()
  await panel.getByText('This letter would be sent').waitFor()
  await panel.getByRole('tab', { name: 'What it does' }).click()
  await choose(panel.getByRole('combobox', { name: 'From' }), 'the owner of the contact')
  await panel.getByRole('tab', { name: 'Last time' }).click()
  await panel.getByText('The step has been changed since it was tried.').waitFor()
  await panel.getByRole('button', { name: 'Try only this step again' }).click()
  await panel.getByText('Tried again with the same that came in. Nothing was sent or changed.').waitFor()
  await panel.frameLocator('iframe').getByText('Hello Boris, how can I help?').waitFor()
  await panel.getByText('In', { exact: true }).click()
  await panel.getByText('the owner of the contact').first().waitFor()
  for (const nothing of ['messages', 'suggestions', 'runs', 'deliveries']) expect((await read(`/api/${nothing}`)).items).toEqual([])
  expect(complaints).toEqual([])
})

test.skipIf(!house)('a trial takes what its trigger would be given: answers to the form, or what the webhook received', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  await send('post', '/api/hooks', { fields: { path: 'shop', name: 'Shop', active: true } })
  await page.request.post(`${house.here.url}/hooks/shop`, {
    data: { customer: { name: 'Dora Klein', email: 'dora@client.test', phone: '+493012345' } },
  })
  await openFlow({ ...chase, id: 'doors' })
  const state = (step: string) => page.locator(`[data-node-id="${step}"]`).getAttribute('data-state')
  await page.keyboard.press('Control+Enter')
  const trial = page.getByRole('complementary', { name: 'Try on a contact' })

  // The form asks its own questions; somebody new is made of the answers, and is nowhere to be found afterwards.
  await trial.getByRole('button', { name: 'Somebody new' }).click()
  await trial.getByLabel('Your name').fill('Emil Novak')
  await trial.getByLabel('Phone').fill('+49 30 7654321')
  await trial.getByRole('button', { name: 'Try', exact: true }).click()
  await page.locator('[data-node-id="call"][data-state="done"]').waitFor()
  await trial.locator('[data-trail-node="call"]').getByRole('button').first().click()
  await trial.getByText('Call Emil').first().waitFor()
  expect((await read('/api/contacts?search=Emil')).items).toEqual([])

  // The hardest case says what it does not have.
  await trial.getByRole('button', { name: 'Hardest case' }).click()
  await trial
    .getByText('Has no:')
    .or(trial.getByLabel(/Try with this contact/))
    .first()
    .waitFor()

  // The other door: what came in lately is offered, the latest first.
  await choose(trial.getByRole('combobox', { name: 'As if this had happened' }), 'Another program calls')
  await trial.getByText('Show all of it').click()
  await trial.getByText('dora@client.test').first().waitFor()
  await trial.getByRole('button', { name: 'Try again' }).click()
  await page.locator('[data-node-id="hook"][data-state="done"]').waitFor()
  expect(await state('form')).toBe('idle')
  expect(complaints).toEqual([])
})

test.skipIf(!house)('questions of a kept set are copied into a step, and belong to the flow from then on', async () => {
  if (!house) return
  const { page, read, openFlow } = await aMarketer(house)
  const ask: Workflow = { ...emptyWorkflow('ask', 'Ask'), nodes: [{ id: 'ask', type: 'msg.askQuestions', mode: 'suggest', params: {} }] }
  const id = await openFlow(ask, 'ask')

  for (let twice = 0; twice < 2; twice++) {
    await page.getByRole('button', { name: 'From a set' }).click()
    await page.getByRole('menuitem', { name: 'Three questions for somebody new' }).click()
  }
  await page.getByRole('textbox', { name: 'Question 6, English' }).waitFor()
  await flowEditor(page).saved()

  const { questions } = (await read(`/api/workflows/${id}`)).draft.nodes[0].params
  expect(questions.map(({ field }: { field: string }) => field)).toEqual(['need', 'deadline', 'budget', 'need', 'deadline', 'budget'])
  expect(new Set(questions.map((question: { id: string }) => question.id)).size).toBe(6)
})
