/** The whole main job, as people do it: drawn with the mouse, filled in by a stranger, approved, sent, answered, killed in between. */
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { aSmtpServer } from '../runtime/testing/smtp-server.ts'
import { openBrowser, openPage } from './browser.ts'
import { flowEditor } from './flow-editor.ts'
import { anInstallation } from './installation.ts'

const { browser, reason } = await openBrowser()
if (!browser) console.info(reason)

test.skipIf(!browser)(
  'a flow is drawn, tried and published, and what a stranger sends comes back as the letter that was approved',
  async () => {
    if (!browser) return
    onTestFinished(() => browser.close())
    const smtp = await aSmtpServer()
    onTestFinished(() => smtp.close())
    const here = await anInstallation({ TANDEM_CLOCK: 'manual', SMTP_URL: smtp.url })
    onTestFinished(() => here.remove())
    const { page, complaints } = await openPage(browser)
    page.setDefaultTimeout(10_000)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await page.screenshot({ path: 'coverage/first-light.png' }).catch(() => {})
    })

    // The first admin sets up an empty company by the link that was printed.
    const link = /http\S+\/setup\?token=\S+/.exec(here.printed())?.[0] ?? ''
    await setUp(page, link)

    // A marketer draws, from an empty page.
    await page.goto(`${here.url}/flows/new`)
    await page.getByRole('button', { name: /Empty page/ }).click()
    const flow = flowEditor(page)
    await flow.begin(/A form arrives/)
    await flow.choose('Form', 'Website')
    await flow.add('Then', 'Wait for working hours')
    await flow.add('Then', 'Ask questions by letter')
    await writeLetter(page, 'Three short questions', 'thank you for writing to us. May I ask three short questions?')
    for (const [index, question] of ['What do you need?', 'By when?', 'What budget do you have?'].entries()) {
      await page.getByRole('button', { name: 'Add a question' }).click()
      await flow.write(`Question ${index + 1}, English`, question)
    }
    await flow.add('Sent', 'Wait for a reply')
    await flow.add('Replied', 'Add points')
    await flow.write('Reason', 'answered our questions')
    await flow.add('Then', 'Notify')
    await flow.write('Text', 'The answers are there')
    await flow.select('Wait for a reply')
    await flow.add('Silent', 'Send a letter')
    await writeLetter(page, 'Did my questions reach you?', 'I would like to make sure that my letter reached you.')
    await flow.add('Sent', 'Wait for a reply')
    await flow.add('Silent', 'Create a task')
    await flow.write('Task', 'Call the client')
    await flow.saved()

    // Undo takes back the last step and names it; redo brings it back.
    const cards = flow.canvas.locator('[data-node-id]')
    expect(await cards.count()).toBe(9)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByRole('button', { name: /^Undo: add “Create a task”/ }).click()
    expect(await cards.count()).toBe(8)
    await page.getByRole('button', { name: /^Redo/ }).click()
    await page.getByRole('button', { name: /^Redo/ }).click()
    expect(await cards.count()).toBe(9)

    // It goes live.
    await flow.saved()
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByRole('button', { name: 'Publish version 1' }).click()
    await page.getByText('Live, version 1').waitFor()

    // A stranger fills in the hosted form.
    const { page: stranger } = await openPage(browser)
    await stranger.goto(`${here.url}/f/website`)
    await stranger.getByLabel('Name', { exact: false }).first().fill('Anna Berg')
    await stranger.getByLabel('E-mail', { exact: false }).fill('anna@client.test')
    // Typed as people type: whoever fills in a form within a second is taken for a machine.
    await stranger.getByLabel('What can we do for you?').pressSequentially('We need twenty pumps by March.', { delay: 50 })
    await stranger.getByLabel(/I agree/).check()
    await stranger.getByRole('button', { name: 'Send' }).click()
    await stranger.getByRole('heading', { name: 'Thank you!' }).waitFor()
    await turnClock(page, 'P4D')

    // The operator sees the suggestion, the letter and why, changes a sentence and approves. Then the process dies.
    await page.goto(`${here.url}/inbox`)
    await page.locator('[data-suggestion-id]').first().click()
    await page.getByText('Anna Berg').first().waitFor()
    await page.getByRole('button', { name: /^Edit/ }).click()
    const text = page.getByRole('textbox', { name: 'Text' }).first()
    await text.fill('Hello Anna,\n\nI have read your request myself. May I ask three short questions?')
    await page
      .getByRole('button', { name: /^Approve/ })
      .first()
      .click()
    await page.getByText('All decided').waitFor()
    expect(smtp.received).toEqual([])
    await here.kill()
    await here.restart()
    await turnClock(page, 'PT1M')

    // Exactly that letter has arrived, once.
    expect(smtp.received).toHaveLength(1)
    expect(smtp.received[0]).toMatchObject({ from: 'valera@company.test', to: ['anna@client.test'] })
    expect(plain(smtp.received[0]?.raw ?? '')).toContain('I have read your request myself.')

    // The client answers; the answers land on the card and the run goes on.
    const replied = await handIn(page, reply(smtp.received[0]?.raw ?? ''))
    expect(replied).toMatchObject({ verdict: 'person' })
    await turnClock(page, 'PT1M')
    const runs = await getJson<{ items: { id: string; state: string }[] }>(page, '/api/runs')
    expect(runs.items).toMatchObject([{ state: 'finished' }])

    // Its trail is lit on the canvas of the version that ran.
    await page.goto(`${here.url}/flows/${await workflowId(page)}/runs/${runs.items[0]?.id ?? ''}`)
    await page.locator('[data-node-type="crm.score"][data-state="done"]').waitFor()
    expect(await page.locator('[data-node-type="crm.createTask"][data-state="done"]').count()).toBe(0)
    expect(complaints).toEqual([])
  },
  180_000,
)

/** The reply of the client's mail program to a letter, three answers by number. */
function reply(letter: string): string {
  const header = (name: string) => new RegExp(`^${name}: (.+)$`, 'mi').exec(letter)?.[1]?.trim() ?? ''
  return [
    'From: Anna Berg <anna@client.test>',
    `To: ${header('Reply-To')}`,
    `Subject: Re: ${header('Subject')}`,
    'Message-ID: <answer-1@client.test>',
    `In-Reply-To: ${header('Message-ID')}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    '1. Twenty pumps',
    '2. By the end of March',
    '3. Ten thousand',
  ].join('\r\n')
}

async function handIn(page: Page, raw: string): Promise<unknown> {
  const { items } = await getJson<{ items: { id: string }[] }>(page, '/api/mailboxes')
  const { origin } = new URL(page.url())
  const answer = await page.request.post(`${origin}/api/mailboxes/${items[0]?.id ?? ''}/messages`, {
    data: Buffer.from(raw),
    headers: { origin, 'content-type': 'message/rfc822' },
  })
  return answer.json()
}

async function workflowId(page: Page): Promise<string> {
  return (await getJson<{ items: { id: string }[] }>(page, '/api/workflows')).items[0]?.id ?? ''
}

async function getJson<Answer>(page: Page, path: string): Promise<Answer> {
  return (await (await page.request.get(new URL(page.url()).origin + path)).json()) as Answer
}

/** Quoted-printable without its soft breaks, enough to find a sentence. */
const plain = (raw: string): string => raw.replace(/=\r?\n/g, '')

/** Turns the clock of the installation, as somebody does who tries out what takes weeks. */
async function turnClock(page: Page, by: string): Promise<void> {
  const turned = await page.request.post(`${new URL(page.url()).origin}/api/clock`, {
    data: { by },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(turned.status()).toBe(200)
}

async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill('Valera')
  await page.getByLabel('E-mail').fill('valera@company.test')
  await page.getByLabel('Password', { exact: false }).first().fill('correct horse battery')
  await page.getByLabel('Name of the company').fill('Volga Pumps')
  await page.getByRole('radio', { name: /An empty installation/ }).check()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('navigation', { name: 'Main navigation' }).first().waitFor()
}

/** Writes the English letter of the selected step, with the first name picked as a value. */
async function writeLetter(page: Page, subject: string, text: string): Promise<void> {
  const flow = flowEditor(page)
  await page.getByRole('button', { name: 'Write it' }).first().click()
  await flow.write('Subject', subject)
  await flow.insert('Text', 'First name')
  await page.getByRole('textbox', { name: 'Text' }).first().press('End')
  await page.keyboard.type(`, ${text}`)
}
