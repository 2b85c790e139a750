import { expect, test } from 'vitest'
import { cookieOf, setupBody, testApp } from '../testing/test-app.ts'

test('an open tab hears that something changed, after the commit, and never what', async () => {
  const app = await testApp()
  const cookie = cookieOf(await app.stranger.post('/api/session', { email: setupBody.email, password: setupBody.password }))
  const address = await app.server.listen({ port: 0, host: '127.0.0.1' })
  const stream = await fetch(`${address}/api/live`, { headers: { cookie } })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const heard: { kind: string; [name: string]: unknown }[] = []
  const hears = async (kind: string) => {
    while (!heard.some((notice) => notice.kind === kind)) {
      const { value = '', done } = (await reader?.read()) ?? { done: true }
      if (done) throw new Error('The stream ended')
      for (const line of value.split('\n')) if (line.startsWith('data: ')) heard.push(JSON.parse(line.slice(6)))
    }
    return heard.find((notice) => notice.kind === kind)
  }

  await hears('hello')
  const { body } = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })
  const notice = await hears('record')
  await reader?.cancel()

  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  expect(notice).toEqual({ kind: 'record', entity: 'contact', id: body.record.id })
})

test('a stream without a session does not begin', async () => {
  const app = await testApp()

  expect((await app.stranger.get('/api/live')).status).toBe(401)
})

test('open streams do not keep the server from stopping', async () => {
  const app = await testApp()
  const cookie = cookieOf(await app.stranger.post('/api/session', { email: setupBody.email, password: setupBody.password }))
  const address = await app.server.listen({ port: 0, host: '127.0.0.1' })
  const stream = await fetch(`${address}/api/live`, { headers: { cookie } })
  const before = performance.now()

  await app.close()

  expect(performance.now() - before).toBeLessThan(5000)
  await stream.body?.cancel()
})
