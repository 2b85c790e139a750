/** Nothing that somebody drew is lost, and what goes live is known before: saving, drafts, versions, as people see them. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse({ TANDEM_CLOCK: 'manual' })
const whole = { timeout: 120_000 } as const

const node = (id: string, type: string, name: string, params: WorkflowNode['params'], mode: WorkflowNode['mode'] = 'act') =>
  ({ id, type, name, mode, params }) as const
const begin = node('begin', 'trigger.manual', 'Begin', { entity: 'contact', button: ['Begin'], role: 'everyone', bulk: true })
const wait = (duration: string) => node('wait', 'wait.delay', 'Pause', { duration })
const note = (id: string, name: string, text: string) => node(id, 'crm.note', name, { text: [text] })
const write = (text: string, mode: WorkflowNode['mode'] = 'act') =>
  node(
    'write',
    'msg.email',
    'Chase',
    { letter: { en: { subject: ['Three questions'], blocks: [{ kind: 'text', text: [text] }] } }, sender: 'company', category: 'personal' },
    mode,
  )

/** The steps one below the other. */
function line(id: string, ...nodes: readonly WorkflowNode[]): Workflow {
  const edges = nodes
    .slice(1)
    .map((each, at) => ({ from: nodes[at]?.id ?? '', port: nodes[at]?.type === 'msg.email' ? 'sent' : 'out', to: each.id }))
  const layout = Object.fromEntries(nodes.map((each, at) => [each.id, [0, at * 176] as const]))
  return { ...emptyWorkflow(id, 'Chase them'), nodes, edges, layout }
}

const rename = async (page: Page, name: string) => {
  await page.getByRole('textbox', { name: 'Name of the flow' }).fill(name)
  await page.keyboard.press('Enter')
}
const nameOf = (page: Page) => page.getByRole('textbox', { name: 'Name of the flow' }).inputValue()

test.skipIf(!house)(
  'what was said to be saved is there after a reload; what could not be saved is kept, and sent when the server is back',
  whole,
  async () => {
    if (!house) return
    const { page, openFlow, read } = await aMarketer(house)
    const id = await openFlow(line('kept', begin, wait('P2D')))
    const { saved } = flowEditor(page)

    await rename(page, 'Said to be saved')
    await page.locator('[data-save="saving"]').waitFor()
    await saved()
    await page.reload()
    await saved()
    expect(await nameOf(page)).toBe('Said to be saved')

    // No server: the words say that the work is kept, and it is, also after the page was opened anew.
    await page.route('**/api/workflows/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
    await rename(page, 'Without a server')
    await page.getByText('Not saved. Retrying; your work is kept here').waitFor()
    await page.reload()
    await page.locator('[data-save="error"]').waitFor()
    expect(await nameOf(page)).toBe('Without a server')
    expect((await read(`/api/workflows/${id}`)).draft.name).toBe('Said to be saved')

    await page.unroute('**/api/workflows/*')
    await saved()
    expect((await read(`/api/workflows/${id}`)).draft.name).toBe('Without a server')

    // No network: the tries become rare, but its return is noticed at once.
    let failed = 0
    page.on('requestfailed', (request) => {
      if (request.method() === 'PUT') failed++
    })
    await page.context().setOffline(true)
    await rename(page, 'Without a network')
    await expect.poll(() => failed, { timeout: 15_000 }).toBe(3)
    await page.context().setOffline(false)
    await page.locator('[data-save="saved"]').waitFor({ timeout: 4_000 })
    expect((await read(`/api/workflows/${id}`)).draft.name).toBe('Without a network')
  },
)

test.skipIf(!house)(
  'a stale tab overwrites nothing: it shows the difference, keeps its own as a copy, or opens the other',
  whole,
  async () => {
    if (!house) return
    const { page, openFlow, send, read } = await aMarketer(house)
    const id = await openFlow(line('shared', begin, wait('P2D')))
    const theirs = async (name: string) => {
      const { revision, draft } = await read(`/api/workflows/${id}`)
      await send('put', `/api/workflows/${id}`, { revision, draft: { ...draft, name } })
    }
    await theirs('Theirs')

    await rename(page, 'Mine')
    const dialog = page.getByRole('dialog', { name: 'Two people changed this draft' })
    await dialog.getByText('olga changed this draft now.', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Show the difference' }).click()
    await dialog.getByText('Renamed from “Theirs” to “Mine”').waitFor()
    await dialog.getByRole('button', { name: 'Keep mine as a copy' }).click()
    await page.waitForURL(/\/flows\/shared-2/)
    await flowEditor(page).saved()
    expect(await nameOf(page)).toBe('Mine (my copy)')
    expect((await read(`/api/workflows/${id}`)).draft.name).toBe('Theirs')

    await page.goto(`${house.here.url}/flows/${id}`)
    await flowEditor(page).saved()
    await theirs('Theirs again')
    await rename(page, 'Mine again')
    await dialog.getByRole('button', { name: 'Open theirs and drop mine' }).click()
    await flowEditor(page).saved()
    expect(await nameOf(page)).toBe('Theirs again')
  },
)

test.skipIf(!house)(
  'a draft changes nothing for those who enter until it is published, and the badges say so in words',
  whole,
  async () => {
    if (!house) return
    const { page, openFlow, send, read } = await aMarketer(house)
    const id = await openFlow(line('badges', begin, note('one', 'Note it', 'Old text')))
    await page.getByText('Draft, not live yet').waitFor()
    await send('put', `/api/workflows/${id}/publication`, { revision: 1 })
    const { revision } = await read(`/api/workflows/${id}`)
    await send('put', `/api/workflows/${id}`, { revision, draft: line(id, begin, note('one', 'Note it', 'New text')) })
    await page.goto(`${house.here.url}/flows/${id}`)
    await page.getByText('Live, version 1').waitFor()
    await page.getByText('Draft: 1 change, not live').waitFor()

    const { record } = await send('post', '/api/contacts', { fields: { firstName: 'Dora', email: 'dora@client.test' } })
    await send('post', '/api/buttons', { button: `${id}/begin`, entity: 'contact', records: [record.id] })
    await expect.poll(async () => (await read(`/api/runs?workflow=${id}`)).items[0]?.version).toBe(1)

    // The badge leads to what is different.
    await page.getByRole('link', { name: 'Draft: 1 change, not live' }).click()
    await page.getByRole('heading', { name: '1 difference' }).waitFor()
  },
)

test.skipIf(!house)('before publishing it is said who is inside, with a choice, and how much there will be to decide', whole, async () => {
  if (!house) return
  const { page, openFlow, send, read, complaints } = await aMarketer(house)
  const id = await openFlow(line('impact', begin, wait('P9D'), write('Hello', 'suggest')))
  await send('put', `/api/workflows/${id}/publication`, { revision: 1 })
  await send('post', '/api/clock', { by: 'P2D' })
  for (const firstName of ['Emma', 'Franz', 'Gerda']) {
    const { record } = await send('post', '/api/contacts', { fields: { firstName, email: `${firstName}@client.test`.toLowerCase() } })
    await send('post', '/api/buttons', { button: `${id}/begin`, entity: 'contact', records: [record.id] })
  }
  await expect.poll(async () => (await read(`/api/workflows/${id}/impact`)).inside).toBe(3)
  const { revision } = await read(`/api/workflows/${id}`)
  await send('put', `/api/workflows/${id}`, { revision, draft: line(id, begin, wait('P3D'), write('Hello', 'suggest')) })
  await page.goto(`${house.here.url}/flows/${id}`)

  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
  await dialog.getByText('3 people are inside').waitFor()
  const group = dialog.locator('[data-group="wait"]')
  await group.getByText('changed', { exact: true }).waitFor()
  expect(await group.getByRole('combobox', { name: 'What becomes of those at “Pause”' }).inputValue()).toBe('Finish on their version')
  await dialog
    .locator('[data-forecast]')
    .getByText(/^About \d+ suggestions? a (day|week), for 1 decider$/)
    .waitFor()
  await dialog.getByText('it would have begun 3 times', { exact: false }).waitFor()
  await dialog.getByRole('link', { name: 'Show on the canvas' }).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!house)(
  'a comparison shows what came, went and changed by sign and colour, what only moved not at all, and leads through it',
  whole,
  async () => {
    if (!house) return
    const { page, openFlow, send, read, complaints } = await aMarketer(house)
    const before = line(
      'compared',
      begin,
      wait('P2D'),
      note('old', 'Old note', 'Silent'),
      write('Thank you for your message. Please answer until Friday.'),
    )
    const after = line(
      'compared',
      begin,
      wait('P3D'),
      write('Thank you for your letter. Please answer until Monday.'),
      note('new', 'New note', 'Chased'),
    )
    const id = await openFlow(before)
    await send('put', `/api/workflows/${id}/publication`, { revision: 1, note: 'The first one' })
    const { revision } = await read(`/api/workflows/${id}`)
    await send('put', `/api/workflows/${id}`, { revision, draft: { ...after, layout: { ...after.layout, begin: [320, -64] } } })

    await page.goto(`${house.here.url}/flows/${id}/versions/1/draft`)
    const card = (step: string) => page.locator(`[data-canvas] [data-node-id="${step}"]`)
    const differences: Record<string, readonly [string | null, string | null]> = {}
    await card('new').waitFor()
    for (const step of ['begin', 'wait', 'old', 'new', 'write']) {
      const sign = card(step).locator('.difference-sign')
      differences[step] = [await card(step).getAttribute('data-difference'), (await sign.count()) === 0 ? null : await sign.innerText()]
    }
    expect(differences).toEqual({
      begin: [null, null],
      wait: ['changed', '±'],
      old: ['removed', '−'],
      new: ['added', '+'],
      write: ['changed', '±'],
    })
    const looks = (step: string) =>
      page.evaluate(
        `(({ borderTopStyle, borderTopColor }) => [borderTopStyle, borderTopColor])(getComputedStyle(document.querySelector('[data-canvas] [data-node-id="${step}"]')))`,
      )
    expect(await looks('old')).toEqual(['dashed', 'rgb(201, 42, 42)'])
    expect(await looks('new')).toEqual(['solid', 'rgb(35, 112, 50)'])
    expect(
      await page
        .locator('.flow-line[data-difference]')
        .evaluateAll((lines) => lines.map((each) => each.getAttribute('data-difference')).sort()),
    ).toEqual(['added', 'added', 'removed', 'removed'])

    // In words: durations by their field, letters word by word.
    const panel = page.getByRole('region', { name: 'What is different' })
    await panel.getByText('2 days', { exact: true }).waitFor()
    await panel.getByText('3 days', { exact: true }).waitFor()
    const letter = panel.locator('.text-difference')
    expect(await letter.locator('del').allInnerTexts()).toEqual(['message', 'Friday'])
    expect(await letter.locator('ins').allInnerTexts()).toEqual(['letter', 'Monday'])

    // One leads to the next, and to its step on the drawing.
    for (const step of ['wait', 'wait', 'write', 'write', 'old']) {
      await panel.getByRole('button', { name: 'Next difference' }).click()
      await page.locator(`[data-node-id="${step}"][data-selected]`).waitFor()
    }
    await card('new').click()
    await panel.locator('[aria-current]').getByText('Added: New note').waitFor()

    // On a phone the same, the words first.
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText('Removed: Old note').waitFor()
    await page.locator('[data-outline-node="old"][data-difference="removed"]').waitFor()
    expect(complaints).toEqual([])
  },
)

test.skipIf(!house)('an older version is published again, and the list tells who published what, and when', whole, async () => {
  if (!house) return
  const { page, openFlow, send, read } = await aMarketer(house)
  const id = await openFlow(line('again', begin, note('one', 'Note it', 'The good text')))
  await send('put', `/api/workflows/${id}/publication`, { revision: 1, note: 'It works' })
  const { revision } = await read(`/api/workflows/${id}`)
  const { revision: next } = await send('put', `/api/workflows/${id}`, {
    revision,
    draft: line(id, begin, note('one', 'Note it', 'A mistake')),
  })
  await send('put', `/api/workflows/${id}/publication`, { revision: next, note: 'A try' })

  await page.goto(`${house.here.url}/flows/${id}`)
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).click()
  await page.locator('[data-version="1"]').getByText('It works').waitFor()
  await page.locator('[data-version="1"]').getByRole('button', { name: 'Publish 1 again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 3' })
  await dialog.getByText('Changed: Note it').waitFor()
  await dialog.getByRole('button', { name: 'Publish version 3' }).click()
  await dialog.waitFor({ state: 'detached' })

  const { items } = await read(`/api/workflows/${id}/versions`)
  const { user } = await read('/api/session')
  expect(items[0]).toMatchObject({ number: 3, publishedBy: user.name, note: 'Version 1 again' })
  expect((await read(`/api/workflows/${id}`)).live.nodes[1].params.text).toEqual(['The good text'])
  // The draft is nobody's to take back: it stays as it was.
  expect((await read(`/api/workflows/${id}`)).draft.nodes[1].params.text).toEqual(['A mistake'])
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).click()
  const newest = page.locator('[data-version="3"]')
  await newest.getByText('Live', { exact: true }).waitFor()
  await newest.getByText(user.name, { exact: false }).waitFor()
  await newest.locator('time').waitFor()
})
