import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

/** The admin's answers as they go over the wire. */
async function onTheWire() {
  const app = await testApp()
  const { headers } = await app.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email: 'olga@company.test', password: 'correct horse battery' },
  })
  const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
  return (url: string, more: Readonly<Record<string, string>> = {}) => app.server.inject({ url, headers: { cookie, ...more } })
}

test('an answer of the API is packed for whoever can unpack it, and is the same text', async () => {
  const ask = await onTheWire()

  const plain = await ask('/api/node-types')
  const br = await ask('/api/node-types', { 'accept-encoding': 'gzip, deflate, br' })
  const again = await ask('/api/node-types', { 'accept-encoding': 'br' })
  const gz = await ask('/api/node-types', { 'accept-encoding': 'gzip, br;q=0' })

  expect([plain, br, again, gz].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'br', 'gzip'])
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
  expect(brotliDecompressSync(again.rawPayload).toString()).toBe(plain.body)
  expect(gunzipSync(gz.rawPayload).toString()).toBe(plain.body)
  expect(br.headers['vary']).toBe('accept-encoding')
})

test('a short answer goes as it is', async () => {
  const ask = await onTheWire()

  const { headers } = await ask('/api/jobs', { 'accept-encoding': 'br' })

  expect(headers['content-encoding']).toBeUndefined()
})

test('the palette is sent once and then only confirmed; what people wrote is always sent', async () => {
  const ask = await onTheWire()

  const first = await ask('/api/node-types')
  const confirmed = await ask('/api/node-types', { 'if-none-match': String(first.headers['etag']), 'accept-encoding': 'br' })
  const people = await ask('/api/users')

  expect([confirmed.statusCode, confirmed.body]).toEqual([304, ''])
  expect(people.headers['etag']).toBeUndefined()
})

test('whoever asks for the palette after the first gets it packed better', async () => {
  const ask = await onTheWire()
  const size = async () => (await ask('/api/entities', { 'accept-encoding': 'br' })).rawPayload.length

  const first = await size()

  await expect.poll(size, { timeout: 10_000 }).toBeLessThan(first)
})
