import { expect, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { testApp } from '../testing/test-app.ts'

test('suggestions, tasks and unanswered letters of a person are one queue, and a hot lead changes its order at once', async () => {
  const { admin, parts, person } = await testApp({ clock: 'manual' })
  const vera = await person('Vera', 'operator')
  const now = parts.clock.now()
  const within = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString()
  const make = async (plural: string, fields: object) => (await admin.post(`/api/${plural}`, { fields })).body.record
  const anna = await make('contacts', { firstName: 'Anna', email: 'anna@client.example', owner: vera.id })
  const boris = await make('contacts', { firstName: 'Boris', email: 'boris@client.example', owner: vera.id })
  const stranger = await make('contacts', { firstName: 'Ivan', email: 'ivan@client.example', owner: admin.id })
  await make('tasks', { title: 'Call Boris', owner: vera.id, contact: boris.id, dueAt: within(60) })
  await make('tasks', { title: 'Late already', owner: vera.id, contact: boris.id, dueAt: within(-1) })
  await make('tasks', { title: 'Of somebody else', owner: admin.id, dueAt: within(1) })
  const letter = async (contact: string, direction: 'in' | 'out', hours: number) => {
    const id = newId()
    const state = direction === 'in' ? 'received' : 'sent'
    const fields = { direction, state, contact, subject: `${direction} ${hours}`, at: within(hours) }
    const change = {
      change: 'create',
      entity: 'message',
      id,
      revision: null,
      fields,
      cause: { kind: 'system', id: null, depth: 0 },
      at: now,
    }
    await parts.submit({ ops: [{ op: 'change', change } as never] })
    return id
  }
  await letter(boris.id, 'in', -60)
  await letter(boris.id, 'out', -50)
  await letter(stranger.id, 'in', -2)
  const open = await letter(anna.id, 'in', -2)
  const queue = async () => (await vera.get('/api/queue')).body
  const titles = async () => (await queue()).items.map(({ title }: { title: string }) => title)

  expect(await titles()).toEqual(['Late already', 'in -2', 'Call Boris'])
  expect(await queue()).toMatchObject({ total: 3, late: 1, items: [{ kind: 'task', isLate: true }, { kind: 'letter', id: open }, {}] })

  const pipeline = (await admin.get('/api/pipelines')).body.items[0]
  const deal = await make('deals', {
    title: 'Machines',
    contact: anna.id,
    pipeline: pipeline.id,
    amount: { cents: 500_000, currency: 'EUR' },
  })
  expect(deal).toBeDefined()
  expect(await titles()).toEqual(['in -2', 'Late already', 'Call Boris'])
  expect((await queue()).items[0]).toMatchObject({ worth: { cents: 500_000, currency: 'EUR' }, links: [{ title: 'Anna' }] })

  expect((await vera.put(`/api/messages/${open}/settled`)).status).toBe(204)
  expect(await titles()).toEqual(['Late already', 'Call Boris'])
  await vera.delete(`/api/messages/${open}/settled`)
  expect(await titles()).toHaveLength(3)
  expect((await vera.put('/api/messages/nobody/settled')).status).toBe(404)
  expect((await (await person('Nina', 'operator')).get('/api/queue')).body).toEqual({ items: [], total: 0, late: 0 })
})
