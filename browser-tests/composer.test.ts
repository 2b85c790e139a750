/** A letter in full size: written by mouse and by keyboard, seen as it arrives, counted for many, and tried on oneself. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { partOf } from '../runtime/testing/letter-part.ts'
import { aSmtpServer } from '../runtime/testing/smtp-server.ts'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const smtp = await aSmtpServer()
afterAll(() => smtp.close())
const house = await openHouse({ SMTP_URL: smtp.url })

const name = { ref: 'subject.firstName', or: 'there' }
const offer = (id: string): Workflow => ({
  ...emptyWorkflow(id, 'Pumps'),
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: {} },
    {
      id: 'mail',
      type: 'msg.email',
      mode: 'suggest',
      params: {
        category: 'offers',
        letter: {
          en: {
            subject: ['New pumps, ', name],
            blocks: [
              { kind: 'heading', text: ['The pumps'] },
              { kind: 'text', text: ['Hello ', name, ', look.'] },
              {
                kind: 'columns',
                left: [{ kind: 'text', text: ['For ', { ref: 'subject.position', or: 'you' }, ', as ', { ref: 'subject.stage' }] }],
                right: [],
              },
              { kind: 'signature' },
            ],
          },
        },
      },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'mail' }],
  layout: { begin: [0, 0], mail: [0, 176] },
})

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** The composer with a letter in it; two contacts, one of whom has nothing but an address. */
async function compose(id: string) {
  if (!house) throw new Error('There is no browser')
  const marketer = await aMarketer(house)
  const { page, send } = marketer
  await send('post', '/api/contacts', {
    fields: { firstName: 'Anna', position: 'Buyer', consentOffers: true, email: `anna-${id}@client.test` },
  })
  await send('post', '/api/contacts', { fields: { email: `bare-${id}@client.test` } })
  await marketer.openFlow(offer(id), 'mail')
  await page.getByRole('button', { name: 'Write in full size' }).click()
  const composer = page.getByRole('dialog', { name: 'Letter' })
  await composer.waitFor()
  const written = composer.getByRole('region', { name: 'What you write' })
  const kinds = () =>
    written
      .locator('.letter-blocks')
      .first()
      .locator('> li')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-kind')))
  const letter = composer.frameLocator('iframe')
  const frame = composer.locator('iframe')
  return { ...marketer, composer, written, kinds, letter, frame }
}

test.skipIf(!house)('blocks are added, moved by key and by hand, copied, taken away, and all of it is undone', async () => {
  const { page, composer, written, kinds, letter, complaints } = await compose('blocks')
  const begun = await kinds()

  await written.getByRole('button', { name: 'Add' }).last().click()
  await page.getByRole('menuitem', { name: 'Line' }).click()
  expect(await kinds()).toEqual(['heading', 'text', 'columns', 'divider', 'signature'])

  await written.getByRole('button', { name: 'Move: Line' }).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  expect(await kinds()).toEqual(['heading', 'divider', 'text', 'columns', 'signature'])
  expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe('Move: Line')

  await written.getByRole('button', { name: 'Move: Signature' }).dragTo(written.getByRole('listitem', { name: 'Heading, block 1 of 5' }))
  expect(await kinds()).toEqual(['signature', 'heading', 'divider', 'text', 'columns'])

  const heading = written.getByRole('listitem', { name: 'Heading, block 2 of 5' })
  await heading.getByRole('button', { name: 'Duplicate' }).click()
  await written.getByRole('listitem', { name: 'Line, block 4 of 6' }).getByRole('button', { name: 'Remove' }).click()
  expect(await kinds()).toEqual(['signature', 'heading', 'heading', 'text', 'columns'])

  const text = written.getByRole('listitem', { name: 'Text, block 4 of 5' }).getByRole('textbox', { name: 'Text' })
  await text.press('Control+End')
  await page.keyboard.type(' Now')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+b')
  await letter.locator('strong', { hasText: 'Now' }).waitFor()

  for (let tries = 0; tries < 20 && (await kinds()).join() !== begun.join(); tries++)
    await composer.getByRole('button', { name: /^Undo/ }).click()
  expect(await kinds()).toEqual(begun)
  expect(complaints).toEqual([])
})

test.skipIf(!house)('the letter is seen as anybody gets it, with what many lack, and the test has the bytes of the preview', async () => {
  const { page, composer, written, letter, frame } = await compose('bytes')

  await composer.getByRole('button', { name: 'Hardest case' }).click()
  await letter.getByText('Hello there, look.').waitFor()
  for (const read of ['Plain text', 'Phone', 'Computer']) {
    await composer.getByText(read, { exact: true }).click()
    const shown = await (read === 'Plain text' ? composer.locator('.letter-preview__text') : letter.locator('body')).innerText()
    expect(shown).toContain('For you, as Lead')
    expect(shown).not.toMatch(/undefined|null|[{}]/)
  }
  await composer.getByRole('button', { name: 'The next one' }).click()
  await expect.poll(() => letter.locator('body').innerText()).toContain('Hello Anna, look.')
  await composer.getByText(/^\d+ of \d+: “First name” is empty, “there” will be used$/).waitFor()
  await composer.getByText(/^\d+ of \d+ have not agreed to offers/).waitFor()

  await written.getByRole('button', { name: 'Add' }).last().click()
  await page.getByRole('menuitem', { name: 'Picture' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'pump.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') })
  await flowEditor(page).write('What the picture shows', 'A pump')
  await letter.getByRole('img', { name: 'A pump' }).waitFor()
  await expect.poll(() => letter.getByRole('img').evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1)
  await composer.getByRole('button', { name: 'Send a test to me' }).click()
  await page.getByText('The letter went to olga@company.test').waitFor()

  const preview = await frame.getAttribute('srcdoc')
  expect(smtp.received.map(({ to }) => to)).toEqual([['olga@company.test']])
  expect(partOf(smtp.received[0]?.raw ?? '', 'text/html')).toBe(preview)
})

test.skipIf(!house)('what is wrong in a letter is told in its block, and a press leads there, also from another language', async () => {
  if (!house) return
  const { page, openFlow, complaints } = await aMarketer(house)
  const flow = offer('wrong')
  const gone = { ref: 'node.gone.text' }
  const ru = {
    subject: ['Насосы'],
    blocks: [
      { kind: 'heading', text: ['Насосы'] },
      { kind: 'text', text: ['Здравствуйте, ', gone] },
    ],
  }
  const nodes = flow.nodes.map((node) =>
    node.id === 'mail' ? { ...node, params: { ...node.params, letter: { ...(node.params['letter'] as object), ru } } } : node,
  )
  await openFlow({ ...flow, nodes: nodes as Workflow['nodes'] }, 'mail')
  const { panel } = flowEditor(page)
  const mistake = /was deleted/
  const whereIsFocus = "document.activeElement?.closest('[data-place]')?.getAttribute('data-place')"

  await panel.locator('.field-frame__lead').filter({ hasText: mistake }).first().click()
  const block = panel.locator('[data-place="ru.blocks.1"]')
  await block.locator('.field-frame__error').filter({ hasText: mistake }).waitFor()
  await expect.poll(() => page.evaluate(whereIsFocus)).toBe('ru.blocks.1')

  // The list of everything that is wrong leads to the same place.
  await panel.getByRole('tab', { name: 'English' }).click()
  await page.getByRole('button', { name: /things? to look at/ }).click()
  await page.getByRole('region', { name: 'Problems' }).getByRole('button').filter({ hasText: mistake }).click()
  await expect.poll(() => page.evaluate(whereIsFocus)).toBe('ru.blocks.1')
  expect(complaints).toEqual([])
})

test.skipIf(!house)('the composer can be read by everybody, in light and in dark, and a letter in the dark stays readable', async () => {
  const { page, composer, letter } = await compose('dark')

  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate(`document.documentElement.setAttribute('data-mantine-color-scheme', '${scheme}')`)
    await composer.getByText(scheme === 'dark' ? 'Dark' : 'Light', { exact: true }).click()
    await page.evaluate(atRest)
    expect(await violationsOf(page)).toEqual([])
    expect(await letter.locator('.inside').evaluate((cell) => Reflect.get(globalThis, 'getComputedStyle')(cell).color)).toBe(
      scheme === 'dark' ? 'rgb(230, 232, 235)' : 'rgb(31, 35, 40)',
    )
  }
})

/** Runs in the browser, which lets nothing be evaluated there by itself; resolves when colours have become what they are to be. */
const atRest = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
  .map(({ finished }) => finished.catch(() => {})))
  .then(() => undefined)`

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude('iframe')
    .options({ resultTypes: ['violations'] })
    .analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`))
}
