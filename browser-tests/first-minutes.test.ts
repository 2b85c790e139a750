/** The first five minutes: from an empty list to a flow that was tried, told in sentences, without reading anything. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

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
  await trial.getByRole('button', { name: 'Try', exact: true }).click()
  await trial.getByText('Nothing was sent or changed').waitFor()
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
