import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

test('an admin pauses everything, everybody sees who did it, and the same switch again changes nothing', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'marketer')
  const heard: string[] = []
  app.parts.live.listen(({ kind }) => heard.push(kind))

  const refused = await valera.put('/api/halt', { paused: true })
  const paused = await app.admin.put('/api/halt', { paused: true })
  const again = await app.admin.put('/api/halt', { paused: true })
  const seen = await valera.get('/api/halt')
  const open = await app.admin.put('/api/halt', { paused: false })

  expect(refused.status).toBe(403)
  expect(paused.body.halt).toMatchObject({ user: app.admin.id, name: 'Olga' })
  expect([again.body, seen.body]).toEqual([paused.body, paused.body])
  expect(open.body).toMatchObject({
    halt: null,
    last: { paused: paused.body.halt, letGo: { user: app.admin.id, name: 'Olga' } },
  })
  expect((await valera.get('/api/halt')).body).toEqual(open.body)
  expect(heard.filter((kind) => kind === 'halt')).toHaveLength(2)
})
