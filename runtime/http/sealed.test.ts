import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

test('an access key is sealed for one host, by those who draw, and is in no answer', async () => {
  const app = await testApp()
  const operator = await app.person('Valera', 'operator', 'sales')

  const { status, body } = await app.admin.post('/api/sealed', { text: 'shop key', host: 'shop.example' })

  expect(status).toBe(200)
  expect(body.sealed).toMatch(/^sealed:shop\.example:[\w-]+$/)
  expect((await operator.post('/api/sealed', { text: 'shop key', host: 'shop.example' })).status).toBe(403)
  expect((await app.admin.post('/api/sealed', { text: 'shop key', host: 'shop.example/path' })).status).toBe(400)
})
