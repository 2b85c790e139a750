import { expect, onTestFinished, test } from 'vitest'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (entity: string, field: string, value: unknown) => ({
  type: 'crm.update',
  params: { entity, fields: [{ field, value: [value] }] } as never,
})

async function world(...drawn: Parameters<typeof aWorkflow>): Promise<World> {
  const here = await aWorld({ workflows: [aWorkflow(...drawn)] })
  onTestFinished(() => here.close())
  return here
}

test('in a flow about a company "the company" is that one', async () => {
  const here = await world({ form, sector: set('company', 'sector', { ref: 'subject.company.name' }) }, ['form -> sector'], {
    subject: 'company',
  })
  await here.creates('company', 'bakery', { name: 'Bakery' })

  await here.happens('form-submitted', { form: 'website' }, { company: 'bakery' })

  expect(await here.record('company', 'bakery')).toMatchObject({ sector: 'Bakery' })
})

test('what a record of the event would say is empty when that record is gone', async () => {
  const here = await world({ form, city: set('contact', 'city', { ref: 'event.order.number', or: 'no order' }) }, ['form -> city'])

  await here.happens('form-submitted', { form: 'website' }, { contact: 'anna', order: 'gone' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'no order' })
})

const asking = { type: 'logic.if', params: { condition: { some: 'orders' } } }
const ways = async (here: World) => {
  const [one] = await here.runs()
  return (await here.trail(one?.run.id ?? '')).map(({ node, outcome }) => `${node} ${outcome}`)
}

test('a rule about what belongs to a record is not true where there is no record', async () => {
  const here = await world({ form, asking }, ['form -> asking'], { subject: null })

  await here.happens('form-submitted', { form: 'website' }, {})

  expect(await ways(here)).toEqual(['form leave:out', 'asking leave:no'])
})

test('a run whose record was erased meanwhile goes on, and every rule about it is not true', async () => {
  const lead = { type: 'logic.if', params: { condition: { field: 'stage', is: 'is', value: 'lead' } } }
  const here = await world({ form, lead }, ['form -> lead'])

  await here.happens('form-submitted', { form: 'website' }, { contact: 'erased' })

  expect(await ways(here)).toEqual(['form leave:out', 'lead leave:no'])
})
