/** The first five minutes: from an empty list to a flow that was tried, told in sentences, without reading anything. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const goals: Readonly<Record<string, string>> = {
  'win-leads': 'Win leads',
  'keep-clients': 'Keep clients',
  'sell-again': 'Sell again',
  'get-paid': 'Get paid',
  'tidy-up': 'Tidy up',
}

/** Counts how often a person presses the mouse; to choose from a list is twice. */
async function countingClicks(page: Page): Promise<() => number> {
  let count = 0
  await page.exposeFunction('countClick', () => {
    count++
  })
  await page.addInitScript("addEventListener('pointerdown', () => countClick(), true)")
  return () => count
}

test.skipIf(!house)('from an empty list to a flow that was tried on a contact are twelve clicks at most', async () => {
  if (!house) return
  const { page, send, read, complaints } = await aMarketer(house)
  await send('post', '/api/contacts', { fields: { firstName: 'Boris', lastName: 'Stein', email: 'boris@client.test' } })
  const clicks = await countingClicks(page)
  await page.goto(`${house.here.url}/flows`)

  // By what one wants to achieve; each says what it does, what it needs and what it will ask.
  const goal = page.getByRole('region', { name: 'Win leads' })
  await goal.getByText('Empty page').waitFor()
  const template = goal.locator('[data-template="reply-ask-chase"]')
  await template.getByRole('list', { name: 'Needed' }).getByText('A form on your website').waitFor()
  await template.getByText('1 step asks a person').waitFor()

  // All of them stand under their goals, and each is seen as a drawing and read as sentences before it is taken.
  const { items } = await read('/api/templates')
  for (const { id, name, goal: under, workflow } of items) {
    const card = page.getByRole('region', { name: goals[under] ?? '' }).locator(`[data-template="${id}"]`)
    await card.getByRole('button', { name: 'Preview' }).press('Enter')
    const preview = page.getByRole('dialog', { name: name.en })
    await preview.locator('[data-summary] p').first().waitFor()
    expect(await preview.locator('.template-card__picture rect[rx="18"]').count(), id).toBe(workflow.nodes.length)
    await page.keyboard.press('Escape')
    await preview.waitFor({ state: 'detached' })
  }

  // The preview tells it in sentences; then there are three questions that have an answer already.
  await template.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('dialog').getByText('When the form “Website” arrives,').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Use' }).click()
  const questions = page.getByRole('dialog', { name: 'Reply, ask, chase' })
  await questions.getByText('3 questions first').waitFor()
  await questions.getByRole('combobox', { name: 'In whose name do we write?' }).click()
  await page.getByRole('option', { name: 'the company' }).click()
  await questions.getByRole('button', { name: 'Open the draft' }).click()

  // A valid draft, told in sentences that lead to their steps.
  await page.getByRole('button', { name: 'No problems' }).waitFor()
  const strip = page.getByRole('region', { name: 'The flow in words' })
  await strip.getByText('ask 3 questions by letter from the company').waitFor()
  await page.getByRole('button', { name: 'Try on a contact' }).click()
  const trial = page.getByRole('complementary', { name: 'Try on a contact' })
  const topOf = async (button: string) => (await page.getByRole('button', { name: button }).boundingBox())?.y
  // The panel and the letters of the page are there: from now on nothing moves.
  await trial.getByRole('button', { name: 'Try', exact: true }).waitFor()
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  const before = await topOf('Publish…')
  await trial.getByRole('button', { name: 'Try', exact: true }).click()
  await trial.getByText('Nothing was sent or changed').waitFor()

  // What came of it is in sight, below the head of the panel, and the page has not moved.
  const headed = await trial.getByRole('heading', { name: 'Try on a contact' }).boundingBox()
  const banner = async () => (await trial.getByText('Nothing was sent or changed').boundingBox())?.y ?? 0
  await expect.poll(banner).toBeLessThan(300)
  expect(await banner()).toBeGreaterThan((headed?.y ?? 0) + (headed?.height ?? 0) - 8)
  expect(await topOf('Publish…')).toBe(before)
  await flowEditor(page).card('Ask three questions').and(page.locator('[data-state="done"]')).waitFor()

  expect(clicks()).toBeLessThanOrEqual(12)
  // The answer went to both letters.
  const { draft } = await read(`/api/workflows/${new URL(page.url()).pathname.split('/').at(-1)}`)
  const senders = draft.nodes.flatMap(({ params }: { params: { sender?: string } }) => params.sender ?? [])
  expect(senders).toEqual(['company', 'company'])
  expect(complaints).toEqual([])
})

test.skipIf(!house).each([
  { language: 'en', panel: 'Step', field: 'How long', before: 'wait 2 days', after: 'wait 21 days', strip: 'The flow in words' },
  { language: 'ru', panel: 'Шаг', field: 'Сколько', before: 'ждать 2 дня', after: 'ждать 21 день', strip: 'Сценарий словами' },
] as const)('the sentences follow an edit within half a second, and a phrase leads to its step ($language)', async (words) => {
  if (!house) return
  const { page, openFlow, complaints } = await aMarketer(house, { language: words.language })
  await openFlow({
    ...emptyWorkflow(`pause-${words.language}`, 'Pause'),
    nodes: [
      { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
      { id: 'pause', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    ],
    edges: [{ from: 'form', port: 'out', to: 'pause' }],
  })
  const strip = page.getByRole('region', { name: words.strip })

  await strip.getByRole('link', { name: words.before }).click()
  const panel = page.getByRole('complementary', { name: words.panel, exact: true })
  await panel.waitFor()
  expect(new URL(page.url()).searchParams.get('step')).toBe('pause')
  const amount = panel.getByRole('textbox', { name: words.field }).first()
  await amount.fill('21')
  const from = Date.now()
  await strip.getByText(words.after).waitFor({ timeout: 2_000 })

  expect(Date.now() - from).toBeLessThan(500)
  expect(complaints).toEqual([])
})

test.skipIf(!house)('T switches every step that acts between Suggest and Act, on its card and in the sentences, and back', async () => {
  if (!house) return
  const { page, openFlow, complaints } = await aMarketer(house)
  await openFlow({
    ...emptyWorkflow('toggle', 'Toggle'),
    nodes: [
      { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
      { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Came by the form'] } },
      { id: 'pause', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
      { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    ],
    edges: [
      { from: 'form', port: 'out', to: 'note' },
      { from: 'note', port: 'out', to: 'pause' },
      { from: 'pause', port: 'out', to: 'call' },
    ],
  })
  const { card } = flowEditor(page)
  const canvas = page.locator('[data-canvas]')
  const strip = page.getByRole('region', { name: 'The flow in words' })
  const modes = () => canvas.locator('[data-mode]').evaluateAll((cards) => cards.map((each) => each.getAttribute('data-mode')))

  // One: what Act means is said where it is chosen.
  await flowEditor(page).select('Write a note')
  await page.getByText('Happens by itself. Suggestions that wait already stay suggestions.').waitFor()
  await canvas.press('t')
  await card('Write a note').getByText('Suggests').waitFor()
  await strip.getByText('suggest: note').waitFor()

  // All at once: what only waits or begins has nothing to switch.
  await canvas.press('Control+a')
  await canvas.press('t')
  await expect.poll(modes).toEqual(['act', 'act'])
  await expect.poll(() => strip.getByText('suggest:').count()).toBe(0)
  await canvas.press('t')
  await expect.poll(modes).toEqual(['suggest', 'suggest'])

  // The whole flow: a step that would act only suggests.
  await canvas.press('t')
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'Settings of the flow' }).click()
  await page.getByRole('switch', { name: 'Everything suggests' }).click({ force: true })
  await expect.poll(modes).toEqual(['suggest', 'suggest'])
  expect(complaints).toEqual([])
})
