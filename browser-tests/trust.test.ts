/** What operators decide comes back to whoever draws the flow: counted at the step, and as a proposal that one click takes up. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { flowEditor } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse({ TANDEM_CLOCK: 'manual' })

const file: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    {
      id: 'city',
      type: 'crm.update',
      mode: 'suggest',
      name: 'Set the city',
      params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
  layout: { begin: [0, 0], city: [0, 176] },
}

test.skipIf(!house)(
  'decisions are counted at their step and on its card; what is approved thirty times as it is may act, if the author wants it',
  async () => {
    if (!house) return
    const { page, send, read, openFlow, complaints } = await aMarketer(house)
    const { panel, card, select } = flowEditor(page)
    await send('post', '/api/workflows', { file })
    await send('put', '/api/workflows/move/publication', { revision: 1 })
    const records: string[] = []
    for (let number = 0; number < 32; number++) {
      const { record } = await send('post', '/api/contacts', { fields: { firstName: `Client ${number}`, city: 'Kazan' } })
      records.push(record.id)
    }
    await send('post', '/api/buttons', { button: 'move/begin', entity: 'contact', records })
    await expect.poll(async () => (await read('/api/suggestions')).total).toBe(32)
    const { items } = await read('/api/suggestions?limit=200')
    const decide = (at: number, decision: object) =>
      send('put', `/api/suggestions/${items[at].id}/decision`, { hash: items[at].hash, ...decision })
    for (let at = 0; at < 29; at++) await decide(at, { kind: 'approve' })
    await decide(29, { kind: 'dismiss', reason: 'wrong-time', note: 'They are on holiday' })

    // One in thirty was declined: it is told why, and nothing is proposed.
    await page.goto(`${house.here.url}/flows/move?numbers=30`)
    await select('Set the city')
    const decided = panel.getByRole('region', { name: 'What people decided' })
    await decided.getByText('Decided 30 times: 29 approved as they were, 1 declined').waitFor()
    await decided.getByText('Declined because: Wrong time (1)').waitFor()
    await decided.getByText('They are on holiday').waitFor()
    expect(await decided.getByRole('button').count()).toBe(0)

    // The card tells the same while the numbers are shown.
    await card('Set the city').getByRole('img', { name: '29 of 30 approved as they were', exact: true }).waitFor()

    // A changed text begins anew; that is approved thirty times as it is.
    const changed = structuredClone(file)
    const { revision } = await read('/api/workflows/move')
    const [begin, city] = changed.nodes
    const draft = { ...changed, nodes: [begin, { ...city, params: { entity: 'contact', fields: [{ field: 'city', value: ['Omsk'] }] } }] }
    const saved = await send('put', '/api/workflows/move', { revision, draft })
    await send('put', '/api/workflows/move/publication', { revision: saved.revision })
    await send('post', '/api/buttons', { button: 'move/begin', entity: 'contact', records: records.slice(0, 30) })
    await expect.poll(async () => (await read('/api/suggestions?workflow=move')).total).toBe(32)
    const fresh = (await read('/api/suggestions?limit=200')).items.filter(
      ({ effects }: { effects: { fields: { city: string } }[] }) => effects[0]?.fields.city === 'Omsk',
    )
    for (const { id, hash } of fresh) await send('put', `/api/suggestions/${id}/decision`, { kind: 'approve', hash })
    await page.reload()
    await select('Set the city')
    await decided.getByText('30 of 30 approved as they were', { exact: false }).waitFor()
    await decided.getByRole('button', { name: 'Let it act' }).click()
    await panel.getByRole('radio', { name: 'Act' }).and(panel.locator(':checked')).waitFor({ state: 'attached' })
    expect(await decided.getByRole('button').count()).toBe(0)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await decided.getByRole('button', { name: 'Let it act' }).waitFor()

    // Partners are declined every time: one click makes that a condition of the draft, and undo takes it back.
    const partners: string[] = []
    for (let number = 0; number < 12; number++) {
      const { record } = await send('post', '/api/contacts', { fields: { firstName: `Partner ${number}`, tags: ['partner'] } })
      partners.push(record.id)
    }
    await send('post', '/api/buttons', { button: 'move/begin', entity: 'contact', records: partners })
    const isPartners = ({ subject }: { subject: { id: string } }) => partners.includes(subject.id)
    const theirs = async () => (await read('/api/suggestions?limit=200')).items.filter(isPartners)
    await expect.poll(async () => (await theirs()).length).toBe(12)
    const suggestions = (await theirs()).map(({ id, hash }: { id: string; hash: string }) => ({ id, hash }))
    await send('post', '/api/suggestions/decisions', { suggestions, decision: { kind: 'dismiss', reason: 'wrong-person' } })
    await page.reload()
    await select('Set the city')
    await decided.getByText('12 of 12 that were declined: tags include “partner”.').waitFor()
    await decided.getByText('Of those that were approved, 0 of 30.').waitFor()
    await decided.getByRole('button', { name: 'Add the condition' }).click()
    await decided.getByRole('button', { name: 'Add the condition' }).waitFor({ state: 'detached' })
    await panel.getByRole('tab', { name: 'Settings' }).click()
    await panel.getByRole('switch', { name: 'Only while this is true' }).and(panel.locator(':checked')).waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Undo: add a condition to “Set the city”' }).click()
    await decided.getByRole('button', { name: 'Add the condition' }).waitFor()
    expect((await read('/api/workflows/move')).liveVersion).toBe(2)

    // What is wrong with the step is written in the inbox, stands at the step, and is closed by a version that answers it.
    const [{ id: suggestion }] = (await read('/api/suggestions')).items
    await page.goto(`${house.here.url}/inbox/${suggestion}`)
    await page.getByRole('button', { name: 'Something is wrong with this step…' }).click()
    await page.getByRole('textbox', { name: 'What should be different' }).fill('Nobody lives in Omsk any more')
    await page.getByRole('button', { name: 'Tell the author' }).click()
    await page.getByText('The author knows now').waitFor()
    await page.goto(`${house.here.url}/flows/move`)
    await card('Set the city').getByRole('img', { name: '1 thing is said to be wrong' }).waitFor()
    await select('Set the city')
    await panel.getByRole('region', { name: 'What is wrong, say people who decide' }).getByText('Nobody lives in Omsk any more').waitFor()
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByRole('checkbox', { name: 'Nobody lives in Omsk any more' }).check()
    await page.getByRole('button', { name: 'Publish version 3' }).click()
    await card('Set the city').getByRole('img', { name: '1 thing is said to be wrong' }).waitFor({ state: 'detached' })
    expect(await panel.getByRole('region', { name: 'What is wrong, say people who decide' }).count()).toBe(0)

    // A step that only asks has somebody who decides, and a time for it, as every step that suggests.
    const permit = { id: 'permit', type: 'human.permit', mode: 'act', params: { question: ['May it begin?'] } } as const
    const edges = [{ from: 'begin', port: 'out', to: 'permit' }]
    await openFlow({ ...file, id: 'asks', name: 'Asks', nodes: [...file.nodes.slice(0, 1), permit], edges }, 'permit')
    await panel.getByRole('tab', { name: 'Settings' }).click()
    await panel.getByText('Who decides', { exact: true }).first().waitFor()
    expect(complaints).toEqual([])
  },
)
