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

test('texts say choices and records as people call them, a letter in the language of its reader, and a field keeps what it is', async () => {
  const said = [{ ref: 'subject.contact.stage' }, ', ', { ref: 'subject.stage' }]
  const letter = { ru: { subject: said, blocks: [{ kind: 'text', text: said }] } }
  const here = await world(
    {
      won: { type: 'trigger.stage', params: { of: 'deal', move: 'entered', stage: 'won' } },
      task: { type: 'crm.createTask', params: { title: said } as never },
      need: set('contact', 'need', { ref: 'subject.contact.stage' }),
      stage: { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'stage', value: [{ ref: 'subject.contact.stage' }] }] } },
      write: { type: 'msg.email', params: { letter, sender: 'company', category: 'personal' } as never },
    },
    ['won -> task', 'task -> need', 'need -> stage', 'stage -> write'],
    { subject: 'deal' },
  )
  await here.changes('contact', 'anna', { stage: 'client', language: 'ru' })
  await here.creates('pipeline', 'sales', { key: 'sales', name: 'Sales', kind: 'sales' })
  await here.creates('stage', 'won-id', { key: 'won', name: 'Gewonnen', kind: 'won', position: 0, pipeline: 'sales' })

  await here.creates('deal', 'deal', { title: 'Two ovens', contact: 'anna', stage: 'won-id', pipeline: 'sales' })

  expect(await here.records('task')).toMatchObject([{ title: 'Client, Gewonnen' }])
  expect(await here.record('contact', 'anna')).toMatchObject({ need: 'Client', stage: 'client' })
  expect(here.sent).toMatchObject([{ subject: 'Клиент, Gewonnen', blocks: [{ text: 'Клиент, Gewonnen' }] }])
  const [{ run } = { run: null }] = await here.runs()
  const links = (await here.trail(run?.id ?? '')).flatMap(({ detail }) => detail['links'] ?? [])
  expect(JSON.stringify(links)).not.toContain('won-id')
})

test('what a trigger leaves is a value of the event, in texts by its name and in rules by its key', async () => {
  const here = await world(
    {
      moves: { type: 'trigger.stage', params: { of: 'deal', move: 'entered' } },
      whether: { type: 'logic.if', params: { condition: { field: 'event.to', is: 'is', value: 'won' } } },
      find: { type: 'crm.find', params: { entity: 'task', where: { all: [] } } },
      task: {
        type: 'crm.createTask',
        params: {
          title: [
            { ref: 'event.record' },
            ': ',
            { ref: 'event.from', or: 'nothing' },
            ' > ',
            { ref: 'event.to' },
            ', ',
            { ref: 'node.moves.to' },
            ', ',
            { ref: 'event.record.contact.stage' },
            ', ',
            { ref: 'node.find.record.kind' },
          ],
        } as never,
      },
    },
    ['moves -> whether', 'whether:yes -> find', 'find:found -> task'],
    { subject: 'deal' },
  )
  await here.creates('task', 'before', { title: 'Before', kind: 'call' })
  await here.creates('pipeline', 'sales', { key: 'sales', name: 'Sales', kind: 'sales' })
  await here.creates('stage', 'won-id', { key: 'won', name: 'Gewonnen', kind: 'won', position: 0, pipeline: 'sales' })

  await here.creates('deal', 'deal', { title: 'Two ovens', contact: 'anna', stage: 'won-id', pipeline: 'sales' })

  expect((await here.records('task')).map(({ title }) => title)).toContain('Two ovens: nothing > Gewonnen, Gewonnen, Lead, Call')
})

test('a value that a field had before is said as people call it', async () => {
  const here = await world(
    {
      changes: { type: 'trigger.entity', params: { entity: 'contact', change: 'changed', field: 'stage' } },
      note: { type: 'crm.note', params: { text: [{ ref: 'event.from' }, ' > ', { ref: 'event.to' }] } as never },
    },
    ['changes -> note'],
  )

  await here.changes('contact', 'anna', { stage: 'client' })

  expect(await here.records('note')).toMatchObject([{ text: 'Lead > Client' }])
})
