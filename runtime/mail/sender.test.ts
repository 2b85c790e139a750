import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const flow = (sender: 'owner' | 'department' | 'company') =>
  aWorkflow(
    {
      form: { type: 'trigger.form', params: { form: 'website' } },
      write: {
        type: 'msg.email',
        params: { letter: { en: { subject: ['Hello'], blocks: [{ kind: 'signature' }] } }, sender, category: 'personal' },
      },
    },
    ['form -> write'],
  )

async function world(sender: 'owner' | 'department' | 'company'): Promise<World> {
  const here = await aWorld({ workflows: [flow(sender)] })
  onTestFinished(() => here.close())
  return here
}

/** From whom the letter to Anna comes. */
async function from(here: World) {
  await here.happens('form-submitted', { form: 'website' })
  return here.sent[0]?.frozen?.from
}

const sales: JsonObject = { address: 'sales@tandem.example', kind: 'department', department: 'sales' }

test('in the name of the owner a letter comes from their own mailbox, and from the company where they have none', async () => {
  const without = await world('owner')
  const own = await world('owner')
  await own.creates('mailbox', 'his', { address: 'valera@tandem.example', name: 'Mail of Valera', kind: 'user', user: 'valera' })

  expect([await from(without), await from(own)]).toEqual([
    { name: 'Valera', address: 'office@tandem.example' },
    { name: 'Valera', address: 'valera@tandem.example' },
  ])
})

test('where nobody looks after the contact, the company writes', async () => {
  const here = await world('owner')
  await here.changes('contact', 'anna', { owner: null })

  expect(await from(here)).toEqual({ name: 'Tandem', address: 'office@tandem.example' })
})

test('in the name of the department of the owner a letter comes from its mailbox, else from that of the company', async () => {
  const without = await world('department')
  const own = await world('department')
  await own.creates('mailbox', 'theirs', { ...sales, name: 'Sales' })
  const nobody = await world('department')
  await nobody.changes('contact', 'anna', { owner: null })

  expect([await from(without), await from(own), await from(nobody)]).toEqual([
    { name: 'Sales', address: 'office@tandem.example' },
    { name: 'Sales', address: 'sales@tandem.example' },
    { name: 'Tandem', address: 'office@tandem.example' },
  ])
})

test('without a mailbox nothing is sent, and the step says why', async () => {
  const here = await world('company')
  const cause = { kind: 'person', id: 'vera', depth: 0 } as const
  const change = { change: 'archive', entity: 'mailbox', id: 'office', revision: null, fields: {}, cause, at: here.now() } as const
  await here.engine.pump.submit({ ops: [{ op: 'change', change }] })

  expect(await from(here)).toBeUndefined()
  expect(await here.store.deliveries({ limit: 1 })).toMatchObject([{ state: 'cancelled', problem: { code: 'no-mailbox' } }])
})

test('while the owner is away their deputy writes; without one it stays the owner', async () => {
  const deputed = await world('owner')
  await deputed.changes('user', 'valera', { absentUntil: '2026-03-09', deputy: 'nikita' })
  const alone = await world('owner')
  await alone.changes('user', 'valera', { absentUntil: '2026-03-09' })

  expect([(await from(deputed))?.name, (await from(alone))?.name]).toEqual(['Nikita', 'Valera'])
})

test('a department writes under its name and that of the company', async () => {
  const here = await world('department')
  await here.engine.pump.submit({ ops: [{ op: 'setting', key: 'company', value: { name: 'Volga' } }] })

  expect(await from(here)).toEqual({ name: 'Sales, Volga', address: 'office@tandem.example' })
})
