/** The numbers on the drawing: they follow what happens, and each opens a list of exactly so many. */
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const welcome: Workflow = {
  ...emptyWorkflow('welcome', 'Welcome'),
  nodes: [
    { id: 'born', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } },
    { id: 'phone', type: 'logic.if', mode: 'act', params: { condition: { field: 'phone', is: 'not-empty' } } },
    {
      id: 'both',
      type: 'logic.parallel',
      mode: 'act',
      params: {
        branches: [
          { id: 'task', name: 'Task' },
          { id: 'note', name: 'Note' },
        ],
      },
    },
    { id: 'told', type: 'crm.note', mode: 'act', params: { text: ['Has a phone'] } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
    { id: 'end', type: 'crm.note', mode: 'act', params: { text: ['Waited'] } },
  ],
  edges: [
    { from: 'born', port: 'out', to: 'phone' },
    { from: 'phone', port: 'yes', to: 'both' },
    { from: 'both', port: 'task', to: 'call' },
    { from: 'both', port: 'note', to: 'told' },
    { from: 'phone', port: 'no', to: 'wait' },
    { from: 'wait', port: 'out', to: 'end' },
  ],
  layout: { born: [160, 0], phone: [160, 176], both: [0, 352], wait: [480, 352], call: [-160, 528], told: [144, 528], end: [480, 528] },
}

test.skipIf(!house)('the numbers on the drawing follow within two seconds, and each opens as many rows as it says', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  const id = await openFlow(welcome)
  await send('put', `/api/workflows/${id}/publication`, { revision: 1 })
  const arrives = (firstName: string, phone: string | null) =>
    send('post', '/api/contacts', { fields: { firstName, email: `${firstName.toLowerCase()}@client.test`, ...(phone ? { phone } : {}) } })
  for (const [at, name] of ['Anna', 'Boris', 'Clara'].entries()) await arrives(name, `+49 30 90182${at}`)
  await arrives('Dora', null)

  await page.goto(`${house.here.url}/flows/${id}?numbers=30`)
  const line = (edge: string, count: number) => page.locator(`[data-edge-id="${edge}"][data-count="${count}"]`)
  await line('born/out', 4).waitFor({ state: 'attached' })
  await line('phone/yes', 3).waitFor({ state: 'attached' })
  await line('both/task', 3).waitFor({ state: 'attached' })
  await line('phone/no', 1).waitFor({ state: 'attached' })

  // Somebody comes in while one looks.
  const from = Date.now()
  await arrives('Emil', null)
  await line('phone/no', 2).waitFor({ state: 'attached', timeout: 4_000 })
  expect(Date.now() - from).toBeLessThan(2_000)

  // Each number is a list of so many.
  const opens = async (number: string, rows: Locator, count: number) => {
    await page.getByRole('button', { name: number, exact: true }).click()
    await rows.first().waitFor()
    await expect.poll(() => rows.count()).toBe(count)
    await page.goBack()
    await line('born/out', 5).waitFor({ state: 'attached' })
  }
  const runs = page.locator('tbody tr')
  const suggestions = page.locator('[data-suggestion-id]')
  await opens('5 went this way', runs, 5)
  await opens('2 went this way', runs, 2)
  await opens('2 wait here', runs, 2)
  await opens('3 to decide', suggestions, 3)

  // What is approved is not to be decided any more, also while it can be taken back; what was put off waits for its time.
  const [approved, later] = (await read(`/api/suggestions?workflow=${id}`)).items
  await send('put', `/api/suggestions/${approved.id}/decision`, { kind: 'approve', hash: approved.hash })
  await opens('2 to decide', suggestions, 2)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  await send('patch', `/api/suggestions/${later.id}`, { laterUntil: tomorrow })
  await opens('1 to decide', suggestions, 1)

  // Another period is chosen beside the switch; hidden, nothing of it is left.
  await page.getByText('7 days', { exact: true }).click()
  await line('born/out', 5).waitFor({ state: 'attached' })
  expect(new URL(page.url()).searchParams.get('numbers')).toBe('7')
  await page.getByRole('button', { name: 'Numbers' }).click()
  await page.locator('[data-count]').first().waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
