import type { InjectOptions } from 'fastify'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { populate } from '../testing/fuzz/populate.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

test('whatever a request changes is durable before it is answered', async () => {
  const app = await testApp()
  await populate(app)
  const commits = slowCommits(app)
  const early: string[] = []
  const durable = new Set<string>()

  const ask = async (options: InjectOptions) => {
    await app.parts.engine.pump.idle()
    const before = commits.begun
    const doneBefore = commits.done
    const answer = await app.ask(options)
    const wasDurable = commits.done > doneBefore
    await app.parts.engine.pump.idle()
    if (answer.status >= 200 && answer.status < 300 && commits.begun > before) {
      const route = `${options.method} ${String(options.url)
        .replace(/\?.*$/, '')
        .replace(/\/[0-9a-f]{8}-[\w-]+/g, '/:id')}`
      if (wasDurable) durable.add(route)
      else early.push(route)
    }
    return answer
  }
  await fuzz({ ask, cookie: app.cookie, id: app.admin.id }, { perRoute: 8, seed: 3, only: ({ method }) => method !== 'GET' })

  expect(early).toEqual([])
  expect(durable.size).toBeGreaterThan(30)
}, 120_000)

/** Every commit takes some turns of the event loop, so that an answer that does not wait for it comes before it. */
function slowCommits(app: TestApp) {
  const counts = { begun: 0, done: 0 }
  const commit = app.store.commit
  vi.spyOn(app.store, 'commit').mockImplementation(async (units) => {
    counts.begun++
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    const results = await commit(units)
    counts.done++
    return results
  })
  onTestFinished(() => void vi.restoreAllMocks())
  return counts
}
