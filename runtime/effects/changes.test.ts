import { expect, test } from 'vitest'
import { form, inside, set } from '../testing/one-inside.ts'
import { aWorkflow } from '../testing/world.ts'

const upsert = {
  type: 'crm.upsert',
  params: {
    entity: 'contact',
    email: [{ ref: 'event.email' }],
    phone: [{ ref: 'event.phone' }],
    fields: [{ field: 'firstName', value: [{ ref: 'event.name' }] }],
    existing: 'overwrite',
  },
}

test('who writes again is found by the address and the number that a flow has written, however they spell them', async () => {
  const { here } = await inside(aWorkflow({ form, upsert }, ['form -> upsert'], { subject: null }))
  const writes = (name: string, email: string | null, phone: string | null) =>
    here.happens('form-submitted', { form: 'website', name, email, phone }, {})

  await writes('Boris', 'Boris@Client.Example', '0151 23456789')
  await writes('Boris K.', null, '+49 151 / 23456789')
  await writes('Boris Krause', 'boris@client.example ', null)

  const [anna, boris, ...others] = (await here.records('contact')).toSorted((a, b) => String(a['email']).localeCompare(String(b['email'])))
  expect(anna).toMatchObject({ id: 'anna' })
  expect(boris).toMatchObject({ firstName: 'Boris Krause', email: 'boris@client.example', phone: '+4915123456789' })
  expect(others).toEqual([])
})

test('what is no number stays as it was written', async () => {
  const { here } = await inside(aWorkflow({ form, call: set('phone', 'ask at the desk') }, ['form -> call']))

  expect(await here.record('contact', 'anna')).toMatchObject({ phone: 'ask at the desk' })
})
