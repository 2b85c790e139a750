/** The numbers on the drawing: they follow what happens, and each opens a list of exactly so many. */
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
  const { page, send, openFlow, complaints } = await aMarketer(house)
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
  const rows = page.locator('tbody tr')
  for (const { number, count } of [
    { number: '5 went this way', count: 5 },
    { number: '2 went this way', count: 2 },
    { number: '3 to decide', count: 3 },
    { number: '2 wait here', count: 2 },
  ]) {
    await page.getByRole('button', { name: number, exact: true }).click()
    await rows.first().waitFor()
    await expect.poll(() => rows.count()).toBe(count)
    await page.goBack()
    await line('born/out', 5).waitFor({ state: 'attached' })
  }

  // Another period is chosen beside the switch; hidden, nothing of it is left.
  await page.getByText('7 days', { exact: true }).click()
  await line('born/out', 5).waitFor({ state: 'attached' })
  expect(new URL(page.url()).searchParams.get('numbers')).toBe('7')
  await page.getByRole('button', { name: 'Numbers' }).click()
  await page.locator('[data-count]').first().waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
