import { expect, test } from 'vitest'
import type { LiveNotice } from '../../shared/api/live.ts'
import { cookieOf, setupBody, testApp } from '../testing/test-app.ts'
import { inTurn } from './live.ts'

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

test('a tab that is slow to listen has one notice under way, and hears of many at once that it missed something', async () => {
  const taken: (() => void)[] = []
  const told: LiveNotice[] = []
  const tell = inTurn((notice) => {
    told.push(notice)
    return new Promise((resolve) => taken.push(resolve))
  })
  const job: LiveNotice = { kind: 'job', id: 'import' }

  for (let at = 0; at < 1000; at++) tell({ kind: 'record', entity: 'contact', id: `anna-${at}` })
  for (let at = 0; at < 10; at++) tell(job)
  expect(told).toEqual([{ kind: 'record', entity: 'contact', id: 'anna-0' }])

  while (taken.length > 0) {
    taken.pop()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(told.filter(({ kind }) => kind === 'hello').length).toBeGreaterThan(0)
  expect(told.filter(({ kind }) => kind === 'job')).toEqual([job])
  expect(told.length).toBeLessThan(300)
})
