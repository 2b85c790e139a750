/** Publishing for those who match already: how many, who, and what happens to them is said before. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse()

const qualified: Workflow = {
  ...emptyWorkflow('qualified', 'Call the qualified'),
  nodes: [
    { id: 'begin', type: 'trigger.stage', mode: 'act', params: { of: 'contact', move: 'entered', contactStage: 'qualified' } },
    { id: 'call', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], kind: 'call' } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'call' }],
}

test.skipIf(!house)('publishing says how many match already and who, and begins for them only if one wants', async () => {
  if (!house) return
  const { page, send, read, openFlow, complaints } = await aMarketer(house)
  for (const [firstName, stage] of Object.entries({ Anna: 'qualified', Boris: 'qualified', Clara: 'lead' }))
    await send('post', '/api/contacts', { fields: { firstName, email: `${firstName.toLowerCase()}@client.test`, stage } })
  await openFlow(qualified)

  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 1' })
  const choice = dialog.getByRole('radiogroup', { name: 'Start for' })
  await choice.getByRole('radio', { name: 'New ones only' }).and(choice.locator(':checked')).waitFor()
  await choice.getByRole('link', { name: 'Anna' }).waitFor()
  await choice.getByRole('link', { name: 'Boris' }).waitFor()
  expect(await choice.getByRole('link', { name: 'Clara' }).count()).toBe(0)
  await choice.getByRole('radio', { name: 'Also 2 who match now' }).check()
  await choice.getByText('It begins for them right after publishing.').waitFor()
  await dialog.getByRole('button', { name: 'Publish version 1 and start for 2' }).click()
  await page.getByText('Live, version 1').waitFor()

  const pending = async () =>
    (await read('/api/suggestions')).items.map(({ subject }: { subject: { title: string } }) => subject.title).sort()
  await expect.poll(pending).toEqual(['Anna', 'Boris'])
  expect(complaints).toEqual([])
})
