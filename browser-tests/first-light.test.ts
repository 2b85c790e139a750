/** The whole main job, as people do it: drawn with the mouse, filled in by a stranger, approved, sent, answered, killed in between. */
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { aSmtpServer } from '../runtime/testing/smtp-server.ts'
import { openBrowser, openPage } from './browser.ts'
import { flowEditor } from './flow-editor.ts'
import { anInstallation } from './installation.ts'
import { type Asker, asker } from './marketer.ts'

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
    page.setDefaultTimeout(20_000)
    const ask = asker(page, here.url)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await page.screenshot({ path: 'coverage/first-light.png' }).catch(() => {})
    })

    // The first admin sets up an empty company by the link that was printed.
    const link = /http\S+\/setup\?token=\S+/.exec(here.printed())?.[0] ?? ''
    await setUp(page, link)

    await ask.send('post', '/api/contacts', { fields: { firstName: 'Boris', lastName: 'Stein', email: 'boris@client.test' } })
    await ask.send('post', '/api/contacts', { fields: { firstName: 'Clara', email: 'clara@client.test', phone: '+49 30 901820' } })
    const { user: valera } = await ask.read('/api/session')
    await ask.send('post', '/api/hooks', { fields: { path: 'shop', name: 'Shop', owner: valera.id, active: true } })

    // A marketer draws, from an empty page; what is missing shows at once, and the list of problems leads to it.
    await page.goto(`${here.url}/flows/new`)
    await page.getByRole('button', { name: /Empty page/ }).click()
    const flow = flowEditor(page)
    await flow.begin(/A form arrives/)
    await flow.card('A form arrives').and(page.locator('[data-problems="1"]')).waitFor()
    await page.getByRole('button', { name: '1 thing to look at' }).click()
    const problems = page.getByRole('region', { name: 'Problems' })
    await problems.getByRole('button', { name: /A form arrives/ }).click()
    await page
      .locator('input:focus')
      .and(page.getByRole('combobox', { name: 'Form' }))
      .waitFor()
    await flow.choose('Form', 'Website')
    await problems.getByText('Nothing is wrong').waitFor()
    await problems.getByRole('button', { name: 'Close' }).click()
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

    // A rule is built from rows, and tells at once whom it finds.
    await flow.add('Silent', 'If')
    await flow.panel.getByRole('button', { name: 'Add a row' }).click()
    await flow.choose('Field', 'Phone')
    await flow.choose('Comparison', 'is filled in')
    await flow.panel.getByText('Matches 1 of 2').waitFor()
    await flow.add('Yes', 'Create a task')
    await flow.write('Task', 'Call the client')
    await flow.select('If')
    await flow.add('No', 'Write a note')
    await flow.write('Text', 'Nobody can be called')

    // A second door: other programs come in where the form does. The line is drawn from card to card.
    await page.getByRole('option', { name: 'Another program calls' }).click()
    await flow.choose('Address', 'Shop')
    await flow.connect('Another program calls', 'Then', 'Wait for working hours')
    await page.getByRole('button', { name: 'No problems' }).waitFor()
    await flow.saved()

    // Undo takes back the last step and names it; redo brings it back.
    const cards = flow.canvas.locator('[data-node-id]')
    const count = await cards.count()
    await flow.select('Write a note')
    await flow.canvas.press('Delete')
    expect(await cards.count()).toBe(count - 1)
    await page.getByRole('button', { name: 'Undo: delete “Write a note”' }).click()
    expect(await cards.count()).toBe(count)
    await page.getByRole('button', { name: /^Redo/ }).click()
    await page.getByRole('button', { name: /^Undo/ }).click()
    expect(await cards.count()).toBe(count)
    await flow.saved()

    // It is tried on a contact, and nothing happens to anybody.
    await page.getByRole('button', { name: 'Try on a contact' }).click()
    const trial = page.getByRole('complementary', { name: 'Try on a contact' })
    await trial.getByRole('button', { name: 'Try', exact: true }).click()
    await trial.getByText('Nothing was sent or changed').waitFor()
    await flow.card('Wait for working hours').and(page.locator('[data-state="done"]')).waitFor()
    for (const nothing of ['messages', 'tasks', 'suggestions', 'runs'])
      expect(await ask.read(`/api/${nothing}`)).toMatchObject({ items: [] })

    // It goes live.
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
    await turnClock(ask, 'P4D')

    // The operator sees the suggestion, the letter and why, changes a sentence and approves. Then the process dies.
    await page.goto(`${here.url}/inbox`)
    await page.locator('[data-suggestion-id]').first().click()
    await page.getByText('Anna Berg').first().waitFor()
    await page.getByText('What can we do for you?: We need twenty pumps by March.').waitFor()
    await page.getByRole('link', { name: 'Show on canvas' }).click()
    await page.locator('[data-node-type="msg.askQuestions"][data-state="approval"]').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: /^Edit/ }).click()
    const text = page.getByRole('textbox', { name: 'Text' }).first()
    await text.fill('Hello Anna,\n\nI have read your request myself. May I ask three short questions?')
    await approve(page)
    expect(smtp.received).toEqual([])
    await here.kill()
    await here.restart()
    await turnClock(ask, 'PT1M')

    // Exactly that letter has arrived, once.
    expect(smtp.received).toHaveLength(1)
    expect(smtp.received[0]).toMatchObject({ from: 'valera@company.test', to: ['anna@client.test'] })
    expect(plain(smtp.received[0]?.raw ?? '')).toContain('I have read your request myself.')

    // The client answers; the answers land on the card and the run goes on.
    const replied = await handIn(page, ask, reply(smtp.received[0]?.raw ?? ''))
    expect(replied).toMatchObject({ verdict: 'person' })
    await turnClock(ask, 'PT1M')
    const runs = await ask.read('/api/runs')
    expect(runs.items).toMatchObject([{ state: 'finished' }])

    // Its trail is lit on the canvas of the version that ran.
    await page.goto(`${here.url}/flows/${await workflowId(ask)}/runs/${runs.items[0]?.id ?? ''}`)
    await page.locator('[data-node-type="crm.score"][data-state="done"]').waitFor()
    expect(await page.locator('[data-node-type="crm.createTask"][data-state="done"]').count()).toBe(0)

    // Another program tells of somebody who then stays silent: the second letter goes out, and then there is a task.
    const called = await stranger.request.post(`${here.url}/hooks/shop`, {
      data: { customer: { name: 'Dora Klein', email: 'dora@client.test', phone: '+49 30 1234567' } },
    })
    expect(called.status()).toBe(202)
    await turnClock(ask, 'P4D')
    for (const letters of [2, 3]) {
      await page.goto(`${here.url}/inbox`)
      await page.locator('[data-suggestion-id]').first().click()
      await page.getByText('Dora Klein').first().waitFor()
      await approve(page)
      await turnClock(ask, 'P5D')
      expect(smtp.received).toHaveLength(letters)
    }
    expect(smtp.received.at(-1)).toMatchObject({ to: ['dora@client.test'] })
    expect(plain(smtp.received.at(-1)?.raw ?? '')).toContain('Did my questions reach you?')
    await page.goto(`${here.url}/tasks`)
    await page.getByText('Call the client').first().waitFor()
    expect(complaints).toEqual([])
  },
  600_000,
)

/** The item leaves the list at once; what was approved is safe when the page says when it acts. */
async function approve(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Approve/ })
    .first()
    .click()
  await page.getByText('All decided').waitFor()
  await page
    .getByText(/goes out in \d+ s/)
    .first()
    .waitFor()
}

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

async function handIn(page: Page, ask: Asker, raw: string): Promise<unknown> {
  const { items } = await ask.read('/api/mailboxes')
  const { origin } = new URL(page.url())
  const answer = await page.request.post(`${origin}/api/mailboxes/${items[0]?.id ?? ''}/messages`, {
    data: Buffer.from(raw),
    headers: { origin, 'content-type': 'message/rfc822' },
  })
  return answer.json()
}

async function workflowId(ask: Asker): Promise<string> {
  return (await ask.read('/api/workflows')).items[0]?.id ?? ''
}

/** Quoted-printable without its soft breaks, enough to find a sentence. */
const plain = (raw: string): string => raw.replace(/=\r?\n/g, '')

/** Turns the clock of the installation, as somebody does who tries out what takes weeks. */
async function turnClock(ask: Asker, by: string): Promise<void> {
  await ask.send('post', '/api/clock', { by })
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
