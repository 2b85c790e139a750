import { expect, test } from 'vitest'
import { type Answer, type Asker, testApp } from '../testing/test-app.ts'

const send = (who: Asker, query = ''): Promise<Answer> =>
  who.send(
    'POST',
    `/api/files${query}`,
    Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="act.txt"\r\n\r\nsigned\r\n--x--\r\n'),
    'multipart/form-data; boundary=x',
  )

const opens = async (file: string, ...people: readonly Asker[]) =>
  Promise.all(people.map(async (who) => (await who.get(`/api/files/${file}`)).status))

test('whoever sees a task may open the file it was closed with, and nobody else', async () => {
  const app = await testApp()
  const [valera, vera] = [await app.person('Valera', 'operator', 'sales'), await app.person('Vera', 'operator', 'sales')]
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  const task = (await valera.post('/api/tasks', { fields: { title: 'Have it signed', resultKind: 'file', owner: valera.id } })).body.record
  const { id } = (await send(valera)).body
  const before = await opens(id, valera, vera, nikita)

  const closed = await valera.put(`/api/tasks/${task.id}/result`, { revision: 1, result: id })

  expect(closed.body.record).toMatchObject({ state: 'done', result: id })
  expect(before).toEqual([200, 404, 404])
  expect(await opens(id, valera, vera, nikita, app.admin)).toEqual([200, 200, 404, 200])
})

test('a task is not closed with a file that somebody else has sent', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'operator', 'sales')
  const task = (await valera.post('/api/tasks', { fields: { title: 'Have it signed', resultKind: 'file', owner: valera.id } })).body.record
  const { id } = (await send(app.admin)).body

  const closed = await valera.put(`/api/tasks/${task.id}/result`, { revision: 1, result: id })

  expect([closed.status, closed.body.problem]).toEqual([422, 'result-needed'])
  expect(await opens(id, valera)).toEqual([404])
})

test('a file about a record of any kind opens for those who see the record, and is sent there by nobody else', async () => {
  const app = await testApp()
  const [valera, nikita] = [await app.person('Valera', 'operator', 'sales'), await app.person('Nikita', 'operator', 'accounting')]
  const contact = (await valera.post('/api/contacts', { fields: { firstName: 'Anna', owner: valera.id } })).body.record.id
  const about = { entity: 'contact', record: contact, contact }
  const note = (await valera.post('/api/notes', { fields: { text: 'Calls back', ...about } })).body.record.id
  const product = (await app.admin.post('/api/products', { fields: { sku: 'P', name: 'Pump' } })).body.record.id
  const statusOf = async (about: string) => {
    const { body } = await send(app.admin, `?about=${about}`)
    return [...(await opens(body.id, valera, nikita)), (await send(nikita, `?about=${about}`)).status]
  }

  expect(await statusOf(contact)).toEqual([200, 404, 404])
  expect(await statusOf(note)).toEqual([200, 404, 404])
  expect(await statusOf(product)).toEqual([200, 200, 201])
  expect(await statusOf(app.admin.id)).toEqual([404, 404, 404])
})

test.each(['no form at all', '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName;Ma'])(
  'a form that is cut off or none is refused in words: %s',
  async (payload) => {
    const app = await testApp()

    const { status, body } = await app.admin.send('POST', '/api/files', Buffer.from(payload), 'multipart/form-data; boundary=x')

    expect([status, body.problem]).toEqual([400, 'bad-multipart'])
  },
)
