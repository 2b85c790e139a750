/** Work that goes from hand to hand, on a phone: drawn aside with a finger, taken over, handed over by who leaves. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const file: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    { id: 'city', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
}

test.skipIf(!house)(
  'a finger approves to the right and puts off to the left, both with a way back, and short of that does nothing',
  async () => {
    if (!house) return
    const { page, send, read, complaints } = await aMarketer(house, { viewport: { width: 390, height: 844 }, hasTouch: true })
    await send('post', '/api/workflows', { file })
    await send('put', '/api/workflows/move/publication', { revision: 1 })
    const records: string[] = []
    for (const firstName of ['Anna', 'Boris', 'Clara'])
      records.push((await send('post', '/api/contacts', { fields: { firstName, city: 'Kazan' } })).record.id)
    await send('post', '/api/buttons', { button: 'move/begin', entity: 'contact', records })
    await page.goto(`${house.here.url}/inbox`)
    const finger = await page.context().newCDPSession(page)
    const draw = async (by: number) => {
      const row = page.locator('[data-suggestion-id]').first()
      const id = await row.getAttribute('data-suggestion-id')
      const box = await row.boundingBox()
      const [x, y] = [(box?.x ?? 0) + 190, (box?.y ?? 0) + 30]
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly number[]) =>
        finger.send('Input.dispatchTouchEvent', { type, touchPoints: at.map((dx) => ({ x: x + dx, y })) })
      await touch('touchStart', [0])
      for (const part of [0.3, 0.6, 1]) await touch('touchMove', [by * part])
      await touch('touchEnd', [])
      return id
    }
    const stateOf = async (id: string | null) => {
      const { status, laterUntil } = await read(`/api/suggestions/${id}`)
      return laterUntil === null ? status : 'later'
    }

    const kept = await draw(60)
    expect([await stateOf(kept), page.url()]).toEqual(['pending', `${house.here.url}/inbox`])
    const approved = await draw(160)
    await expect.poll(() => stateOf(approved)).toBe('approved')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(() => stateOf(approved)).toBe('pending')
    await page.goto(`${house.here.url}/inbox`)
    const later = await draw(-160)
    await expect.poll(() => stateOf(later)).toBe('later')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(() => stateOf(later)).toBe('pending')
    expect(complaints).toEqual([])
  },
)

test.skipIf(!house)('who leaves hands over to whom one chooses, and who leads takes over and gives back', async () => {
  if (!house) return
  const { page, send, read, complaints } = await aMarketer(house, { viewport: { width: 390, height: 844 } })
  const person = async (name: string) =>
    (await send('post', '/api/users', { fields: { name, email: `${name.toLowerCase()}@company.test`, role: 'operator' } })).record.id
  const [vera] = [await person('Vera'), await person('Nikita')]
  await send('post', '/api/tasks', { fields: { title: 'Call Dmitri', owner: vera } })

  await page.goto(`${house.here.url}/settings/people`)
  await page.getByRole('button', { name: 'Let go…' }).last().click()
  const dialog = page.getByRole('dialog', { name: 'Vera leaves' })
  await dialog.getByRole('listitem').getByText('Tasks').waitFor()
  await dialog.getByLabel('Who takes over').first().click()
  await page.getByRole('option', { name: 'Nikita' }).click()
  await dialog.getByRole('button', { name: 'Hand over and end access' }).click()
  await dialog.getByText('Vera cannot sign in any more').waitFor()
  expect((await read(`/api/users/${vera}`)).record.active).toBe(false)

  await page.goto(`${house.here.url}/team`)
  await page.getByRole('link', { name: /^Nikita/ }).click()
  await page.getByText('Call Dmitri').waitFor()
  await page.getByLabel('Choose all').check()
  await page.getByRole('button', { name: 'Take over' }).click()
  await page.getByText('Nothing waits here').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Call Dmitri').waitFor()
  expect(complaints).toEqual([])
})
